// Plans and saved states are what docs/plan.schema.json and docs/state.schema.json say.

import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { makePlanFor } from '../../src/app/make-plan.ts';
import { showState } from '../../src/app/show-state.ts';
import type { Role } from '../../src/ir/world.ts';
import { fakeHost } from '../support/fake-host.ts';
import { anyCase } from '../support/gen.ts';
import { anyKernel, hostWith } from '../support/gen-kernel.ts';
import { foldersIn, readFixture } from '../support/golden.ts';
import { applyCase, planCase, stateDirectory } from '../support/runs.ts';
import { expectValid, problemsOf } from '../support/schemas.ts';

const planFixture = async (name: string, role: Role) => {
  const host = fakeHost();
  host.userFiles.set('input.conf', readFixture(`keepalived/${name}/input.conf`));
  const roles = [{ name: 'all', role }];
  const request = { file: 'input.conf', against: 'empty' as const, roles, stateDirectory };
  return (await makePlanFor(host, request)).plan;
};

let planned = 0;

for (const name of foldersIn('keepalived')) {
  test(`the plans for ${name} are valid`, async () => {
    for (const role of ['master', 'backup'] as const) {
      const plan = await planFixture(name, role);
      if (plan === null) continue;
      planned++;
      expectValid('plan', plan);
    }
  });
}

test('most fixtures have a plan', () => {
  assert.ok(planned > foldersIn('keepalived').length);
});

test('plans and saved states of random kernels are valid', async () => {
  const property = fc.asyncProperty(anyKernel, anyCase, anyCase, async (kernel, one, other) => {
    const host = fakeHost(structuredClone(kernel));
    await applyCase(host, one);
    expectValid('state', (await showState(host, stateDirectory)).saved);
    const { plan } = await planCase(host, other);
    if (plan !== null) expectValid('plan', plan);
  });
  await fc.assert(property, { seed: 21, numRuns: 60 });
});

test('a saved state with gaps is valid', async () => {
  const host = fakeHost(hostWith());
  host.kernel.circumstances = { ...host.kernel.circumstances, missing: ['nft'], hasIpvs: false };
  const { saved: state } = await showState(host, stateDirectory);
  assert.is(state.gaps.length, 2);
  expectValid('state', state);
});

const spoiled: readonly (readonly [what: string, change: (plan: Plan) => void])[] = [
  ['another kind', (plan) => (plan.kind = 'hactl-state')],
  ['a later version', (plan) => (plan.schemaVersion = 2)],
  ['a member that is not known', (plan) => (plan['more'] = true)],
  ['no expectations', (plan) => delete plan.expects],
  ['a step without its object', (plan) => delete plan.steps[0]?.after],
  ['an operation that is not known', (plan) => Object.assign(plan.steps[0] ?? {}, { op: '±' })],
  ['a resource of no kind', (plan) => Object.assign(plan.steps[0]?.after ?? {}, { kind: 'disk' })],
  [
    'an attribute of a resource that is not known',
    (plan) => Object.assign(plan.steps[0]?.after ?? {}, { colour: 'red' }),
  ],
];

interface Plan {
  kind: string;
  schemaVersion: number;
  steps: { after?: object }[];
  expects?: unknown;
  [member: string]: unknown;
}

for (const [what, change] of spoiled) {
  test(`a plan with ${what} is not valid`, async () => {
    const plan = JSON.parse(JSON.stringify(await planFixture('addresses', 'master'))) as Plan;
    assert.equal(problemsOf('plan', plan), []);
    change(plan);
    assert.not.equal(problemsOf('plan', plan), []);
  });
}

test.run();
