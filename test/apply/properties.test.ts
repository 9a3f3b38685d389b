// Whatever goes wrong, and whenever: what was there before is there again, and the outcome says so.

import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { observeHost, type Topic } from '../../src/apply/observe-host.ts';
import { stableJson } from '../../src/base/stable-json.ts';
import type { PlanFile } from '../../src/plan/plan-file.ts';
import type { Resource, ResourceKey, State } from '../../src/plan/state.ts';
import { type Disk, type FakeHost, restarted } from '../support/fake-host.ts';
import { changesOf, Crash, type Fault } from '../support/fake-kernel.ts';
import { runIp } from '../support/fake-kernel/ip.ts';
import { runSysctl } from '../support/fake-kernel/sysctl.ts';
import { differingParts, snapshot } from '../support/fake-kernel/snapshot.ts';
import { anyCase, type Case } from '../support/gen.ts';
import { anyMachine, copyOf, hostOn, type Machine } from '../support/machines.ts';
import { applyCase, recordOf, rollBack, storeOf } from '../support/runs.ts';

type Before = ReturnType<typeof snapshot>;

const ownedBy = async (host: FakeHost) => [...(await recordOf(host)).owned];

const expectState = (host: FakeHost, before: Before): void =>
  assert.equal(differingParts(before, snapshot(host.kernel.state)), []);

/** The outcome of an apply; `crashed` when the process came to a sudden end. */
const tryApply = async (host: FakeHost, wanted: Case) => {
  try {
    const { outcome } = await applyCase(host, wanted, { id: 'second' });
    return host.kernel.isDead ? 'crashed' : outcome;
  } catch (error) {
    if (error instanceof Crash) return 'crashed';
    throw error;
  }
};

/** All that can go wrong while `host` carries out what `dry` carried out. */
const faultsFor = (dry: FakeHost, batchesBefore: number): Fault[] =>
  changesOf(dry.kernel)
    .slice(batchesBefore)
    .flatMap(({ stdin }, index): Fault[] => {
      const batch = index + 1;
      const lines = stdin.trim().split('\n').length;
      const places = [...new Set([1, Math.ceil(lines / 2), lines])];
      return [
        { kind: 'refuse-batch', batch },
        { kind: 'refuse-from', batch },
        { kind: 'lie', batch },
        { kind: 'crash-before', batch },
        { kind: 'crash-after', batch },
        ...places.map((line): Fault => ({ kind: 'refuse-line', batch, line })),
      ];
    });

const stopsFor = (dry: FakeHost): NonNullable<Disk['stop']>[] =>
  Array.from({ length: dry.disk.writes }).flatMap((_, index) =>
    (['before', 'after', 'torn'] as const).map((how) => ({ write: index + 1, how })),
  );

/** A machine after a first apply, and all about the second one that goes well. */
const rehearse = async (machine: Machine, one: Case, other: Case) => {
  const start = hostOn(machine);
  await applyCase(start, one, { id: 'first' });
  const dry = copyOf(start);
  const { outcome } = await applyCase(dry, other, { id: 'second' });
  return { start, dry, isApplied: outcome === 'applied' };
};

test('an apply that fails at any batch or line, or is lied to, is undone', async () => {
  let undone = 0;
  const property = fc.asyncProperty(anyMachine, anyCase, anyCase, async (machine, one, other) => {
    const { start, dry, isApplied } = await rehearse(machine, one, other);
    if (!isApplied) return;
    const before = snapshot(start.kernel.state);
    const owned = await ownedBy(start);
    for (const fault of faultsFor(dry, 0)) {
      if (fault.kind.startsWith('crash')) continue;
      const host = copyOf(start);
      host.kernel.fault = fault;
      const outcome = await tryApply(host, other);
      // A lie about something that was so already is no lie.
      if (outcome === 'applied') {
        assert.is(fault.kind, 'lie');
        assert.equal(differingParts(snapshot(dry.kernel.state), snapshot(host.kernel.state)), []);
        continue;
      }
      if (outcome === 'undone') {
        undone++;
        expectState(host, before);
      } else {
        assert.is(outcome, 'undo-failed');
        assert.is(fault.kind, 'refuse-from');
        assert.not.equal(differingParts(before, snapshot(host.kernel.state)), []);
        assert.is((await rollBack(restarted(host))).outcome, 'undone');
        expectState(host, before);
      }
      assert.equal(await ownedBy(host), owned);
    }
  });
  await fc.assert(property, { seed: 11, numRuns: 60 });
  assert.ok(undone > 500, `only ${undone} were undone`);
});

test('after a crash before or after any batch, rollback brings back what was there', async () => {
  const property = fc.asyncProperty(anyMachine, anyCase, anyCase, async (machine, one, other) => {
    const { start, dry, isApplied } = await rehearse(machine, one, other);
    if (!isApplied) return;
    const before = snapshot(start.kernel.state);
    const owned = await ownedBy(start);
    for (const fault of faultsFor(dry, 0)) {
      if (!fault.kind.startsWith('crash')) continue;
      const crashed = copyOf(start);
      crashed.kernel.fault = fault;
      assert.is(await tryApply(crashed, other), 'crashed');
      const host = restarted(crashed);
      assert.is((await rollBack(host)).outcome, 'undone');
      expectState(host, before);
      assert.equal(await ownedBy(host), owned);
      assert.is((await rollBack(host)).outcome, 'nothing');
    }
  });
  await fc.assert(property, { seed: 12, numRuns: 60 });
});

test('after a crash at any write to the disk, rollback brings back what was there', async () => {
  const property = fc.asyncProperty(anyMachine, anyCase, anyCase, async (machine, one, other) => {
    const { start, dry, isApplied } = await rehearse(machine, one, other);
    if (!isApplied) return;
    const before = snapshot(start.kernel.state);
    for (const stop of stopsFor(dry)) {
      const crashed = copyOf(start);
      crashed.disk.stop = stop;
      assert.is(await tryApply(crashed, other), 'crashed');
      const host = restarted(crashed);
      const journal = host.disk.files.get((await storeOf(host)).journal) ?? '';
      // Before its journal begins an apply has changed nothing, and the last one is another.
      if (journal.includes('"id":"second"')) {
        assert.is((await rollBack(host)).outcome, 'undone');
        assert.is((await rollBack(host)).outcome, 'nothing');
      }
      expectState(host, before);
      assert.equal(await ownedBy(host), await ownedBy(start));
    }
  });
  await fc.assert(property, { seed: 13, numRuns: 40 });
});

test('a rollback that crashes is finished by the next one', async () => {
  const property = fc.asyncProperty(anyMachine, anyCase, anyCase, async (machine, one, other) => {
    const { start, dry, isApplied } = await rehearse(machine, one, other);
    if (!isApplied) return;
    const before = snapshot(start.kernel.state);
    const finished = copyOf(dry);
    await rollBack(finished);
    for (const fault of faultsFor(finished, 0)) {
      if (!fault.kind.startsWith('crash')) continue;
      const crashed = copyOf(dry);
      crashed.kernel.fault = fault;
      await rollBack(crashed).catch((error: unknown) => assert.instance(error, Crash));
      const host = restarted(crashed);
      assert.is((await rollBack(host)).outcome, 'undone');
      expectState(host, before);
    }
  });
  await fc.assert(property, { seed: 14, numRuns: 40 });
});

test('rollback of an apply that went well brings back kernel and record, once', async () => {
  let undone = 0;
  const property = fc.asyncProperty(anyMachine, anyCase, anyCase, async (machine, one, other) => {
    const { start, dry, isApplied } = await rehearse(machine, one, other);
    if (!isApplied) return;
    assert.is((await rollBack(dry)).outcome, 'undone');
    expectState(dry, snapshot(start.kernel.state));
    assert.equal(await ownedBy(dry), await ownedBy(start));
    assert.is((await rollBack(dry)).outcome, 'nothing');
    undone++;
  });
  await fc.assert(property, { seed: 15, numRuns: 300 });
  assert.ok(undone > 200, `only ${undone} were undone`);
});

/** What others do to a kernel that hactl was at work on, also to its objects. */
const drifts = [
  'addr del 10.0.0.10/24 dev eth0',
  'addr del 10.0.2.10/24 dev eth2',
  'addr add 10.0.0.31/24 dev eth0',
  'addr add 10.0.2.31/24 dev eth2',
  'addr add 10.0.3.31/24 dev eth2',
  'addr add 2001:db8::31/64 dev eth0 nodad',
  'route add 172.41.0.0/16 via 10.0.0.254 src 10.0.0.10',
  'route add 172.42.0.0/16 dev eth2',
  'route add 172.43.0.0/16 via 10.0.0.254 dev vrrp.51',
  'link del dev vrrp.51',
  'link set dev vrrp.52 down',
  'link set dev eth2 down',
  'rule add priority 102 from 10.9.9.0/24 lookup 7 protocol 4',
];
const sysctlDrifts = [
  'net/ipv4/conf/all/rp_filter = 1',
  'net/ipv4/conf/eth0/promote_secondaries = 1',
  'net/ipv4/conf/vrrp.51/arp_filter = 1',
  'net/ipv6/conf/vrrp.51/disable_ipv6 = 0',
];

/** Lines that the kernel refuses do nothing. */
const drift = ({ kernel: { state } }: FakeHost, lines: readonly string[]): void => {
  const nothing = () => undefined;
  for (const line of lines) {
    if (line.startsWith('net/')) runSysctl(state, ['-p', '-'], line, nothing);
    else runIp(state, ['-batch', '-'], line, nothing);
  }
};

const anyDrifts = fc.subarray([...drifts, ...sysctlDrifts], { maxLength: 4 });

test('what others did between two applies is brought back, too', async () => {
  let undone = 0;
  const property = fc.asyncProperty(
    fc.tuple(anyMachine, anyDrifts),
    anyCase,
    anyCase,
    async ([machine, lines], one, other) => {
      const host = hostOn(machine);
      await applyCase(host, one);
      drift(host, lines);
      const before = snapshot(host.kernel.state);
      const { outcome } = await applyCase(host, other);
      const last = outcome === 'applied' ? (await rollBack(host)).outcome : outcome;
      const left = differingParts(before, snapshot(host.kernel.state));
      // The kernel keeps a route whose gateway is out of reach by now, but makes none.
      if (last === 'undo-failed') assert.ok(left.length > 0 && left.every(isRoute), left.join());
      else assert.equal(left, []);
      if (last === 'undone') undone++;
    },
  );
  await fc.assert(property, { seed: 17, numRuns: 300 });
  assert.ok(undone > 200, `only ${undone} were undone`);
});

const isRoute = (part: string): boolean => part.startsWith('route ');

const allTopics: ReadonlySet<Topic> = new Set(['network', 'sysctl', 'nft', 'ipvs']);

const isParameter = (key: ResourceKey): boolean => /^(sysctl|ipvs-timeouts)/.test(key);

/** An address is the same in another place among its neighbours. */
const plain = (resource: Resource | undefined): string => {
  if (resource?.kind !== 'address') return stableJson(resource ?? null);
  const { rank, ...rest } = resource;
  return stableJson(rest);
};

/** Objects of others: neither made nor adopted by hactl, nor announced to go along. */
const foreignKeys = (start: State, owned: readonly ResourceKey[], plan: PlanFile): ResourceKey[] =>
  [...start.keys()].filter(
    (key) => !owned.includes(key) && !plan.vanishes.includes(key) && !plan.adopts.includes(key),
  );

const expectForeign = async (host: FakeHost, start: State, plan: PlanFile): Promise<void> => {
  const owned = (await ownedBy(host)).map(([key]) => key);
  const stepped = new Set(plan.steps.filter(({ foreign }) => !foreign).map(({ key }) => key));
  const { state } = await observeHost(host, allTopics);
  for (const key of foreignKeys(start, owned, plan)) {
    // Parameters belong to nobody: those that hactl sets are steps.
    if (stepped.has(key) && isParameter(key)) continue;
    assert.not(stepped.has(key), `a step changes ${key}`);
    assert.is(plain(state.get(key)), plain(start.get(key)), key);
  }
};

test('objects of others are neither changed nor removed', async () => {
  const property = fc.asyncProperty(anyMachine, anyCase, anyCase, async (machine, one, other) => {
    const host = hostOn(machine);
    const first = await applyCase(host, one);
    const start = (await observeHost(host, allTopics)).state;
    const mine = (await ownedBy(host)).map(([key]) => key);
    const second = await applyCase(host, other);
    if (first.outcome !== 'applied' || second.outcome !== 'applied') return;
    const foreign = new Map([...start].filter(([key]) => !mine.includes(key)));
    if (second.plan !== null) await expectForeign(host, foreign, second.plan);
  });
  await fc.assert(property, { seed: 16, numRuns: 300 });
});

test.run();
