// Lengths of time of the command line.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseDurationMs } from '../../src/base/duration.ts';

const rows: readonly [string, number | null][] = [
  ['1s', 1000],
  ['90s', 90_000],
  ['2m', 120_000],
  ['1h', 3_600_000],
  ['010s', 10_000],
  ['0s', null],
  ['90', null],
  ['1.5s', null],
  ['-1s', null],
  ['1d', null],
  ['1S', null],
  ['1000000s', null],
  ['s', null],
  ['', null],
];

for (const [text, ms] of rows) {
  test(`reads "${text}" as ${ms === null ? 'no length of time' : `${ms} ms`}`, () => {
    assert.is(parseDurationMs(text), ms);
  });
}

test.run();
