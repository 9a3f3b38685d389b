// Control characters on their way to a terminal.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { visible } from '../../src/base/visible.ts';

const rows: readonly (readonly [text: string, shown: string])[] = [
  ['plain text\n\tand more\n', 'plain text\n\tand more\n'],
  ['käse \u2192 ok', 'käse \u2192 ok'],
  ['\u001b]0;title\u0007', '\\x1b]0;title\\x07'],
  ['\u001b[2J', '\\x1b[2J'],
  ['overwritten\r', 'overwritten\\x0d'],
  ['\u0000\u007f\u009b', '\\x00\\x7f\\x9b'],
];

for (const [text, shown] of rows) {
  test(`shows ${JSON.stringify(text)} as ${shown.trim()}`, () => {
    assert.is(visible(text, false), shown);
    assert.is(visible(text, true), shown);
  });
}

test('leaves colours where there are any', () => {
  const text = '\u001b[31mred\u001b[0m';
  assert.is(visible(text, true), text);
  assert.is(visible(text, false), '\\x1b[31mred\\x1b[0m');
});

test.run();
