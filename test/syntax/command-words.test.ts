// Commands as keepalived 2.2.7 was seen to run them: each of these was asked about with a file of the name
// that it must stand for.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createSourceMap } from '../../src/diag/source-map.ts';
import { argvIn, splitEscaped } from '../../src/syntax/command-words.ts';

/** What stands behind the keyword, and the program and arguments in the end. */
const commands: readonly (readonly [line: string, argv: readonly string[]])[] = [
  ['/bin/true', ['/bin/true']],
  ['"/bin/a b"', ['/bin/a', 'b']],
  [`"'/bin/a b'"`, ['/bin/a b']],
  [`'/bin/"tr"ue'`, ['/bin/true']],
  ['"/bin/\\x74rue"', ['/bin/true']],
  ['/bin/\\x74rue', ['/bin/true']],
  [`'/bin/\\x74rue'`, ['/bin/true']],
  [`'/bin/tr'"\\x75"'e'`, ['/bin/true']],
  ['"/bin/\\x0074rue"', ['/bin/true']],
  ['"/bin/tr\\x75e"', ['/bin/tr^']],
  ['"/bin/\\xg"', ['/bin/xg']],
  ['"/bin/\\164rue"', ['/bin/true']],
  ['"/bin/\\0164rue"', ['/bin/\x0e4rue']],
  ['"/bin/\\24rue"', ['/bin/\x14rue']],
  ['"/bin/a\\b"', ['/bin/a\b']],
  ['"/bin/a\\E"', ['/bin/a\x1b']],
  ['"/bin/tr\\ue"', ['/bin/true']],
  ['"/bin/c\\cA"', ['/bin/c\x01']],
  ['"/bin/c\\c!"', ['/bin/c\x01']],
  ['"/bin/true\\0x"', ['/bin/true']],
  ['"/bin/\\\\x74rue"', ['/bin/true']],
  ['"/bin/\\\\\\\\true"', ['/bin/\\true']],
  ['"/bin/\\\\true"', ['/bin/\true']],
  ['"/bin/true\\x20x"', ['/bin/true', 'x']],
  ['"/bin/true\\tx"', ['/bin/true', 'x']],
  ['"/bin/true\\nx"', ['/bin/true', 'x']],
  ['"/bin/t\\\\ ue"', ['/bin/t ue']],
  [`"'/bin/a\\tb'"`, ['/bin/a\tb']],
  ['"/bin/\\"q\\""', ['/bin/q']],
  [`"'/bin/\\"q\\"'"`, ['/bin/"q"']],
];

for (const [line, argv] of commands) {
  test(`runs ${line}`, () => {
    const source = createSourceMap().add('line', line);
    const [command] = splitEscaped(source, 0, line.length);
    assert.equal(
      argvIn(command?.text ?? '').map(({ text }) => text),
      argv,
    );
  });
}

test('says where each word stands among all texts', () => {
  const sources = createSourceMap();
  sources.add('before', '0123456789');
  const text = 'notify "a\\" b" us\\x65r';
  const source = sources.add('words', text);
  const words = splitEscaped(source, source.base + 'notify'.length, source.base + text.length);
  assert.equal(
    words.map(({ text: word, start, end, quoted }) => {
      return [word, text.slice(start - source.base, end - source.base), quoted];
    }),
    [
      ['a" b', '"a\\" b"', true],
      ['user', 'us\\x65r', false],
    ],
  );
});

test.run();
