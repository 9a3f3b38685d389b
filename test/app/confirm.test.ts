// An apply that waits for `hactl confirm`, and what becomes of it without.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { confirm } from '../../src/app/confirm.ts';
import { expire } from '../../src/app/watcher.ts';
import { type FakeHost, fakeHost, restarted } from '../support/fake-host.ts';
import { hostWith } from '../support/gen-kernel.ts';
import { applyCase, rollBack, stateDirectory } from '../support/runs.ts';

const wanted = {
  text: 'vrrp_instance A {\n interface eth0\n virtual_router_id 51\n virtual_ipaddress {\n 10.0.0.10/24\n }\n}\n',
  roles: [{ name: 'all', role: 'master' as const }],
};

const newHost = (): FakeHost => fakeHost(hostWith({ ip: ['addr add 10.0.0.1/24 dev eth0'] }));

const waiting = async (): Promise<FakeHost> => {
  const host = newHost();
  const { outcome, confirmBy } = await applyCase(host, wanted, { confirmWithinMs: 60_000 });
  assert.is(outcome, 'applied');
  assert.is(confirmBy?.toISOString(), '2026-05-01T12:01:00.000Z');
  return host;
};

const confirmOn = (host: FakeHost) => confirm(host, stateDirectory, 0);
const expireOn = (host: FakeHost, id = 'a-run') => expire(host, id, stateDirectory, undefined);

const hasAddress = (host: FakeHost): boolean =>
  host.kernel.state.links.some(({ inet }) => inet.some(({ ip }) => ip === '10.0.0.10'));

test('where nothing waits there is nothing to confirm', async () => {
  assert.equal(await confirmOn(newHost()), { exit: 'done', outcome: 'nothing', diagnostics: [] });
  const host = newHost();
  await applyCase(host, wanted);
  assert.equal(await confirmOn(host), { exit: 'done', outcome: 'nothing', diagnostics: [] });
});

test('a confirmed apply stays when its time has come', async () => {
  const host = await waiting();
  assert.equal(await confirmOn(host), { exit: 'done', outcome: 'confirmed', diagnostics: [] });
  assert.is(await expireOn(host), 'kept');
  assert.ok(hasAddress(host));
  assert.equal(await confirmOn(host), { exit: 'done', outcome: 'nothing', diagnostics: [] });
});

test('an apply that nobody confirms is undone, and then it is too late', async () => {
  const host = await waiting();
  assert.is(await expireOn(host), 'undone');
  assert.not(hasAddress(host));
  assert.equal(await confirmOn(host), { exit: 'refused', outcome: 'expired', diagnostics: [] });
});

test('a confirmed apply can be followed by another', async () => {
  const host = await waiting();
  await confirmOn(host);
  assert.is((await applyCase(host, { ...wanted, roles: [] })).outcome, 'applied');
});

test('an interrupted apply is not confirmed', async () => {
  const killed = newHost();
  killed.kernel.fault = { kind: 'crash-after', batch: 1 };
  await applyCase(killed, wanted, { confirmWithinMs: 60_000 }).catch(() => undefined);
  const host = restarted(killed);
  const result = await confirmOn(host);
  assert.is(result.outcome, 'refused');
  assert.is(result.diagnostics[0]?.code, 'HA6007');
});

test('what somebody undid by hand is not undone again', async () => {
  const host = await waiting();
  await rollBack(host);
  assert.is(await expireOn(host), 'kept');
});

test('the watcher of an earlier apply leaves a later one alone', async () => {
  const host = await waiting();
  assert.is(await expireOn(host, 'another-run'), 'kept');
  assert.ok(hasAddress(host));
});

test('the watcher of an apply that was killed undoes what it had begun', async () => {
  const killed = newHost();
  killed.kernel.fault = { kind: 'crash-after', batch: 1 };
  await applyCase(killed, wanted, { confirmWithinMs: 60_000 }).catch(() => undefined);
  const host = restarted(killed);
  assert.is(await expireOn(host), 'undone');
  assert.not(hasAddress(host));
});

test.run();
