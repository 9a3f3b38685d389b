// What hactl gives to nft is what docs/nftables.schema.json says.

import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { makePlanFor } from '../../../src/app/make-plan.ts';
import { emitBatches } from '../../../src/emit/batches.ts';
import type { Step } from '../../../src/plan/step.ts';
import { fakeHost } from '../../support/fake-host.ts';
import { anyCase } from '../../support/gen.ts';
import { hostKernel } from '../../support/gen-kernel.ts';
import { foldersIn, readFixture } from '../../support/golden.ts';
import { planCase, stateDirectory } from '../../support/runs.ts';
import { expectValid, problemsOf } from '../../support/schemas.ts';

const inputsOf = (steps: readonly Step[]): unknown[] =>
  emitBatches(steps)
    .filter(({ tool }) => tool === 'nft')
    .map(({ stdin }) => JSON.parse(stdin) as unknown);

const inputsFor = async (name: string): Promise<unknown[]> => {
  const host = fakeHost();
  host.userFiles.set('input.conf', readFixture(`keepalived/${name}/input.conf`));
  const roles = [{ name: 'all', role: 'master' as const }];
  const request = { file: 'input.conf', against: 'empty' as const, roles, stateDirectory };
  return inputsOf((await makePlanFor(host, request)).plan?.steps ?? []);
};

for (const name of ['no-accept', 'vmac', 'nftables-ipvs']) {
  test(`the tables of ${name} are valid`, async () => {
    const inputs = await inputsFor(name);
    assert.ok(inputs.length > 0);
    for (const input of inputs) expectValid('nftables', input);
  });
}

test('the tables of all fixtures are valid', async () => {
  for (const name of foldersIn('keepalived')) {
    for (const input of await inputsFor(name)) expectValid('nftables', input);
  }
});

test('the tables of random configurations are valid, made and removed', async () => {
  let seen = 0;
  const property = fc.asyncProperty(anyCase, async (wanted) => {
    const { plan } = await planCase(fakeHost(hostKernel()), wanted);
    const made = (plan?.steps ?? []).filter(({ after }) => after?.kind === 'nft-table');
    const removed = made.flatMap(({ after, ...step }) =>
      after === undefined ? [] : [{ ...step, op: '-' as const, before: after }],
    );
    for (const input of [...inputsOf(made), ...inputsOf(removed)]) {
      seen++;
      expectValid('nftables', input);
    }
  });
  await fc.assert(property, { seed: 22, numRuns: 100 });
  assert.ok(seen > 50, `only ${seen} inputs`);
});

const table = { family: 'ip', name: 'hactl' };
const invalid: readonly (readonly [what: string, command: object])[] = [
  ['flushes the ruleset', { flush: { ruleset: null } }],
  ['deletes a chain', { delete: { chain: { ...table, table: 'hactl' } } }],
  ['writes a table of all families', { add: { table: { family: 'inet', name: 'hactl' } } }],
  [
    'accepts nothing by default',
    {
      add: {
        chain: { ...table, table: 'hactl', type: 'filter', hook: 'input', prio: 0, policy: 'drop' },
      },
    },
  ],
];

for (const [what, command] of invalid) {
  test(`input that ${what} is not what hactl writes`, () => {
    assert.equal(problemsOf('nftables', { nftables: [{ add: { table } }] }), []);
    assert.not.equal(problemsOf('nftables', { nftables: [{ add: { table } }, command] }), []);
  });
}

test.run();
