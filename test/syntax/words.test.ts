// How a statement falls into words, and how a line with a command does.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createSourceMap } from '../../src/diag/source-map.ts';
import { splitQuoted, splitWords } from '../../src/syntax/words.ts';

/** Words with `q:` before those that start with a quote. */
const shown = (text: string, split: typeof splitWords): string[] => {
  const source = createSourceMap().add('words', text);
  return split(source, 0, text.length).map((word) => (word.quoted ? `q:${word.text}` : word.text));
};

const plain: readonly [string, string, string[]][] = [
  ['blanks of all kinds', 'a b\tc\vd\fe', ['a', 'b', 'c', 'd', 'e']],
  ['blanks around', '  a  ', ['a']],
  ['nothing', '', []],
  ['a quoted word', 'a "b c" d', ['a', 'q:b c', 'd']],
  ['an empty quoted word', '""', ['q:']],
  ['two quoted words that touch', '"1""00"', ['q:1', 'q:00']],
  ['a quote in a word, which starts another', 'et"h0"', ['et', 'q:h0']],
  ['a word behind a quoted one', '"a"b', ['q:a', 'b']],
  ['a quote that is not closed', 'a "b c', ['a', 'q:b c']],
  ['a lone quote', 'a "', ['a', 'q:']],
  ['single quotes as plain signs', "'a b'", ["'a", "b'"]],
  ['other backslashes as they are', 'a\\nb\\', ['a\\nb\\']],
  ['a lone backslash at the end as part of the word before', 'a 1 \\', ['a', '1\\']],
  ['a lone backslash before others as it is', 'a \\ b', ['a', '\\', 'b']],
  ['no escapes in quotes', '"a\\#b\\"', ['q:a\\#b\\']],
  ['a no-break space as a part of a word', 'a\u00a0b', ['a\u00a0b']],
];

for (const [what, text, expected] of plain) {
  test(`splits ${what}`, () => assert.equal(shown(text, splitWords), expected));
}

const commands: readonly [string, string, string[]][] = [
  ['a plain path', '/bin/up', ['/bin/up']],
  ['a command in double quotes and its user', '"/bin/up now" nobody', ['q:/bin/up now', 'nobody']],
  ['a command in single quotes', "'killall -0 web'", ['q:killall -0 web']],
  ['quotes within other quotes', `'a "b" c' "d 'e'"`, ['q:a "b" c', "q:d 'e'"]],
  ['pieces that touch, as one word', `"a b"'c d'e`, ['q:a bc de']],
  ['a plain start with a quoted end', 'a" b"', ['a b']],
  ['an empty command', "''", ['q:']],
  ['nothing', '', []],
];

for (const [what, text, expected] of commands) {
  test(`splits ${what} where single quotes count`, () =>
    assert.equal(shown(text, splitQuoted), expected));
}

test('says where each word stands among all texts', () => {
  const sources = createSourceMap();
  sources.add('before', '0123456789');
  const text = 'x "a b" c\\#';
  const source = sources.add('words', text);
  for (const split of [splitWords, splitQuoted]) {
    const places = split(source, source.base + 2, source.base + text.length).map((word) =>
      text.slice(word.start - source.base, word.end - source.base),
    );
    assert.equal(places, ['"a b"', 'c\\#']);
  }
});

test.run();
