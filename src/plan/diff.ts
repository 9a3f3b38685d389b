// Target against observation: what has to change, and how.

import { isPermanent, verbsOf } from './kinds.ts';
import { canReturn, lossesOf } from './losses.ts';
import { misplaced } from './places.ts';
import { defaultOf } from './resources/sysctl.ts';
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
  /** Not in the target: it is put back as it was. */
  readonly foreign?: true;
}

export interface Difference {
  readonly changes: ReadonlyMap<ResourceKey, Change>;
  /** Objects outside the target that go for good, along with what is removed. */
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

/**
 * An object that vanishes with another one is made again. A parameter is set; a route is replaced, which
 * makes it where it is gone and changes nothing where it is not; a table is made as a whole, since nobody
 * knows which of its chains went.
 */
const remake = (key: ResourceKey, after: Resource, before: Resource, note: string): Change => {
  if (after.kind === 'nft-table') return { key, op: '+', after, note };
  const isReplaced = isPermanent(after) || after.kind === 'route';
  return { key, op: isReplaced ? '~' : '±', before, after, note };
};

/** A parameter of a link that goes for good needs no value. */
const isGoneWithLink = (parameter: Resource, target: Target): boolean =>
  isPermanent(parameter) &&
  verbsOf(parameter)
    .dependsOn(parameter)
    .some((link) => target.get(link) === null);

/** A new link takes its parameters from `default`. */
const isBornAgain = (resource: Resource, observed: State): boolean => {
  if (resource.kind !== 'sysctl') return false;
  const inherited = observed.get(defaultOf(resource.name));
  return inherited?.kind === 'sysctl' && inherited.value === resource.value;
};

interface Losses {
  readonly losses: ReadonlySet<ResourceKey>;
  /** Those of them that can be there afterwards all the same. */
  readonly returning: ReadonlySet<ResourceKey>;
}

/** What the kernel drops while `changes` are made. */
const lossesBy = (
  changes: ReadonlyMap<ResourceKey, Change>,
  target: Target,
  observed: State,
): Losses => {
  const withOp = (...ops: Change['op'][]) =>
    [...changes.values()].filter(({ op }) => ops.includes(op));
  const keysOf = (some: readonly Change[]) => some.map(({ key }) => key);
  const losses = lossesOf(observed, keysOf(withOp('-', '±')));
  // A table of somebody else outlives the links that it names.
  for (const key of losses) {
    if (observed.get(key)?.kind === 'nft-table' && !target.has(key)) losses.delete(key);
  }
  const forGood = lossesOf(observed, keysOf(withOp('-')));
  const gone = new Set([...keysOf(withOp('-')), ...forGood]);
  const added = withOp('+').flatMap(({ after }) => after ?? []);
  const returning = [...losses].filter((key) => {
    const resource = observed.get(key);
    if (resource?.kind === 'route') return canReturn(resource, observed, gone, added);
    return !forGood.has(key);
  });
  return { losses, returning: new Set(returning) };
};

/**
 * What separates `observed` from `target`. Objects that are not in `target` are left alone; what of them
 * the kernel drops on the way to something that is made again is put back.
 */
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
    const others = after.kind === 'rule' ? 'rules of its priority' : 'addresses';
    changes.set(key, remake(key, after, before, `to stand in its place among the ${others}`));
  }
  const { losses, returning } = lossesBy(changes, target, observed);
  const takenAlong: ResourceKey[] = [];
  for (const key of losses) {
    const before = observed.get(key);
    const after = target.get(key);
    if (before === undefined || after === null) continue;
    const note = 'it vanishes with what it stands on';
    const foreignNote = 'of somebody else: the kernel drops it on the way, so it is put back';
    if (isGoneWithLink(before, target)) changes.delete(key);
    else if (after !== undefined) changes.set(key, remake(key, after, before, note));
    else if (!returning.has(key)) takenAlong.push(key);
    else if (!isBornAgain(before, observed)) {
      changes.set(key, { ...remake(key, before, before, foreignNote), foreign: true });
    }
  }
  return { changes, takenAlong, losses };
};
