// Who undoes an apply that nobody confirmed: a timer of systemd, or a process of its own.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { expire } from '../../src/app/watcher.ts';
import { type FakeHost, fakeHost } from '../support/fake-host.ts';
import { changesOf } from '../support/fake-kernel.ts';
import { hostWith } from '../support/gen-kernel.ts';
import { applyCase, journalOf, stateDirectory, storeOf } from '../support/runs.ts';

const wanted = {
  text: 'vrrp_instance A {\n interface eth0\n virtual_router_id 51\n virtual_ipaddress {\n 10.0.0.10/24\n }\n}\n',
  roles: [{ name: 'all', role: 'master' as const }],
};

const newHost = (): FakeHost => fakeHost(hostWith());
const withSystemd = (host: FakeHost): FakeHost => {
  host.userFiles.set('/run/systemd/system/some.mount', '');
  return host;
};
const apply = (host: FakeHost) => applyCase(host, wanted, { confirmWithinMs: 90_500, id: 'an-id' });
const timersOf = (host: FakeHost) =>
  host.kernel.ran.filter(({ argv }) => argv[0] === 'systemd-run').map(({ argv }) => argv);

const self = ['/usr/bin/node', '/usr/bin/hactl'];
const expiry = [...self, 'internal', 'expire', 'an-id', '--state-dir', '/run/hactl'];

test('systemd watches over an apply where it runs', async () => {
  const host = withSystemd(newHost());
  await apply(host);
  const [timer, ...others] = timersOf(host);
  assert.equal(others, []);
  assert.equal(timer?.slice(-expiry.length), expiry);
  assert.ok(timer?.includes('--on-active=91'));
  assert.ok(timer?.includes('--unit=hactl-confirm-an-id'));
  assert.equal(host.kernel.detached, []);
});

const detached = [[...expiry, '--at', '2026-05-01T12:01:30.500Z']];

test('without systemd a process of its own does', async () => {
  const host = newHost();
  await apply(host);
  assert.equal(timersOf(host), []);
  assert.equal(host.kernel.detached, detached);
});

test('in another namespace systemd cannot, since it starts its units in its own', async () => {
  const host = withSystemd(newHost());
  host.process.isInitialNamespace = false;
  await apply(host);
  assert.equal(host.kernel.detached, detached);
});

test('where systemd-run is missing a process of its own watches', async () => {
  const host = withSystemd(newHost());
  host.kernel.circumstances = { ...host.kernel.circumstances, missing: ['systemd-run'] };
  await apply(host);
  assert.equal(host.kernel.detached, detached);
});

test('the watcher is there before anything is changed', async () => {
  const host = newHost();
  host.kernel.fault = { kind: 'crash-before', batch: 1 };
  await apply(host).catch(() => undefined);
  assert.equal(host.kernel.detached, detached);
});

test('an apply that needs no confirmation is not watched', async () => {
  const host = newHost();
  await applyCase(host, wanted);
  assert.equal(host.kernel.detached, []);
});

test('the watcher sleeps until the time it was given', async () => {
  const host = newHost();
  await apply(host);
  const passed = host.clock.passedMs();
  const at = new Date(host.clock.now().getTime() + 90_500);
  assert.is(await expire(host, 'an-id', stateDirectory, at), 'undone');
  assert.is(host.clock.passedMs() - passed, 90_500);
});

test('a watcher sleeps for weeks in parts that a timer can take', async () => {
  const host = newHost();
  await apply(host);
  let longest = 0;
  host.clock.onSleep = (ms) => void (longest = Math.max(longest, ms));
  const at = new Date(host.clock.now().getTime() + 600 * 3_600_000);
  assert.is(await expire(host, 'an-id', stateDirectory, at), 'undone');
  assert.ok(host.clock.now() >= at);
  assert.ok(longest < 2 ** 31, `${longest} ms overflow a timer of Node.js`);
});

test('an apply that nobody can watch over is refused', async () => {
  const host = newHost();
  const startProblem = 'it ended at once (status 1)';
  host.kernel.circumstances = { ...host.kernel.circumstances, startProblem };
  const { outcome, exit, diagnostics } = await apply(host);
  assert.equal([outcome, exit], ['refused', 'refused']);
  assert.is(diagnostics[0]?.code, 'HA6033');
  assert.match(diagnostics[0]?.message ?? '', startProblem);
  assert.equal(changesOf(host.kernel), []);
  assert.is(await journalOf(host), null);
});

test('the watcher waits for a hactl that is at work', async () => {
  const host = newHost();
  await apply(host);
  const release = await host.privateFiles.lock((await storeOf(host)).lock);
  let slept = 0;
  host.clock.onSleep = (ms) => {
    slept += ms;
    if (slept > 3_000_000) void release?.();
  };
  assert.is(await expire(host, 'an-id', stateDirectory, undefined), 'undone');
});

test('a watcher that cannot undo says so', async () => {
  const host = newHost();
  await apply(host);
  host.kernel.fault = { kind: 'refuse-from', batch: 1 };
  assert.is(await expire(host, 'an-id', stateDirectory, undefined), 'failed');
});

test.run();
