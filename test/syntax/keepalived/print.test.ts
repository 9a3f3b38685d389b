// Statements as text, and back again.

import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Printable, printKeepalived } from '../../../src/syntax/keepalived/print.ts';
import { parsePrintable } from '../../support/printable.ts';

const rows: readonly [string, Printable[], string][] = [
  ['nothing', [], ''],
  ['a statement a line', [{ words: ['a', 'b'] }, { words: ['c'] }], 'a b\nc\n'],
  [
    'blocks with four blanks a level',
    [{ words: ['a'], children: [{ words: ['b'], children: [{ words: ['c', '1'] }] }] }],
    'a {\n    b {\n        c 1\n    }\n}\n',
  ],
  ['an empty block', [{ words: ['a'], children: [] }], 'a {\n}\n'],
  ['quotes round a blank', [{ words: ['script', '/bin/up now'] }], 'script "/bin/up now"\n'],
  ['quotes round a brace', [{ words: ['path', '/a{b}'] }], 'path "/a{b}"\n'],
  ['quotes round a comment sign', [{ words: ['auth_pass', 'a#b!'] }], 'auth_pass "a#b!"\n'],
  ['quotes for an empty word', [{ words: ['password', ''] }], 'password ""\n'],
  ['quotes round a byte order mark', [{ words: ['\uFEFFa'] }], '"\uFEFFa"\n'],
  ['backslashes as they are', [{ words: ['regex', 'a\\d\\#'] }], 'regex "a\\d\\#"\n'],
];

for (const [what, statements, text] of rows) {
  test(`prints ${what}`, () => {
    assert.is(printKeepalived(statements), text);
    assert.equal(parsePrintable(text), statements);
  });
}

const word = fc
  .oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom('priority', '10.0.0.1/24', '{', '}', '#', '!', '\\#', "'", 'a b', '@x', '日本'),
    fc.string({ unit: 'binary', maxLength: 4 }),
  )
  .map((text) => text.replace(/["\n]|^\\$/g, ''));

const { statements } = fc.letrec<{ statement: Printable; statements: Printable[] }>((tie) => ({
  statements: fc.array(tie('statement'), { maxLength: 4, depthIdentifier: 'block' }),
  statement: fc
    .tuple(
      fc.array(word, { minLength: 1, maxLength: 4 }),
      fc.option(tie('statements'), { nil: undefined, maxDepth: 5, depthIdentifier: 'block' }),
    )
    .map(([words, children]) => (children === undefined ? { words } : { words, children })),
}));

test('prints what reads back as the same words and blocks', () => {
  const holds = (tree: Printable[]) => assert.equal(parsePrintable(printKeepalived(tree)), tree);
  fc.assert(fc.property(statements, holds), { seed: 20240, numRuns: 500 });
});

test.run();
