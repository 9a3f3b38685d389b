// The layout of a configuration, and that nothing but the layout changes.

import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { formatKeepalived } from '../../../src/syntax/keepalived/format.ts';
import { mutatedText, piecedText } from '../../support/gen-text.ts';
import { expectGolden, foldersIn, hasFixture, readFixture } from '../../support/golden.ts';
import { commentsOf, shapeOf } from '../../support/statement-shape.ts';

/** Configuration ids that the texts below name, and one that they do not. */
const configIds = ['main', 'other', 'third'];

const bytesOf = (line: string): number => Buffer.byteLength(line);

/** Checks all that holds of every text, and gives what it is formatted to. */
const format = (text: string): string => {
  const formatted = formatKeepalived(text);
  assert.is(formatKeepalived(formatted), formatted, 'a second time changes something');
  for (const id of configIds) assert.is(shapeOf(formatted, id), shapeOf(text, id), id);
  assert.equal(commentsOf(formatted), commentsOf(text));
  assert.not.match(formatted, /\r\n/);
  assert.ok(formatted === '' || formatted.endsWith('\n'));
  const longest = Math.max(...text.split('\n').map(bytesOf));
  const isLonger = formatted.split('\n').some((line) => bytesOf(line) > Math.max(1022, longest));
  assert.not.ok(isLonger, 'a line is too long');
  return formatted;
};

for (const name of foldersIn('fmt')) {
  test(`formats ${name}`, () => {
    expectGolden(`fmt/${name}/output.conf`, format(readFixture(`fmt/${name}/input.conf`)));
  });
}

const fixtures: readonly string[] = [
  ...foldersIn('fmt').map((name) => readFixture(`fmt/${name}/input.conf`)),
  ...foldersIn('keepalived').map((name) => readFixture(`keepalived/${name}/input.conf`)),
  ...foldersIn('diag')
    .map((name) => `diag/${name}/bad.conf`)
    .filter(hasFixture)
    .map(readFixture),
];

test('keeps what every fixture says', () => {
  for (const text of fixtures) format(text);
});

const rows: readonly [what: string, text: string, formatted: string][] = [
  ['an empty text', '', ''],
  ['blank lines alone', '\n \n\t\n', ''],
  ['a missing end of the last line', 'a 1', 'a 1\n'],
  ['line ends of DOS', 'a {\r\n\tb 1\r\n}\r\n', 'a {\n    b 1\n}\n'],
  ['a brace on the next line', 'a\n{\n}', 'a {\n}\n'],
  ['a brace behind empty lines', 'a\n\n{\n\nb\n}', 'a {\n    b\n}\n'],
  ['a brace that follows nothing', '{\na\n}', '{\n    a\n}\n'],
  ['a brace after a block', 'a {\n}\n{\n}', 'a {\n}\n{\n}\n'],
  ['two braces at once', 'a {{ b', 'a {\n    {\n        b\n'],
  ['a stray brace', '}\na 1', '}\na 1\n'],
  ['blocks without end', 'a { b {\nc', 'a {\n    b {\n        c\n'],
  ['quoted braces and signs', 'a   "{#}   !"', 'a "{#}   !"\n'],
  ['a brace behind a quote', 'a "b"{c}', 'a "b" {\n    c\n}\n'],
  ['words that touch', 'et"h0""x"', 'et"h0""x"\n'],
  ['a glued comment', 'a 1#b', 'a 1 #b\n'],
  ['a comment behind two braces', 'a { b } # c', 'a {\n    b\n} # c\n'],
  ['two comments for one line', 'a # b\n{ # c\n}', 'a { # b\n    # c\n}\n'],
  ['an include without a path', 'include\n{\n}', 'include\n{\n}\n'],
  ['a brace that would be a path', 'include{\n}', 'include\n{\n}\n'],
  ['an include behind a brace', 'a {include x\n}', 'a {include x\n}\n'],
  ['a name that ends at a brace', 'a $N{\nb\n}', 'a $N{\n    b\n}\n'],
  ['a name, which may bring braces', 'a { $N }', 'a { $N }\n'],
  ['a condition, which holds for its line', '@main   a { b }', '@main a { b }\n'],
  ['a condition behind a brace', 'a  {@main  b }', 'a  {@main  b }\n'],
  [
    'blocks that are opened for each id and closed once',
    '@main a {\n@^main b {\nc\n}\nd',
    '@main a {\n@^main b {\n    c\n}\nd\n',
  ],
  ['a condition that a form feed hides', '\f@main  a', '\f@main  a\n'],
  ['a form feed before a word', '\fa\f1', 'a 1\n'],
  ['an escaped comment sign', 'a\\#   b { c }', 'a\\#   b { c }\n'],
  ['an escaped quote', 'a  \\"  b # "c"', 'a  \\"  b # "c"\n'],
  ['what would become a byte order mark', ' \ufeffa', '\n\ufeffa\n'],
  ['a byte order mark', '\ufeff a  {\n b\n}', '\ufeff a  {\n    b\n}\n'],
  ['a password with braces', 'a {auth_pass  x{y}', 'a {\n    auth_pass x{y}\n'],
  ['a key with braces', 'a {key 1  x{y}', 'a {\n    key 1 x{y}\n'],
  ['a password before a brace', 'a {auth_pass  x }', 'a {\n    auth_pass x\n}\n'],
  ['a regular expression in single quotes', "regex 'a{2}  b'", "regex 'a{2}  b'\n"],
  ['an apostrophe', "a  it's  b", "a  it's  b\n"],
  ['quotes of one kind in the other', `a  "it's"  'b  c'`, `a "it's" 'b  c'\n`],
  ['quotes that depend on the keyword', `a  'b "c'  d"`, `a  'b "c'  d"\n`],
  ['an empty line that ends a definition', '$A= \\\n\n\na {\n', '$A= \\\n\na {\n'],
  ['the end of a definition before a brace', 'a {\n$A= \\\n\n}', 'a {\n    $A= \\\n\n}\n'],
  ['leftover placeholders', 'a {\nb   {{ x }}\n}', 'a {\n    b   {{ x }}\n}\n'],
  ['braces in a comment of Jinja', 'a {{x}}\n{# { #}\nb', 'a {{x}}\n{# { #}\nb\n'],
];

for (const [what, text, formatted] of rows) {
  test(`formats ${what}`, () => assert.is(format(text), formatted));
}

test('leaves a line that is too long with its carriage returns', () => {
  const line = `a ${'\r'.repeat(1100)}`;
  assert.is(formatKeepalived(`${line}\n  b\n`), `${line}\nb\n`);
});

test('does not indent without end', () => {
  const lines = format('a {\n'.repeat(2000)).split('\n');
  assert.ok(Math.max(...lines.map(({ length }) => length)) < 200);
});

test('takes a long line in a moment', () => {
  for (const part of ['{', '}', '"', "'", '\\', '#', ' ', '{{', '$A', '@', "' {"]) {
    const start = performance.now();
    formatKeepalived(part.repeat(300_000));
    assert.ok(performance.now() - start < 10_000, part);
  }
});

test('keeps what texts of odd pieces say', () => {
  fc.assert(
    fc.property(piecedText, (text) => void format(text)),
    { seed: 2024, numRuns: 3000 },
  );
});

test('keeps what fixtures with odd changes say', () => {
  const texts = fc.property(mutatedText(fixtures), (text) => void format(text));
  fc.assert(texts, { seed: 2024, numRuns: 1500 });
});

test.run();
