// Undoing, where the properties do not look: what it says when it cannot, and what comes in its way.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { undo } from '../../src/apply/undo.ts';
import { fakeHost, type FakeHost, restarted } from '../support/fake-host.ts';
import { changesOf, type Fault } from '../support/fake-kernel.ts';
import { differingParts, snapshot } from '../support/fake-kernel/snapshot.ts';
import { hostWith, setUpKernel } from '../support/gen-kernel.ts';
import { applyCase, journalOf, recordOf, rollBack, storeOf } from '../support/runs.ts';

const vips = (...lines: readonly string[]) => ({
  text: `vrrp_instance A {\n interface eth0\n virtual_router_id 51\n virtual_ipaddress {\n${lines.join('\n')}\n }\n}\n`,
  roles: [{ name: 'all', role: 'master' as const }],
});

const applied = async (...lines: readonly string[]): Promise<FakeHost> => {
  const host = fakeHost(hostWith({ ip: ['addr add 10.0.0.1/24 dev eth0'] }));
  const { outcome } = await applyCase(host, vips(...lines));
  assert.is(outcome, 'applied');
  return host;
};

const undoLast = async (host: FakeHost) => {
  const journal = await journalOf(host);
  return journal === null
    ? assert.unreachable('no journal')
    : undo(host, await storeOf(host), journal);
};

/** The fault at the `n`-th change from now on. */
const fail = (host: FakeHost, n: number, kind: 'refuse-batch' | 'refuse-from'): void => {
  const fault: Fault = { kind, batch: changesOf(host.kernel).length + n };
  host.kernel.fault = fault;
};

test('undoing brings the record back and raises its serial', async () => {
  const host = await applied('10.0.0.10/24');
  const before = await recordOf(host);
  assert.is(await undoLast(host), null);
  const after = await recordOf(host);
  assert.is(after.owned.size, 0);
  assert.is(after.serial, before.serial + 1);
});

test('a command that fails once is tried again from what is there', async () => {
  const host = await applied('10.0.0.10/24', '10.0.0.11/24');
  fail(host, 1, 'refuse-batch');
  assert.is(await undoLast(host), null);
});

test('a line that fails does not keep the others from being undone', async () => {
  const host = await applied('10.0.0.10/24', '10.0.0.11/24', '10.0.0.12/24');
  const batch = changesOf(host.kernel).length + 1;
  host.kernel.fault = { kind: 'refuse-line', batch, line: 1 };
  // The second round would do it; it is not let.
  host.clock.onSleep = () => (host.kernel.fault = { kind: 'refuse-from', batch });
  const left = await undoLast(host);
  assert.match(left?.message ?? '', '1 of 3 objects differ: address:eth0:10.0.0.12/24');
});

test('what cannot be undone is named, with the commands that would do it', async () => {
  const host = await applied('10.0.0.10/24');
  fail(host, 1, 'refuse-from');
  const left = await undoLast(host);
  assert.is(left?.code, 'HA6010');
  assert.match(left?.message ?? '', '1 of 1 objects differ: address:eth0:10.0.0.10/24');
  assert.match(left?.help ?? '', "ip -batch - <<'END'\naddr del 10.0.0.10/24 dev eth0\nEND");
});

test('a failed undoing leaves the record as it is, so that it can be tried again', async () => {
  const host = await applied('10.0.0.10/24');
  const before = await recordOf(host);
  fail(host, 1, 'refuse-from');
  await undoLast(host);
  assert.equal(await recordOf(host), before);
  host.kernel.fault = null;
  assert.is((await rollBack(host)).outcome, 'undone');
});

test('what others made since then stays', async () => {
  const host = await applied('10.0.0.10/24');
  setUpKernel(host.kernel.state, {
    ip: ['addr add 10.0.0.99/24 dev eth0', 'route add 10.9.0.0/16 via 10.0.0.254'],
  });
  const before = snapshot(host.kernel.state);
  assert.is(await undoLast(host), null);
  assert.equal(differingParts(before, snapshot(host.kernel.state)), ['link eth0']);
  const eth0 = host.kernel.state.links.find(({ name }) => name === 'eth0');
  assert.equal(
    eth0?.inet.map(({ ip }) => ip),
    ['10.0.0.1', '10.0.0.99'],
  );
});

test('an object that somebody removed by hand is not missed', async () => {
  const host = await applied('10.0.0.10/24');
  setUpKernel(host.kernel.state, { ip: ['addr del 10.0.0.10/24 dev eth0'] });
  assert.is(await undoLast(host), null);
});

test('an address that somebody made in between is refused, and stays theirs', async () => {
  const host = fakeHost(hostWith({ ip: ['addr add 10.0.0.1/24 dev eth0'] }));
  const { outcome } = await applyCase(host, vips('10.0.0.10/24', '10.0.0.11/24', '10.0.0.12/24'), {
    agree: async () => {
      setUpKernel(host.kernel.state, { ip: ['addr add 10.0.0.11/24 dev eth0'] });
      return 'yes';
    },
  });
  assert.is(outcome, 'undone');
  const eth0 = host.kernel.state.links.find(({ name }) => name === 'eth0');
  assert.equal(
    eth0?.inet.map(({ ip }) => ip),
    ['10.0.0.1', '10.0.0.11'],
  );
});

test('an object that the apply was about to make and others made since is left to them', async () => {
  const killed = fakeHost(hostWith({ ip: ['addr add 10.0.0.1/24 dev eth0'] }));
  const text = `${vips('10.0.0.10/24').text}virtual_server 10.0.0.10 80 {\n lb_algo rr\n lb_kind DR\n protocol TCP\n real_server 10.1.0.1 80 {\n weight 1\n }\n}\n`;
  // Killed before the services are begun.
  killed.kernel.fault = { kind: 'crash-before', batch: 1 };
  await applyCase(killed, { ...vips('10.0.0.10/24'), text }).catch(() => undefined);
  const host = restarted(killed);
  setUpKernel(host.kernel.state, { ip: [], ipvsadm: ['-A -t 10.0.0.10:80 -s wlc'] });
  assert.is((await rollBack(host)).outcome, 'undone');
  assert.is(host.kernel.state.ipvs.services.length, 1);
});

test.run();
