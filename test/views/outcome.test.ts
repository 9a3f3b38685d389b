// What came of an apply.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Outcome, renderOutcome } from '../../src/views/outcome.ts';

const now = new Date('2030-01-02T01:00:00Z');
const confirmBy = new Date('2030-01-02T03:04:05Z');
const later = new Date('2030-01-27T01:00:00Z');

const rows: readonly [Outcome, string][] = [
  [{ outcome: 'applied' }, 'Applied and verified.\n'],
  [
    { outcome: 'applied', isVerified: false },
    'Applied; whether the kernel is as planned was not looked at.\n',
  ],
  [
    { outcome: 'applied', confirmBy },
    'Applied and verified. It is undone at 03:04:05 UTC unless you run: hactl confirm\n',
  ],
  [
    { outcome: 'applied', confirmBy: later },
    'Applied and verified. It is undone at 2030-01-27 01:00:00 UTC unless you run: hactl confirm\n',
  ],
  [{ outcome: 'declined' }, 'Declined; nothing was changed.\n'],
  [{ outcome: 'refused' }, 'Refused; nothing was changed.\n'],
  [{ outcome: 'undone' }, 'Apply failed and was undone: the kernel is as it was before.\n'],
  [
    { outcome: 'undo-failed' },
    'Undoing failed: the kernel may be neither as before nor as planned.\n',
  ],
  [{ outcome: 'nothing' }, ''],
];

for (const [outcome, text] of rows) {
  test(`says "${text.trim()}" when it was ${outcome.outcome}`, () => {
    assert.is(renderOutcome(outcome, now), text);
  });
}

test.run();
