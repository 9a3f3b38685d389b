// Lengths of time, of the command line and of SafeKit's files.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { durationIn, parseDurationMs } from '../../src/base/duration.ts';

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

const inUnits: readonly [text: string, unit: string, value: number | null][] = [
  ['30', 's', 30],
  ['0', 'h', 0],
  ['1m', 's', 60],
  ['1d', 'h', 24],
  ['500ms', 'ms', 500],
  ['2s', 'ms', 2000],
  // Not finer than the unit that the attribute counts.
  ['500ms', 's', null],
  ['1500ms', 's', null],
  ['10us', 'ms', null],
  // What divides evenly is the same time.
  ['60s', 'm', 1],
  ['1.5s', 'ms', null],
  ['1m30s', 's', null],
  ['-1s', 's', null],
  ['1 s', 's', null],
  ['1S', 's', null],
  ['', 's', null],
  ['s', 's', null],
];

for (const [text, unit, value] of inUnits) {
  test(`reads "${text}" as ${value === null ? `no time in ${unit}` : `${value} ${unit}`}`, () => {
    assert.is(durationIn(text, unit), value);
  });
}

test.run();
