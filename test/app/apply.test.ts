// What `hactl apply` refuses, asks and says. What it does to a kernel is in test/apply/properties.test.ts.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isInterrupted } from '../../src/apply/journal.ts';
import type { PlanFile } from '../../src/plan/plan-file.ts';
import { type FakeHost, fakeHost, restarted } from '../support/fake-host.ts';
import { type Circumstances, changesOf } from '../support/fake-kernel.ts';
import { hostWith, setUpKernel } from '../support/gen-kernel.ts';
import { expectRefusal } from '../support/refusals.ts';
import { applyCase, applyFile, journalOf, recordOf, rollBack, storeOf } from '../support/runs.ts';

const roles = [{ name: 'all', role: 'master' as const }];

const instance = (...lines: readonly string[]): string =>
  `vrrp_instance A {\n interface eth0\n virtual_router_id 51\n${lines.join('\n')}\n}\n`;

const vip = (ip: string) => ({ text: instance(`virtual_ipaddress {\n ${ip}\n}`), roles });
const wanted = vip('10.0.0.10/24');
const other = vip('10.0.0.11/24');
const service = {
  text: 'virtual_server 10.0.0.10 80 {\n lb_algo rr\n lb_kind DR\n protocol TCP\n real_server 10.1.0.1 80 {\n weight 1\n }\n}\n',
  roles: [],
};

const newHost = (circumstances: Partial<Circumstances> = {}): FakeHost => {
  const host = fakeHost(hostWith({ ip: ['addr add 10.0.0.1/24 dev eth0'] }));
  host.kernel.circumstances = { ...host.kernel.circumstances, ...circumstances };
  return host;
};

test('an apply that goes well is recorded and done', async () => {
  const host = newHost();
  const { outcome, exit } = await applyCase(host, wanted);
  assert.equal([outcome, exit], ['applied', 'done']);
  assert.equal([...(await recordOf(host)).owned.keys()], ['address:eth0:10.0.0.10/24']);
});

test('with nothing to do nothing is begun', async () => {
  const host = newHost();
  await applyCase(host, wanted);
  const { serial } = await recordOf(host);
  const { outcome, exit } = await applyCase(host, wanted);
  assert.equal([outcome, exit], ['nothing', 'done']);
  assert.is((await recordOf(host)).serial, serial);
});

test('what is there as wanted becomes hactl’s own without any command', async () => {
  const host = newHost();
  setUpKernel(host.kernel.state, { ip: ['addr add 10.0.0.10/24 dev eth0'] });
  const { outcome } = await applyCase(host, wanted);
  assert.is(outcome, 'applied');
  assert.is(changesOf(host.kernel).length, 0);
  assert.is((await recordOf(host)).owned.size, 1);
});

test('who says no changes nothing, and that is no failure', async () => {
  const host = newHost();
  const { outcome, exit } = await applyCase(host, wanted, { answer: 'no' });
  assert.equal([outcome, exit], ['declined', 'done']);
  assert.is(changesOf(host.kernel).length, 0);
  assert.is(await journalOf(host), null);
});

test('where nobody can be asked nothing is done', async () => {
  const host = newHost();
  await expectRefusal(host, () => applyCase(host, wanted, { answer: 'nobody' }), 'HA6013');
});

test('the plan is shown before anybody is asked', async () => {
  const host = newHost();
  const shown: PlanFile[] = [];
  await applyCase(host, wanted, {
    agree: async (plan) => {
      assert.is(changesOf(host.kernel).length, 0);
      shown.push(plan);
      return async () => false;
    },
  });
  assert.equal(
    shown.map(({ steps }) => steps.map(({ key }) => key)),
    [['address:eth0:10.0.0.10/24']],
  );
});

test('a kernel that changes while a person thinks makes the plan stale', async () => {
  const host = newHost();
  const agree = async () => {
    setUpKernel(host.kernel.state, { ip: ['addr add 10.0.0.10/24 dev eth0 label eth0:x'] });
    return async () => true;
  };
  const { outcome, diagnostics } = await applyCase(host, wanted, { agree });
  assert.is(outcome, 'refused');
  assert.is(diagnostics[0]?.code, 'HA6005');
  assert.match(diagnostics[0]?.message ?? '', 'address 10.0.0.10/24 on eth0 has come');
});

test('a file that is not there is named', async () => {
  const host = newHost();
  await expectRefusal(host, () => applyFile(host, 'nowhere.conf'), 'HA1001', 'noInput');
});

test('a configuration with errors is not applied', async () => {
  const host = newHost();
  const result = await applyCase(host, { text: instance('interface eth0 eth1 {'), roles });
  assert.is(result.outcome, 'refused');
  assert.is(result.exit, 'inputErrors');
  assert.is(changesOf(host.kernel).length, 0);
});

test('an interface that is not there is named', async () => {
  const host = newHost();
  const text = wanted.text.replace('eth0', 'eth9');
  await expectRefusal(host, () => applyCase(host, { text, roles }), 'HA5008');
});

test('an object of somebody else in the way is not touched', async () => {
  const host = newHost();
  setUpKernel(host.kernel.state, { ip: ['addr add 10.0.0.10/24 dev eth0 label eth0:x'] });
  await expectRefusal(host, () => applyCase(host, wanted), 'HA5006');
});

test('after an apply that was interrupted only rollback goes on', async () => {
  const killed = newHost();
  killed.kernel.fault = { kind: 'crash-after', batch: 1 };
  await applyCase(killed, wanted).catch(() => undefined);
  const host = restarted(killed);
  const journal = await journalOf(host);
  assert.ok(journal !== null && isInterrupted(journal));
  await expectRefusal(host, () => applyCase(host, wanted), 'HA6007');
  await rollBack(host);
  assert.is((await applyCase(host, wanted)).outcome, 'applied');
});

test('while an apply waits for its confirmation there is no other', async () => {
  const host = newHost();
  await applyCase(host, wanted, { confirmWithinMs: 60_000 });
  const { diagnostics } = await expectRefusal(host, () => applyCase(host, other), 'HA6011');
  assert.match(diagnostics[0]?.message ?? '', '2026-05-01T12:01:00.000Z');
});

test('two at a time are one too many', async () => {
  const host = newHost();
  await host.privateFiles.ensureDirectory('/run/hactl');
  await host.privateFiles.lock((await storeOf(host)).lock);
  await expectRefusal(host, () => applyCase(host, wanted), 'HA6006');
});

test('the lock is free after a refusal, a failure and a success', async () => {
  const host = newHost();
  await applyCase(host, wanted, { answer: 'nobody' });
  host.kernel.fault = { kind: 'refuse-batch', batch: 1 };
  assert.is((await applyCase(host, wanted)).outcome, 'undone');
  host.kernel.fault = null;
  assert.is((await applyCase(host, wanted)).outcome, 'applied');
  assert.is(host.disk.locks.size, 0);
});

test('a state directory that cannot be trusted is not used', async () => {
  const host = newHost();
  host.disk.directories.set('/run/hactl', '/run/hactl belongs to user 1000');
  const { diagnostics } = await expectRefusal(host, () => applyCase(host, wanted), 'HA6012');
  assert.match(diagnostics[0]?.message ?? '', 'belongs to user 1000');
});

for (const tool of ['flock', 'ip']) {
  test(`without ${tool} nothing is done, and the package is named`, async () => {
    const host = newHost({ missing: [tool] });
    const { diagnostics } = await applyCase(host, wanted);
    assert.ok(diagnostics.length > 0);
    for (const { code, message } of diagnostics) {
      assert.is(code, 'HA6001');
      assert.match(message, `"${tool}" is not installed`);
    }
    assert.match(diagnostics[0]?.help ?? '', /apt install (iproute2|util-linux)/);
    assert.is(changesOf(host.kernel).length, 0);
  });
}

test('who may not administer the network is told so', async () => {
  const host = newHost({ mayChange: false });
  Object.assign(host.process, { isRoot: false, canAdministerNetwork: false });
  await expectRefusal(host, () => applyCase(host, wanted), 'HA6002');
});

test('root without the capability is told so, too', async () => {
  const host = newHost({ mayChange: false });
  host.process.canAdministerNetwork = false;
  await expectRefusal(host, () => applyCase(host, wanted), 'HA6002');
});

test('a kernel without IPVS is no place for services', async () => {
  const host = newHost({ hasIpvs: false });
  await expectRefusal(host, () => applyCase(host, service), 'HA6003');
});

test('a kernel without IPVS is good enough for addresses', async () => {
  const host = newHost({ hasIpvs: false });
  assert.is((await applyCase(host, wanted)).outcome, 'applied');
});

test('a kernel without macvlan is no place for VMACs', async () => {
  const host = newHost({ hasMacvlan: false });
  const text = instance('use_vmac', 'virtual_ipaddress {\n 10.0.0.10/24\n}');
  await expectRefusal(host, () => applyCase(host, { text, roles }), 'HA6004');
});

test('a failure names the step, the tool’s words and that all was undone', async () => {
  const host = newHost();
  host.kernel.fault = { kind: 'refuse-line', batch: 1, line: 1 };
  const { outcome, exit, diagnostics } = await applyCase(host, wanted);
  assert.equal([outcome, exit], ['undone', 'applyUndone']);
  assert.is(diagnostics[0]?.code, 'HA6008');
  assert.is(
    diagnostics[0]?.message,
    'ip -batch - failed at address 10.0.0.10/24 on eth0: RTNETLINK answers: Cannot allocate memory.',
  );
});

test('tools that say all is well are not believed', async () => {
  const host = newHost();
  host.kernel.fault = { kind: 'lie', batch: 1 };
  const { outcome, diagnostics } = await applyCase(host, wanted);
  assert.is(outcome, 'undone');
  assert.is(diagnostics[0]?.code, 'HA6009');
});

test('who does not want verification gets none', async () => {
  const host = newHost();
  host.kernel.fault = { kind: 'lie', batch: 1 };
  assert.is((await applyCase(host, wanted, { isVerified: false })).outcome, 'applied');
});

test('when undoing fails, too, both are said, with what would mend it', async () => {
  const host = newHost();
  const two = { ...wanted, text: wanted.text + service.text };
  host.kernel.fault = { kind: 'refuse-from', batch: 2 };
  const { outcome, exit, diagnostics } = await applyCase(host, two);
  assert.equal([outcome, exit], ['undo-failed', 'undoFailed']);
  assert.equal(
    diagnostics.map(({ code }) => code),
    ['HA6008', 'HA6010'],
  );
});

test('no password gets into the plan, the record or the journal', async () => {
  const host = newHost();
  const secret = 'hunter2x';
  const text = instance(
    `authentication {\n auth_type PASS\n auth_pass ${secret}\n}`,
    'virtual_ipaddress {\n 10.0.0.10/24\n}',
  );
  const { outcome, plan } = await applyCase(host, { text, roles });
  assert.is(outcome, 'applied');
  assert.not.match(JSON.stringify(plan), secret);
  assert.ok(host.disk.files.size >= 3);
  for (const [path, content] of host.disk.files) assert.not.match(content, secret, path);
  for (const { argv, stdin } of host.kernel.ran) {
    assert.not.match(argv.join(' ') + stdin, secret);
  }
});

test.run();
