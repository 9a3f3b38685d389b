// Target against observation: what has to change, and how.

import { misplaced } from './address-order.ts';
import { isPermanent, verbsOf } from './kinds.ts';
import { lossesOf } from './losses.ts';
import type { Resource, ResourceKey, State } from './state.ts';
import type { Target } from './step.ts';

export interface Change {
  readonly key: ResourceKey;
  /** ±: removed and made again. */
  readonly op: '+' | '~' | '-' | '±';
  readonly before?: Resource;
  readonly after?: Resource;
  /** Why an object that is as it should be changes all the same. */
  readonly note?: string;
}

export interface Difference {
  readonly changes: ReadonlyMap<ResourceKey, Change>;
  /** Objects outside the target that go along with what is removed, by what takes them. */
  readonly takenAlong: readonly ResourceKey[];
  /** All objects that the kernel takes along, in the target or not. */
  readonly losses: ReadonlySet<ResourceKey>;
}

const compare = (
  key: ResourceKey,
  after: Resource | null,
  before?: Resource,
): Change | undefined => {
  if (after === null) return before && { key, op: '-', before };
  if (before === undefined) return { key, op: '+', after };
  const verbs = verbsOf(after);
  if (verbs.equal(after, before)) return undefined;
  return { key, op: verbs.needsReplacing(before, after) ? '±' : '~', before, after };
};

const isRemoval = ({ op }: Change): boolean => op === '-' || op === '±';

/** A wanted object that vanishes with another one is made again. */
const remake = (key: ResourceKey, after: Resource, before: Resource, note: string): Change =>
  isPermanent(after)
    ? { key, op: '~', before, after, note }
    : { key, op: '±', before, after, note };

/** A parameter of a link that goes for good needs no value. */
const isGoneWithLink = (parameter: Resource, target: Target): boolean =>
  isPermanent(parameter) &&
  verbsOf(parameter)
    .dependsOn(parameter)
    .some((link) => target.get(link) === null);

/** What separates `observed` from `target`. Objects that are not in `target` are left alone. */
export const diff = (target: Target, observed: State): Difference => {
  const changes = new Map<ResourceKey, Change>();
  for (const [key, after] of target) {
    const change = compare(key, after, observed.get(key));
    if (change !== undefined) changes.set(key, change);
  }
  const changed = new Set(changes.keys());
  for (const key of misplaced(target, observed, changed)) {
    const after = target.get(key);
    const before = observed.get(key);
    if (after == null || before === undefined) continue;
    changes.set(key, remake(key, after, before, 'to stand in its place among the addresses'));
  }
  const removed = [...changes.values()].filter(isRemoval).map(({ key }) => key);
  const takenAlong: ResourceKey[] = [];
  const losses = lossesOf(observed, removed);
  for (const key of losses) {
    const before = observed.get(key);
    const after = target.get(key);
    if (before === undefined) continue;
    if (isGoneWithLink(before, target)) changes.delete(key);
    else if (after === undefined) takenAlong.push(key);
    else if (after !== null) {
      changes.set(key, remake(key, after, before, 'it vanishes with what it stands on'));
    }
  }
  return { changes, takenAlong, losses };
};
