// What a plan is made against: the kernel, nothing, or a state that was saved elsewhere.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { makePlanFor } from '../../src/app/make-plan.ts';
import type { Against } from '../../src/app/observe.ts';
import { showState } from '../../src/app/show-state.ts';
import { type FakeHost, fakeHost } from '../support/fake-host.ts';
import { type Circumstances, fakeKernel } from '../support/fake-kernel.ts';
import { hostWith } from '../support/gen-kernel.ts';
import { applyCase, stateDirectory } from '../support/runs.ts';

const roles = [{ name: 'all', role: 'master' as const }];
const instance = (ip: string, device = 'eth0'): string =>
  `vrrp_instance A {\n interface ${device}\n virtual_router_id 51\n virtual_ipaddress {\n ${ip}\n }\n}\n`;
const service =
  'virtual_server 10.0.0.10 80 {\n lb_algo rr\n lb_kind DR\n protocol TCP\n real_server 10.1.0.1 80 {\n weight 1\n }\n}\n';

const newHost = (circumstances: Partial<Circumstances> = {}): FakeHost => {
  const host = fakeHost(hostWith({ ip: ['addr add 10.0.0.1/24 dev eth0'] }));
  host.kernel.circumstances = { ...host.kernel.circumstances, ...circumstances };
  return host;
};

const plan = (host: FakeHost, text: string, against: Against = 'live') => {
  host.userFiles.set('input.conf', text);
  return makePlanFor(host, { file: 'input.conf', against, roles, stateDirectory });
};

const keys = (steps: readonly { readonly op: string; readonly key: string }[] = []) =>
  steps.map(({ op, key }) => op + key);

test('planning changes nothing and needs no right', async () => {
  const host = newHost({ mayChange: false });
  Object.assign(host.process, { isRoot: false, canAdministerNetwork: false });
  const result = await plan(host, instance('10.0.0.10/24'));
  assert.is(result.exit, 'done');
  assert.equal(keys(result.plan?.steps), ['+address:eth0:10.0.0.10/24']);
  assert.equal([...host.disk.files.keys()], []);
});

test('against an empty kernel no command runs and any interface will do', async () => {
  const host = newHost();
  const result = await plan(host, instance('10.0.0.10/24', 'eth9'), 'empty');
  assert.equal(keys(result.plan?.steps), ['+address:eth9:10.0.0.10/24']);
  assert.is(result.plan?.serial, null);
  assert.equal(host.kernel.ran, []);
});

test('a state that was saved here gives the same plan elsewhere', async () => {
  const here = newHost();
  await applyCase(here, { text: instance('10.0.0.10/24'), roles });
  const text = instance('10.0.0.11/24');
  const live = await plan(here, text);
  const elsewhere = fakeHost(fakeKernel());
  elsewhere.userFiles.set(
    'state.json',
    JSON.stringify((await showState(here, stateDirectory)).saved),
  );
  const saved = await plan(elsewhere, text, { file: 'state.json' });
  assert.equal(saved.plan?.steps, live.plan?.steps);
  assert.equal(saved.plan?.releases, live.plan?.releases);
  assert.is(saved.plan?.serial, live.plan?.serial);
  assert.is(saved.plan?.against, 'state.json');
});

const badStates: readonly (readonly [what: string, text: string | null, code: string])[] = [
  ['is not there', null, 'HA1001'],
  ['is no JSON', '{', 'HA5009'],
  ['is a plan', '{"kind": "hactl-plan", "schemaVersion": 1}', 'HA5009'],
];

for (const [what, text, code] of badStates) {
  test(`a saved state that ${what} is refused`, async () => {
    const host = newHost();
    if (text !== null) host.userFiles.set('state.json', text);
    const result = await plan(host, instance('10.0.0.10/24'), { file: 'state.json' });
    assert.is(result.plan, null);
    assert.equal(
      result.diagnostics.map((one) => one.code),
      [code],
    );
  });
}

test('an interface that a saved state does not have is named, with the nearest', async () => {
  const host = newHost();
  const { plan: made, diagnostics, exit } = await plan(host, instance('10.0.0.10/24', 'eht0'));
  assert.equal([made, exit], [null, 'refused']);
  assert.is(diagnostics[0]?.code, 'HA5008');
  assert.match(diagnostics[0]?.help ?? '', 'did you mean "eth0"');
});

test('a kernel without IPVS is planned for with a warning', async () => {
  const result = await plan(newHost({ hasIpvs: false }), service);
  assert.is(result.exit, 'done');
  assert.equal(
    result.diagnostics.map(({ code, severity }) => [code, severity]),
    [['HA6016', 'warning']],
  );
  assert.is(result.plan?.steps.length, 2);
});

test('a kernel that cannot be read is no kernel to plan for', async () => {
  const result = await plan(newHost({ mayChange: false }), service);
  assert.equal([result.plan, result.exit], [null, 'refused']);
  assert.is(result.diagnostics[0]?.code, 'HA6002');
});

/** A kernel of which nft says `stderr`. */
const whereNftSays = (stderr: string): FakeHost => {
  const host = newHost();
  const { run } = host.exec;
  const failed = { exitCode: 1, stdout: '', stderr, isMissing: false };
  Object.assign(host.exec, {
    run: (argv: readonly string[], stdin?: string) =>
      argv[0] === 'nft' ? Promise.resolve(failed) : run(argv, stdin),
  });
  return host;
};

const guarded = instance('10.0.0.10/24').replace(
  'virtual_ipaddress',
  'no_accept\n virtual_ipaddress',
);

for (const [code, stderr] of [
  ['HA6014', 'Unable to initialize Netlink socket: Protocol not supported\n'],
  ['HA6015', 'Segmentation fault\n'],
] as const) {
  test(`a firewall that nobody can look at is no ground to plan on: ${code}`, async () => {
    const result = await plan(whereNftSays(stderr), guarded);
    assert.equal([result.plan, result.exit], [null, 'refused']);
    assert.equal(
      result.diagnostics.map((one) => one.code),
      [code],
    );
    assert.match(result.diagnostics[0]?.message ?? '', stderr.trim());
  });
}

test('without a record nothing is hactl’s own', async () => {
  const host = newHost();
  await applyCase(host, { text: instance('10.0.0.10/24'), roles });
  host.disk.files.clear();
  const result = await plan(host, instance('10.0.0.11/24'));
  assert.equal(keys(result.plan?.steps), ['+address:eth0:10.0.0.11/24']);
});

test('a saved state says what could not be read', async () => {
  const { saved: state } = await showState(newHost({ missing: ['nft'] }), stateDirectory);
  assert.equal(
    state.gaps.map(({ topic, reason }) => [topic, reason]),
    [['nft', 'missing-tool']],
  );
});

test.run();
