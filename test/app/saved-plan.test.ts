// What `hactl apply` makes of a plan that was saved: when it still holds, and when it is one at all.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type FakeHost, fakeHost } from '../support/fake-host.ts';
import { hostWith, setUpKernel } from '../support/gen-kernel.ts';
import { expectRefusal } from '../support/refusals.ts';
import { applyCase, applyFile, planCase, rollBack } from '../support/runs.ts';

const roles = [{ name: 'all', role: 'master' as const }];
const vip = (ip: string) => ({
  text: `vrrp_instance A {\n interface eth0\n virtual_router_id 51\n virtual_ipaddress {\n ${ip}\n }\n}\n`,
  roles,
});
const wanted = vip('10.0.0.10/24');
const other = vip('10.0.0.11/24');

const newHost = (): FakeHost => fakeHost(hostWith({ ip: ['addr add 10.0.0.1/24 dev eth0'] }));

const savePlan = async (host: FakeHost): Promise<void> => {
  const { plan } = await planCase(host, wanted);
  host.userFiles.set('plan.json', JSON.stringify(plan));
};

test('a saved plan is carried out', async () => {
  const host = newHost();
  await savePlan(host);
  assert.is((await applyFile(host, 'plan.json')).outcome, 'applied');
});

const drifts: readonly (readonly [line: string, says: string])[] = [
  ['addr add 10.0.0.10/24 dev eth0', 'address 10.0.0.10/24 on eth0 has come'],
  ['addr add 10.0.0.10/24 dev eth0 label eth0:x', 'address 10.0.0.10/24 on eth0 has come'],
];

for (const [line, says] of drifts) {
  test(`a saved plan is stale after: ${line}`, async () => {
    const host = newHost();
    await savePlan(host);
    setUpKernel(host.kernel.state, { ip: [line] });
    const result = await expectRefusal(host, () => applyFile(host, 'plan.json'), 'HA6005');
    assert.match(result.diagnostics[0]?.message ?? '', says);
  });
}

test('a saved plan is not stale for a lease that counts down or is renewed', async () => {
  const lease = 'dev eth0 valid_lft 3600 preferred_lft 3600';
  for (const renewal of [[], [`addr replace 10.0.0.2/24 ${lease}`]]) {
    const host = newHost();
    setUpKernel(host.kernel.state, { ip: [`addr add 10.0.0.2/24 ${lease}`] });
    await applyCase(host, wanted);
    const { plan } = await planCase(host, { ...wanted, roles: [] });
    host.userFiles.set('plan.json', JSON.stringify(plan));
    host.kernel.state.elapsedS += 600;
    setUpKernel(host.kernel.state, { ip: renewal });
    assert.is((await applyFile(host, 'plan.json')).outcome, 'applied');
  }
});

test('a saved plan is stale after another apply, even one that undid itself', async () => {
  const host = newHost();
  await savePlan(host);
  await applyCase(host, other);
  await rollBack(host);
  await expectRefusal(host, () => applyFile(host, 'plan.json'), 'HA6018');
});

const badPlans: readonly (readonly [what: string, text: string])[] = [
  ['cut off', '{"kind": "hactl-plan", "schema'],
  ['of another kind', '{"kind": "hactl-state", "schemaVersion": 1}'],
  ['of a later version', '{"kind": "hactl-plan", "schemaVersion": 2}'],
];

const spoiled: readonly (readonly [says: RegExp, spoil: (plan: Plan) => unknown])[] = [
  [/it has no "steps"/, (plan) => delete plan.steps],
  [/it\.steps is not a list/, (plan) => (plan.steps = 5)],
  [/it\.steps\[0\] has no "id"/, (plan) => (plan.steps = [{}])],
  [/it\.expects\[0\] is not a list of 2/, (plan) => (plan['expects'] = [['x']])],
  [/it\.steps\[0\]\.op is not \+ or ~ or -/, (plan) => (firstStep(plan)['op'] = '%')],
  [/it\.steps\[0\]\.after\.kind/, (plan) => (firstStep(plan)['after'] = { kind: 'bogus' })],
  [
    /it\.steps\[0\]\.after\.device is not a word/,
    (plan) => (firstObject(plan)['device'] = 'eth0\nlink set lo down\n'),
  ],
  [
    /it\.steps\[0\]\.key is not that of its object/,
    (plan) => (firstObject(plan)['device'] = 'eth1'),
  ],
];

type Members = { [member: string]: unknown };
interface Plan extends Members {
  steps?: unknown;
}

const firstStep = ({ steps }: Plan): Members => (steps as Members[])[0] ?? {};
const firstObject = (plan: Plan): Members => firstStep(plan)['after'] as Members;

for (const [says, spoil] of spoiled) {
  test(`a plan that somebody spoiled is refused: ${says.source}`, async () => {
    const host = newHost();
    await savePlan(host);
    const plan = JSON.parse(host.userFiles.get('plan.json') ?? '') as Plan;
    spoil(plan);
    host.userFiles.set('plan.json', JSON.stringify(plan));
    const apply = () => applyFile(host, 'plan.json');
    const { diagnostics } = await expectRefusal(host, apply, 'HA5009', 'inputErrors');
    assert.match(diagnostics[0]?.message ?? '', says);
  });
}

for (const [what, text] of badPlans) {
  test(`a plan that is ${what} is an error of the input`, async () => {
    const host = newHost();
    host.userFiles.set('plan.json', text);
    await expectRefusal(host, () => applyFile(host, 'plan.json'), 'HA5009', 'inputErrors');
  });
}

test('a role for a saved plan is wrong usage', async () => {
  const host = newHost();
  await savePlan(host);
  const apply = () => applyFile(host, 'plan.json', { roles });
  await expectRefusal(host, apply, 'HA6036', 'usage');
});

/** A plan for a host about which nothing is known. */
const savePlanForAnyHost = async (host: FakeHost, text: string): Promise<void> => {
  const { plan } = await planCase(host, { text, roles }, 'empty');
  assert.ok(plan !== null);
  host.userFiles.set('plan.json', JSON.stringify(plan));
};

test('a plan for any host is refused by one without its interface', async () => {
  const host = newHost();
  await savePlanForAnyHost(host, wanted.text.replace('eth0', 'eth9'));
  const { diagnostics } = await expectRefusal(host, () => applyFile(host, 'plan.json'), 'HA5008');
  assert.match(diagnostics[0]?.message ?? '', 'Interface "eth9" does not exist');
});

test('a plan for any host is carried out by one that has all it stands on', async () => {
  const host = newHost();
  await savePlanForAnyHost(host, `${wanted.text}static_routes {\n 10.5.0.0/16 dev eth0\n}\n`);
  assert.is((await applyFile(host, 'plan.json')).outcome, 'applied');
});

test('a plan for any host is refused by one whose interface is down', async () => {
  const host = newHost();
  await savePlanForAnyHost(host, `static_routes {\n 10.5.0.0/16 dev eth2\n}\n`);
  setUpKernel(host.kernel.state, { ip: ['link set dev eth2 down'] });
  await expectRefusal(host, () => applyFile(host, 'plan.json'), 'HA5011');
});

test.run();
