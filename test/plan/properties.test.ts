// What holds for every configuration and every kernel, tried on random ones.

import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { observeHost, type Topic } from '../../src/apply/observe-host.ts';
import { stableJson } from '../../src/base/stable-json.ts';
import type { PlanFile } from '../../src/plan/plan-file.ts';
import type { Resource, State } from '../../src/plan/state.ts';
import { runIp } from '../support/fake-kernel/ip.ts';
import { runSysctl } from '../support/fake-kernel/sysctl.ts';
import { differingParts, snapshot } from '../support/fake-kernel/snapshot.ts';
import type { KernelState } from '../support/fake-kernel/state.ts';
import { anyCase } from '../support/gen.ts';
import { anyMachine, hostOn } from '../support/machines.ts';
import { applyCase, applyFile, planCase, recordOf } from '../support/runs.ts';

const emptiness = ({ steps, adopts, releases }: PlanFile) => ({ steps, adopts, releases });
const empty = { steps: [], adopts: [], releases: [] };

test('after an apply there is nothing left to plan, to another configuration and back', async () => {
  let applied = 0;
  const property = fc.asyncProperty(anyMachine, anyCase, anyCase, async (machine, one, other) => {
    const host = hostOn(machine);
    for (const wanted of [one, other, one]) {
      const { outcome } = await applyCase(host, wanted);
      if (outcome !== 'applied' && outcome !== 'nothing') continue;
      applied++;
      const { plan, diagnostics } = await planCase(host, wanted);
      if (plan === null) assert.unreachable(diagnostics.map(({ message }) => message).join());
      else assert.equal(emptiness(plan), empty);
    }
  });
  await fc.assert(property, { seed: 1, numRuns: 300 });
  assert.ok(applied > 600, `only ${applied} of 900 could be applied`);
});

test('an apply that is refused changes nothing', async () => {
  const property = fc.asyncProperty(anyMachine, anyCase, async (machine, wanted) => {
    const host = hostOn(machine);
    const before = snapshot(host.kernel.state);
    const { outcome } = await applyCase(host, wanted, { answer: 'nobody' });
    assert.ok(outcome === 'refused' || outcome === 'nothing');
    assert.equal(differingParts(before, snapshot(host.kernel.state)), []);
  });
  await fc.assert(property, { seed: 2, numRuns: 100 });
});

test('a plan does the same when it was a file in between', async () => {
  const property = fc.asyncProperty(anyMachine, anyCase, anyCase, async (machine, one, other) => {
    const [direct, saved] = [hostOn(machine), hostOn(machine)] as const;
    for (const host of [direct, saved]) await applyCase(host, one);
    const { plan } = await planCase(saved, other);
    if (plan === null) return;
    saved.userFiles.set('plan.json', JSON.stringify(plan));
    const { outcome } = await applyFile(saved, 'plan.json');
    assert.is((await applyCase(direct, other)).outcome, outcome);
    const states = [direct, saved].map(({ kernel: { state } }) => snapshot(state));
    assert.equal(differingParts(states[0] ?? {}, states[1] ?? {}), []);
    assert.equal(await recordOf(direct), await recordOf(saved));
  });
  await fc.assert(property, { seed: 3, numRuns: 150 });
});

const drifts = [
  'addr add 10.0.0.30/24 dev eth0',
  'addr del 10.0.0.1/24 dev eth0',
  'addr add 10.0.0.10/24 dev eth0',
  'addr add 10.0.2.10/24 dev eth2',
  'addr add 2001:db8::10/64 dev eth1 nodad',
  'route add 172.16.0.0/16 dev eth1 proto 18',
  'route add blackhole 172.19.0.0/16 proto 18 scope 0',
  'rule add priority 102 from all to 172.16.0.0/12 lookup 101 protocol 18',
  'link add link eth0 name vrrp.51 address 00:00:5e:00:01:33 type macvlan mode private',
  'link set dev eth1 down',
];
const sysctlDrifts = ['all/rp_filter', 'eth0/arp_ignore', 'eth1/promote_secondaries'];

/** Something that somebody does between a plan and its apply. */
const anyDrift: fc.Arbitrary<(state: KernelState) => void> = fc.oneof(
  fc.constant(() => undefined),
  fc
    .constantFrom(...drifts)
    .map((line) => (state: KernelState) => runIp(state, ['-batch', '-'], line, () => undefined)),
  fc
    .constantFrom(...sysctlDrifts)
    .map(
      (name) => (state: KernelState) =>
        runSysctl(state, ['-p', '-'], `net/ipv4/conf/${name} = 1`, () => undefined),
    ),
);

const allTopics: ReadonlySet<Topic> = new Set(['network', 'sysctl', 'nft', 'ipvs']);

const withoutRank = (resource: Resource | null | undefined): string => {
  if (resource?.kind !== 'address') return stableJson(resource ?? null);
  const { rank, ...rest } = resource;
  return stableJson(rest);
};

const holds = (plan: PlanFile, state: State): boolean =>
  plan.expects.every(([key, expected]) => withoutRank(expected) === withoutRank(state.get(key)));

test('a plan is stale if and only if something that it expects has changed', async () => {
  let stale = 0;
  const property = fc.asyncProperty(
    anyMachine,
    anyCase,
    anyDrift,
    async (machine, wanted, drift) => {
      const host = hostOn(machine);
      const { plan } = await planCase(host, wanted);
      if (plan === null) return;
      drift(host.kernel.state);
      const isUpToDate = holds(plan, (await observeHost(host, allTopics)).state);
      host.userFiles.set('plan.json', JSON.stringify(plan));
      const { outcome, diagnostics } = await applyFile(host, 'plan.json');
      const isRefused = diagnostics.some(({ code }) => code === 'HA6005');
      assert.is(isRefused, !isUpToDate, diagnostics.map(({ message }) => message).join());
      const isImpossible = diagnostics.some(({ code }) => code === 'HA5011');
      assert.is(outcome === 'refused', isRefused || isImpossible);
      if (isRefused) stale++;
    },
  );
  await fc.assert(property, { seed: 4, numRuns: 300 });
  assert.ok(stale > 10, `only ${stale} plans were stale`);
});

test.run();
