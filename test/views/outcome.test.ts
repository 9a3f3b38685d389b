// What came of an apply or a rollback.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Outcome, renderOutcome } from '../../src/views/outcome.ts';

const confirmBy = new Date('2030-01-02T03:04:05Z');

const rows: readonly [Outcome, string][] = [
  [{ outcome: 'applied' }, 'Applied and verified.\n'],
  [
    { outcome: 'applied', confirmBy },
    'Applied and verified. It is undone at 03:04:05 UTC unless you run: hactl confirm\n',
  ],
  [{ outcome: 'declined' }, 'Declined; nothing was changed.\n'],
  [{ outcome: 'refused' }, 'Refused; nothing was changed.\n'],
  [{ outcome: 'undone' }, 'Apply failed and was undone: the kernel is as it was before.\n'],
  [{ outcome: 'undo-failed' }, 'Undoing failed: the kernel is neither as before nor as planned.\n'],
  [{ outcome: 'nothing' }, ''],
  [{ outcome: 'confirmed' }, ''],
  [{ outcome: 'expired' }, ''],
];

for (const [outcome, text] of rows) {
  test(`says "${text.trim()}" when it was ${outcome.outcome}`, () => {
    assert.is(renderOutcome(outcome), text);
  });
}

test.run();
