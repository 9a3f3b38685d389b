// Whose connections are reset: what the file says, else what it said when the address was made.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { keyOf, toState } from '../../src/plan/kinds.ts';
import type { Owned } from '../../src/plan/owned.ts';
import { makePlan, makeUndoPlan, ownedAfter } from '../../src/plan/plan.ts';
import { address } from '../support/resources.ts';

const vip = address('10.0.0.222/24');
const key = keyOf(vip);
const there = toState([vip]);
const made: Owned = new Map([[key, { made: { ...vip, resetsConnections: true } }]]);
const plain: Owned = new Map([[key, {}]]);

const rows: readonly (readonly [owned: Owned, file: boolean | undefined, isReset: boolean])[] = [
  [plain, undefined, false],
  [plain, true, true],
  [made, undefined, true],
  [made, false, false],
];

for (const [owned, file, isReset] of rows) {
  const word = file === undefined ? 'does not name it' : `says ${file}`;
  test(`the record says ${owned === made}, the file ${word}: ${isReset}`, () => {
    const resets = new Map(file === undefined ? [] : [[key, file]]);
    const { steps } = makePlan(new Map(), there, owned, undefined, resets);
    assert.equal(
      steps.map((step) => [step.op, step.resetsConnections === true]),
      [['-', isReset]],
    );
  });
}

test('an address that comes again keeps its connections', () => {
  const wider = toState([address('10.0.0.222/16')]);
  const { steps } = makePlan(wider, there, made);
  assert.equal(
    steps.map(({ op, resetsConnections }) => [op, resetsConnections]),
    [
      ['-', undefined],
      ['+', undefined],
    ],
  );
});

test('the record keeps the mark, and undoing knows it', () => {
  const wanted = toState([{ ...vip, resetsConnections: true }]);
  const plan = makePlan(wanted, new Map(), new Map());
  const owned = ownedAfter(new Map(), plan);
  assert.equal(owned, made);
  const { steps } = makeUndoPlan(new Map([[key, null]]), there, owned);
  assert.is(steps[0]?.resetsConnections, true);
});

test('nothing is to do for an address that only the record marks', () => {
  const wanted = toState([{ ...vip, resetsConnections: true }]);
  assert.equal(makePlan(wanted, there, plain).steps, []);
});

test.run();
