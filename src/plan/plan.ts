// The plan: wanted, observed and owned -> steps, and what the record of owned objects becomes. Undoing
// is the same function with a recorded state as its target.

import type { Span } from '../base/span.ts';
import { suggest } from '../base/suggest.ts';
import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import type { Wanted } from './desired/wanted.ts';
import { type Difference, diff } from './diff.ts';
import { isPermanent, verbsOf } from './kinds.ts';
import { orderSteps } from './order.ts';
import { neighbours } from './places.ts';
import { markResets, type Resets } from './resets.ts';
import { linkNameOfKey } from './resources/link.ts';
import type { Owned, OwnedResource } from './owned.ts';
import type { Resource, ResourceKey, State } from './state.ts';
import type { Step, Target } from './step.ts';
import { aimFor } from './target.ts';

/** A key and what the kernel held under it when the plan was made; null: nothing. */
export type Expectation = readonly [ResourceKey, Resource | null];

export interface Changes {
  readonly steps: readonly Step[];
  /** All the steps touch or leave as it is for a reason: the plan is stale when it differs. */
  readonly expects: readonly Expectation[];
  /** Expected objects that go without a step of their own, with what they stand on. */
  readonly vanishes: readonly ResourceKey[];
}

export interface RecordChange {
  /** Objects that hactl owns from now on though it did not make them. */
  readonly adopts: readonly ResourceKey[];
  /** Objects that it owns no longer. */
  readonly releases: readonly ResourceKey[];
}

export interface Planned extends Changes, RecordChange {
  /** Wanted objects that somebody else has made differently. */
  readonly conflicts: readonly ResourceKey[];
  /** Objects of somebody else that would go along with a removal. */
  readonly takenAlong: readonly ResourceKey[];
}

type WhyOf = (key: ResourceKey) => string | undefined;

const changesFor = (
  target: Target,
  { changes, losses }: Difference,
  observed: State,
  whyOf: WhyOf,
): Changes => {
  const steps = orderSteps(changes.values(), observed, whyOf);
  const keys = new Set([...target.keys(), ...steps.map(({ key }) => key)]);
  const changed = new Set(steps.map(({ key }) => key));
  for (const key of [...neighbours(observed, changed), ...losses]) keys.add(key);
  const expects = [...keys].map((key): Expectation => [key, observed.get(key) ?? null]);
  return { steps, expects, vanishes: [...losses].filter((key) => !changed.has(key)) };
};

/** Addresses and the like that somebody else put on a link that is made anew. */
const standsInside = ({ changes }: Difference): ResourceKey[] =>
  [...changes.values()]
    .filter(({ before, foreign }) => foreign && before && !isPermanent(before))
    .filter(({ before }) => before?.kind !== 'route')
    .map(({ key }) => key);

/** The plan from `observed` to `wanted`; what hactl does not own stays out of it. */
export const makePlan = (
  wanted: State,
  observed: State,
  owned: Owned,
  whyOf: WhyOf = () => undefined,
  resets?: Resets,
): Planned => {
  const { target, adopts, forgets, conflicts } = aimFor(wanted, observed, owned);
  const difference = diff(target, observed);
  const releases = [...owned.keys()].filter((key) => !wanted.has(key));
  const takenAlong = [...difference.takenAlong, ...standsInside(difference)];
  const changes = changesFor(target, difference, observed, whyOf);
  return {
    ...changes,
    steps: markResets(changes.steps, owned, resets),
    adopts,
    releases,
    conflicts,
    takenAlong: takenAlong.filter((key) => !forgets.includes(key)),
  };
};

/**
 * The plan that brings back what was recorded, and nothing else; what goes along goes all the same.
 * `owned` is what hactl made, as far as that is known.
 */
export const makeUndoPlan = (
  recorded: Target,
  observed: State,
  owned: Owned = new Map(),
): Changes & Pick<Planned, 'takenAlong'> => {
  const difference = diff(recorded, observed);
  const changes = changesFor(recorded, difference, observed, () => undefined);
  const steps = markResets(changes.steps, owned);
  return { ...changes, steps, takenAlong: difference.takenAlong };
};

/** The record after a plan was carried out. */
export const ownedAfter = (
  owned: Owned,
  plan: Pick<Planned, 'steps' | 'expects' | 'adopts' | 'releases'>,
): Owned => {
  const next = new Map<ResourceKey, OwnedResource>(owned);
  const expected = new Map(plan.expects);
  for (const key of plan.adopts) {
    const made = expected.get(key);
    if (made != null) next.set(key, isPermanent(made) ? { made, former: made } : {});
  }
  for (const { key, before, after, temporary, foreign } of plan.steps) {
    if (after === undefined || temporary || foreign) continue;
    const mine = owned.get(key);
    // What a parameter was before hactl set it first; after that it is hactl's own value.
    const former = mine === undefined ? before : mine.former;
    const parameter = { made: after, ...(former !== undefined && { former }) };
    const isRemembered = after.kind === 'address' && after.resetsConnections === true;
    next.set(key, isPermanent(after) ? parameter : isRemembered ? { made: after } : {});
  }
  for (const key of plan.releases) next.delete(key);
  return next;
};

/** Links that wanted objects stand on and that neither the host nor the wishes have. */
export const missingLinks = (wanted: Wanted, observed: State): Diagnostic[] => {
  const names = [...observed.values()].flatMap((resource) =>
    resource.kind === 'link' ? [resource.name] : [],
  );
  const found: Diagnostic[] = [];
  const reported = new Set<ResourceKey>();
  for (const [key, resource] of wanted.state) {
    const verbs = verbsOf(resource);
    for (const link of verbs.dependsOn(resource)) {
      const name = linkNameOfKey(link);
      if (name === undefined || reported.has(link)) continue;
      if (observed.has(link) || wanted.state.has(link)) continue;
      reported.add(link);
      const near = suggest(name, names);
      const mend =
        near === undefined ? `the host has ${names.join(', ')}` : `did you mean "${near}"?`;
      const span: Span | null = wanted.whys.get(key) ?? null;
      found.push(diagnostic('HA5008', span, { name, object: verbs.title(resource), mend }));
    }
  }
  return found;
};
