// Saved plans and states are checked as they are read, member by member, exactly as docs/*.schema.json say.

import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { showState } from '../../src/app/show-state.ts';
import { planShape } from '../../src/plan/plan-shape.ts';
import { savedStateShape } from '../../src/plan/state-shape.ts';
import { fakeHost } from '../support/fake-host.ts';
import { anyCase } from '../support/gen.ts';
import { anyKernel } from '../support/gen-kernel.ts';
import { applyCase, planCase, stateDirectory } from '../support/runs.ts';
import { problemsOf } from '../support/schemas.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Holder = { [name: string]: Json };

/** All places of a document: what holds a value, and under which name. */
const placesOf = (value: Json): (readonly [Holder, string])[] => {
  if (value === null || typeof value !== 'object') return [];
  const holder = value as Holder;
  return Object.keys(holder).flatMap((name) => [
    [holder, name] as const,
    ...placesOf(holder[name] as Json),
  ]);
};

const strange: readonly Json[] = [
  null,
  true,
  -1,
  1.5,
  70000,
  '',
  'two words',
  'a\nb',
  'x\u001b[2J',
  [],
  {},
  { more: 1 },
];

/** What somebody may do to a member of a file. */
type Change = (holder: Holder, name: string, value: Json) => void;

const put: Change = (holder, name, value) => (holder[name] = value);
const remove: Change = (holder, name) => {
  if (Array.isArray(holder)) holder.splice(Number(name), 1);
  else delete holder[name];
};
const add: Change = (holder, _name, value) => (holder['more'] = value);

const anyChange = fc.record({
  at: fc.nat(),
  change: fc.constantFrom(put, put, put, remove, add),
  value: fc.constantFrom(...strange),
});

/** A schema cannot say which key an object has. */
const isBeyondSchemas = (problem: string): boolean => /key/.test(problem);

const expectAgreement = (name: 'plan' | 'state', document: Json): void => {
  const problem = (name === 'plan' ? planShape : savedStateShape)(document, 'it');
  const problems = problemsOf(name, document);
  if (problem !== null && isBeyondSchemas(problem)) return;
  assert.is(problem === null, problems.length === 0, `${problem} | ${problems.join('; ')}`);
};

const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

const documents = fc.record({ kernel: anyKernel, one: anyCase, other: anyCase });

test('what hactl writes has its shape', async () => {
  const property = fc.asyncProperty(documents, async ({ kernel, one, other }) => {
    const host = fakeHost(structuredClone(kernel));
    await applyCase(host, one);
    assert.is(savedStateShape(plain((await showState(host, stateDirectory)).saved), 'it'), null);
    const { plan } = await planCase(host, other);
    if (plan !== null) assert.is(planShape(plain(plan), 'it'), null);
  });
  await fc.assert(property, { seed: 31, numRuns: 60 });
});

test('what somebody changed is refused exactly when the schemas refuse it', async () => {
  let refused = 0;
  const property = fc.asyncProperty(
    documents,
    fc.array(anyChange, { minLength: 30, maxLength: 30 }),
    async ({ kernel, one, other }, changes) => {
      const host = fakeHost(structuredClone(kernel));
      await applyCase(host, one);
      const { saved } = await showState(host, stateDirectory);
      const { plan } = await planCase(host, other);
      const texts = [['state', plain(saved)] as const];
      const all = plan === null ? texts : [...texts, ['plan', plain(plan)] as const];
      for (const [name, original] of all) {
        for (const { at, change, value } of changes) {
          const document = structuredClone(original);
          const places = placesOf(document);
          const place = places[at % places.length];
          if (place === undefined) throw new Error('an empty document');
          const [holder, member] = place;
          change(holder, member, value);
          expectAgreement(name, document);
          if (problemsOf(name, document).length > 0) refused++;
        }
      }
    },
  );
  await fc.assert(property, { seed: 32, numRuns: 40 });
  assert.ok(refused > 500, `only ${refused} were refused`);
});

test.run();
