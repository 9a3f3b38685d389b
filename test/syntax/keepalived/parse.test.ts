// What is wrong with a text as such, and where.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createSourceMap } from '../../../src/diag/source-map.ts';
import { parseKeepalived } from '../../../src/syntax/keepalived/parse.ts';

/** Diagnostics as `CODE:line:column`. */
const found = (text: string): string[] => {
  const sources = createSourceMap();
  const { diagnostics } = parseKeepalived(sources.add('input.conf', text));
  return diagnostics.map(({ code, span }) => {
    const { line, column } = sources.locate(span?.start ?? -1);
    return `${code}:${line}:${column}`;
  });
};

const rows: readonly [string, string, readonly string[]][] = [
  ['an empty text', '', []],
  ['comments alone', '# a\n! b', []],
  ['a block', 'a {\n}\n', []],
  ['no line break at the end', 'a {\n}', []],
  ['line ends of DOS', 'a {\r\nb # c\r\n}\r\n', []],
  ['a byte order mark', '\ufeffa 1', ['HA1003:1:1']],
  ['a block that is not closed', 'a {\nb', ['HA1004:1:3']],
  ['two blocks that are not closed', 'a {\nb {\n', ['HA1004:1:3', 'HA1004:2:3']],
  ['closing braces that are too many', 'a {\n}\n}\n }', ['HA1005:3:1', 'HA1005:4:2']],
  ['a block without a keyword', 'a 1\n# x\n{\n}\n{\n}', ['HA1006:5:1']],
  ['a quote that is not closed', 'a\n  b "c d', ['HA1007:2:5']],
  ['the last of three quotes', 'a "b" "c', ['HA1007:1:7']],
  ['quotes in a comment', '# "\na 1 # b"', []],
  ['blocks too deep', 'a {\n'.repeat(251), ['HA1008:251:3']],
  ['blocks as deep as can be', `${'a {\n'.repeat(250)}${'}\n'.repeat(250)}`, []],
  ['a comment right behind a word', 'a 1#b\nc!d', ['HA1009:1:4', 'HA1009:2:2']],
  ['a comment right behind a brace', 'a {#b\n}# c', []],
  ['an escaped comment sign', 'a 1\\#b\nc \\#d', ['HA1009:1:4', 'HA1009:2:3']],
];

for (const [what, text, expected] of rows) {
  test(`reports on ${what}: ${expected.join(' ') || 'nothing'}`, () => {
    assert.equal(found(text), expected);
  });
}

test('keeps comments in the order of the text', () => {
  const source = createSourceMap().add('input.conf', '# a\nb {! c\n} # d');
  const { comments } = parseKeepalived(source).tree;
  assert.equal(
    comments.map(({ start, end }) => source.text.slice(start, end)),
    ['# a', '! c', '# d'],
  );
});

test.run();
