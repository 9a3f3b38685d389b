// Differences as diff -u prints them.

import { applyPatch } from 'diff';
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { formatKeepalived } from '../../src/syntax/keepalived/format.ts';
import { plain } from '../../src/views/paint.ts';
import { renderUnifiedDiff } from '../../src/views/unified-diff.ts';

const diff = (before: string, after: string): string =>
  renderUnifiedDiff(
    'x.conf',
    { text: before, shown: before },
    { text: after, shown: after },
    plain,
  );

const numbered = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, index) => `${from + index}\n`).join('');

const rows: readonly [what: string, before: string, after: string, hunks: string][] = [
  ['a changed line', 'a\nb\nc\n', 'a\nB\nc\n', '@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n'],
  ['what goes before what comes', 'a\nb\n', ' a\n b\n', '@@ -1,2 +1,2 @@\n-a\n-b\n+ a\n+ b\n'],
  ['a new text', '', 'a\n', '@@ -0,0 +1 @@\n+a\n'],
  ['a text that goes', 'a\nb\n', '', '@@ -1,2 +0,0 @@\n-a\n-b\n'],
  [
    'a missing end of the last line',
    'a',
    'a\n',
    '@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n',
  ],
  [
    'three lines around a change',
    numbered(1, 9),
    numbered(1, 9).replace('5', 'five'),
    '@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n',
  ],
];

for (const [what, before, after, hunks] of rows) {
  test(`shows ${what}`, () => assert.is(diff(before, after), `--- x.conf\n+++ x.conf\n${hunks}`));
}

test('shows nothing of equal texts', () => assert.is(diff('a\n', 'a\n'), ''));

test('shows changes far apart by themselves', () => {
  const after = `0\n${numbered(1, 20)}21\n`;
  assert.is(diff(numbered(1, 20), after).match(/^@@/gm)?.length, 2);
});

test('prints what may be shown for what is there', () => {
  const before = { text: 'pass  a\n', shown: 'pass  *\n' };
  const after = { text: 'pass a\n', shown: 'pass *\n' };
  const text = renderUnifiedDiff('x', before, after, plain);
  assert.is(text, '--- x\n+++ x\n@@ -1 +1 @@\n-pass  *\n+pass *\n');
});

const text = fc
  .array(fc.constantFrom('a', 'b', ' a', 'a b', '{', '}', '', '# c', '\n', '\n', '\n', '\r\n'))
  .map((parts) => parts.join(''));

test('is a patch that makes the one text of the other', () => {
  const holds = (before: string, after: string) => {
    if (before !== after) assert.is(applyPatch(before, diff(before, after)), after);
  };
  fc.assert(fc.property(text, text, holds), { seed: 2024, numRuns: 2000 });
  const withLayout = (before: string) => holds(before, formatKeepalived(before));
  fc.assert(fc.property(text, withLayout), { seed: 2024, numRuns: 500 });
});

test('takes a large file in a moment', () => {
  const before = '\ta {\n\tb 1\n\t}\n'.repeat(20_000);
  const start = performance.now();
  assert.match(diff(before, formatKeepalived(before)), /^@@ -1,60000 \+1,60000 @@$/m);
  assert.ok(performance.now() - start < 10_000);
});

test.run();
