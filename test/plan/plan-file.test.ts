// Plans as files: what is one, and how many objects it changes.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseVersioned, type PlanFile, planSchema, summarize } from '../../src/plan/plan-file.ts';
import type { Step } from '../../src/plan/step.ts';
import { rule } from '../support/resources.ts';

const parse = (text: string) =>
  parseVersioned<PlanFile>(text, 'hactl-plan', planSchema, () => null);

const rows: readonly (readonly [text: string, reason: RegExp])[] = [
  ['{', /^it is no JSON/],
  ['null', /^it has no "kind": "hactl-plan"$/],
  ['[]', /^it has no "kind"/],
  ['{"kind": "hactl-state", "schemaVersion": 1}', /^it has no "kind": "hactl-plan"$/],
  ['{"kind": "hactl-plan", "schemaVersion": 99}', /^it has schema version 99, this hactl reads 1$/],
];

for (const [text, reason] of rows) {
  test(`refuses ${text} as a plan`, () => {
    const parsed = parse(text);
    assert.match('reason' in parsed ? parsed.reason : 'it was read', reason);
  });
}

test('reads a plan of its own version', () => {
  const parsed = parse(
    JSON.stringify({ kind: 'hactl-plan', schemaVersion: planSchema, steps: [] }),
  );
  assert.ok('value' in parsed);
});

const step = (op: Step['op'], priority: number, more: Partial<Step> = {}): Step => {
  const resource = rule(priority);
  return { id: 1, op, key: `rule ${priority}`, before: resource, after: resource, ...more };
};

test('an object that is removed and made again counts once, as a change', () => {
  const steps = [step('-', 1), step('-', 2), step('+', 1), step('+', 3), step('~', 4)];
  assert.equal(summarize({ steps }), { add: 1, change: 2, remove: 1 });
});

test('what is only for a moment does not count', () => {
  const steps = [step('~', 1, { temporary: true }), step('~', 1, { temporary: true })];
  assert.equal(summarize({ steps }), { add: 0, change: 0, remove: 0 });
});

test.run();
