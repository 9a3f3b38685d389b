// What `hactl rollback` shows, asks and says. That it brings back what was there is in
// test/apply/properties.test.ts.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { rollback } from '../../src/app/rollback.ts';
import { type FakeHost, fakeHost } from '../support/fake-host.ts';
import { changesOf } from '../support/fake-kernel.ts';
import { hostWith, setUpKernel } from '../support/gen-kernel.ts';
import { applyCase, rollBack, stateDirectory, storeOf } from '../support/runs.ts';

const wanted = {
  text: 'vrrp_instance A {\n interface eth0\n virtual_router_id 51\n virtual_ipaddress {\n 10.0.0.10/24\n }\n}\n',
  roles: [{ name: 'all', role: 'master' as const }],
};

const newHost = (): FakeHost => fakeHost(hostWith({ ip: ['addr add 10.0.0.1/24 dev eth0'] }));

const applied = async (): Promise<FakeHost> => {
  const host = newHost();
  assert.is((await applyCase(host, wanted)).outcome, 'applied');
  return host;
};

test('where nothing was applied there is nothing to undo', async () => {
  assert.equal(await rollBack(newHost()), { exit: 'done', outcome: 'nothing', diagnostics: [] });
});

test('what undoing does is shown before anybody is asked', async () => {
  const host = await applied();
  const shown: string[] = [];
  await rollback(host, {
    stateDirectory,
    lockWaitMs: 0,
    agree: async ({ steps }, { at }) => {
      shown.push(at, ...steps.map(({ op, key }) => op + key));
      return async () => false;
    },
  });
  assert.equal(shown, ['2026-05-01T12:00:00.000Z', '-address:eth0:10.0.0.10/24']);
});

for (const [answer, outcome, exit] of [
  ['no', 'declined', 'done'],
  ['nobody', 'refused', 'refused'],
] as const) {
  test(`the answer "${answer}" undoes nothing`, async () => {
    const host = await applied();
    const changes = changesOf(host.kernel).length;
    const result = await rollBack(host, answer);
    assert.equal([result.outcome, result.exit], [outcome, exit]);
    assert.is(changesOf(host.kernel).length, changes);
    assert.is((await rollBack(host)).outcome, 'undone');
  });
}

test('an apply that undid itself is not undone again', async () => {
  const host = newHost();
  host.kernel.fault = { kind: 'lie', batch: 1 };
  assert.is((await applyCase(host, wanted)).outcome, 'undone');
  assert.is((await rollBack(host)).outcome, 'nothing');
});

test('a confirmed apply can still be undone', async () => {
  const host = newHost();
  await applyCase(host, wanted, { confirmWithinMs: 60_000 });
  assert.is((await rollBack(host)).outcome, 'undone');
});

test('undoing that fails says what is left, and can be tried again', async () => {
  const host = await applied();
  host.kernel.fault = { kind: 'refuse-from', batch: 1 };
  const { outcome, exit, diagnostics } = await rollBack(host);
  assert.equal([outcome, exit], ['undo-failed', 'undoFailed']);
  assert.is(diagnostics[0]?.code, 'HA6010');
  host.kernel.fault = null;
  assert.is((await rollBack(host)).outcome, 'undone');
});

test('what undoing takes along of others is said, since it is not refused', async () => {
  const host = fakeHost(hostWith());
  assert.is((await applyCase(host, wanted)).outcome, 'applied');
  setUpKernel(host.kernel.state, { ip: ['route add 10.5.0.0/16 via 10.0.0.254'] });
  const said: string[] = [];
  const { outcome } = await rollBack(host, async (_changes, _journal, notes) => {
    said.push(...notes.map(({ code, message }) => `${code} ${message}`));
    return 'yes';
  });
  assert.is(outcome, 'undone');
  assert.is(said.length, 1);
  assert.match(said[0] ?? '', /^HA6038 Undoing takes route 10\.5\.0\.0\/16 along/);
});

test('somebody who removed the object by hand did the work already', async () => {
  const host = await applied();
  setUpKernel(host.kernel.state, { ip: ['addr del 10.0.0.10/24 dev eth0'] });
  const changes = changesOf(host.kernel).length;
  assert.is((await rollBack(host)).outcome, 'undone');
  assert.is(changesOf(host.kernel).length, changes);
});

test('who may not change the network cannot undo either', async () => {
  const host = await applied();
  Object.assign(host.process, { isRoot: false, canAdministerNetwork: false });
  const { outcome, diagnostics } = await rollBack(host);
  assert.is(outcome, 'refused');
  assert.is(diagnostics[0]?.code, 'HA6002');
});

test('another hactl at work is waited for, then named', async () => {
  const host = await applied();
  await host.privateFiles.lock((await storeOf(host)).lock);
  const { outcome, diagnostics } = await rollBack(host);
  assert.is(outcome, 'refused');
  assert.is(diagnostics[0]?.code, 'HA6006');
  assert.is(host.clock.passedMs(), 1000);
});

const lease = '10.0.0.1/24 dev eth0 valid_lft 3600 preferred_lft 3600';
const leased = [`addr add ${lease}`];

test('an address with a lease keeps it, also when it was renewed in between', async () => {
  const host = fakeHost(hostWith({ ip: leased }));
  await applyCase(host, wanted);
  host.kernel.state.elapsedS += 1800;
  // Another apply records the address as a neighbour.
  assert.is((await applyCase(host, { ...wanted, roles: [] })).outcome, 'applied');
  host.kernel.state.elapsedS += 1800;
  setUpKernel(host.kernel.state, { ip: [`addr replace ${lease}`] });
  const leasedNow = () =>
    host.kernel.state.links.flatMap(({ inet }) => inet).find(({ ip }) => ip === '10.0.0.1');
  const before = structuredClone(leasedNow());
  assert.is((await rollBack(host)).outcome, 'undone');
  assert.equal(leasedNow(), before);
});

test('an address with a lease that must be moved keeps it', async () => {
  const host = fakeHost(hostWith());
  await applyCase(host, wanted);
  setUpKernel(host.kernel.state, { ip: leased });
  assert.is((await applyCase(host, { ...wanted, roles: [] })).outcome, 'applied');
  host.kernel.state.elapsedS += 600;
  assert.is((await rollBack(host)).outcome, 'undone');
  const [first, second] = host.kernel.state.links.find(({ name }) => name === 'eth0')?.inet ?? [];
  assert.is(first?.ip, '10.0.0.10');
  assert.equal([second?.ip, second?.validUntil], ['10.0.0.1', 600 + 3600]);
});

test('each network namespace has an apply of its own to undo', async () => {
  const host = await applied();
  host.process.networkNamespace = '4026532999';
  assert.is((await rollBack(host)).outcome, 'nothing');
});

test.run();
