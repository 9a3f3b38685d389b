// Success is what observation shows: what is looked for, and for how long.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { targetAfter, unequalKeys, waitUntilEqual } from '../../src/apply/verify.ts';
import { keyOf } from '../../src/plan/kinds.ts';
import type { Changes } from '../../src/plan/plan.ts';
import type { Resource } from '../../src/plan/state.ts';
import type { Step } from '../../src/plan/step.ts';
import { fakeHost } from '../support/fake-host.ts';
import { hostWith, setUpKernel } from '../support/gen-kernel.ts';
import { address, route, rule, stateOf, sysctl } from '../support/resources.ts';

const step = (op: Step['op'], resource: Resource, more: Partial<Step> = {}): Step => ({
  id: 1,
  op,
  key: keyOf(resource),
  ...(op === '-' ? { before: resource } : { after: resource }),
  ...more,
});

const vip = address('10.0.0.10/24');

const after = (changes: Partial<Changes>) => [
  ...targetAfter({ steps: [], expects: [], vanishes: [], ...changes }),
];

test('after a plan its steps are done and all else that it expects is as it was', () => {
  const gone = rule(5);
  const expects = [
    [keyOf(gone), gone],
    [keyOf(rule(6)), rule(6)],
    [keyOf(vip), null],
  ] as const;
  assert.equal(after({ expects, steps: [step('-', gone), step('+', vip)] }), [
    [keyOf(gone), null],
    [keyOf(rule(6)), rule(6)],
    [keyOf(vip), vip],
  ]);
});

test('neighbours may stand in another place', () => {
  const neighbour = address('10.0.0.1/24', 'eth0', 1);
  assert.equal(after({ expects: [[keyOf(neighbour), neighbour]] }), [
    [keyOf(neighbour), address('10.0.0.1/24')],
  ]);
});

test('what vanishes with something else is not looked for', () => {
  const lost = route('10.9.0.0/16');
  assert.equal(after({ expects: [[keyOf(lost), lost]], vanishes: [keyOf(lost)] }), []);
});

test('what was changed for a moment is as it was', () => {
  const [off, on] = ['0', '1'].map((value) => sysctl('eth0/promote_secondaries', value));
  if (!off || !on) return assert.unreachable();
  const steps = [step('~', on, { temporary: true }), step('~', off, { temporary: true })];
  assert.equal(after({ expects: [[keyOf(off), off]], steps }), [[keyOf(off), off]]);
});

test('keys that differ are named', () => {
  const target = new Map([...stateOf(vip, rule(5)), [keyOf(rule(6)), null]]);
  const observed = stateOf({ ...vip, scope: 253 }, rule(5), rule(6));
  assert.equal(unequalKeys(target, observed), [keyOf(vip), keyOf(rule(6))]);
});

const add = 'addr add 10.0.0.10/24 dev eth0';
const topics = new Set(['network'] as const);

test('a kernel that is as wanted is looked at once', async () => {
  const host = fakeHost(hostWith({ ip: [add] }));
  const { unequal } = await waitUntilEqual(host, topics, stateOf(vip));
  assert.equal(unequal, []);
  assert.is(host.clock.passedMs(), 0);
});

test('a kernel gets five looks, a second apart, to become as wanted', async () => {
  const host = fakeHost(hostWith());
  const { unequal } = await waitUntilEqual(host, topics, stateOf(vip));
  assert.equal(unequal, [keyOf(vip)]);
  assert.is(host.clock.passedMs(), 4000);
});

test('a kernel that is late is waited for', async () => {
  const host = fakeHost(hostWith());
  host.clock.onSleep = () => {
    if (host.clock.passedMs() === 1000) setUpKernel(host.kernel.state, { ip: [add] });
  };
  const { unequal } = await waitUntilEqual(host, topics, stateOf(vip));
  assert.equal(unequal, []);
  assert.is(host.clock.passedMs(), 2000);
});

test.run();
