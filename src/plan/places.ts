// Objects that stand in an order: IPv4 addresses of one network on one link, of which the first is
// primary, and rules of one priority, of which the first that matches counts. The kernel appends, so an
// order is reached by removing what stands wrong and adding it again in turn.

import { orderGroup } from './resources/address.ts';
import {
  type AddressOnLink,
  kernelProtocol,
  type KernelRule,
  type Resource,
  type ResourceKey,
  type State,
} from './state.ts';
import type { Target } from './step.ts';

type Placed = AddressOnLink | KernelRule;

export interface Member {
  readonly key: ResourceKey;
  readonly resource: Placed;
}

const isPlaced = (resource: Resource | null): resource is Placed =>
  resource?.kind === 'address' || resource?.kind === 'rule';

/** What an object stands in line with; the kernel's own rules stay where they are. */
const groupOf = (resource: Placed): string | undefined => {
  if (resource.kind === 'address') return orderGroup(resource);
  const { family, priority, protocol } = resource;
  return protocol === kernelProtocol ? undefined : `rule ${family} ${priority}`;
};

const unranked = Number.MAX_SAFE_INTEGER;

/** The place that an object has or shall have; objects without one come last. */
export const rankOf = (resource: Resource): number =>
  isPlaced(resource) ? (resource.rank ?? unranked) : 0;

/** An object that may stand in any place. */
export const withoutRank = (resource: Resource): Resource => {
  if (!isPlaced(resource) || resource.rank === undefined) return resource;
  const { rank, ...rest } = resource;
  return rest;
};

/** Objects as the kernel lists them, with the place that each has in its line. */
export const withRanks = <R extends Placed>(resources: readonly R[]): R[] => {
  const seen = new Map<string, number>();
  return resources.map((resource) => {
    const group = groupOf(resource);
    if (group === undefined) return resource;
    const rank = seen.get(group) ?? 0;
    seen.set(group, rank + 1);
    return { ...resource, rank };
  });
};

/** The lines of `entries`, each in its order. */
export const linesOf = (
  entries: Iterable<readonly [ResourceKey, Resource | null]>,
): Map<string, Member[]> => {
  const lines = new Map<string, Member[]>();
  for (const [key, resource] of entries) {
    if (!isPlaced(resource)) continue;
    const group = groupOf(resource);
    if (group === undefined) continue;
    const line = lines.get(group);
    if (line === undefined) lines.set(group, [{ key, resource }]);
    else line.push({ key, resource });
  }
  for (const line of lines.values()) {
    line.sort((a, b) => rankOf(a.resource) - rankOf(b.resource));
  }
  return lines;
};

/** Length of the longest start of `wanted` that stands in `found` in that order. */
const standingLength = (wanted: readonly ResourceKey[], found: readonly ResourceKey[]): number => {
  let at = 0;
  for (const key of found) if (key === wanted[at]) at++;
  return at;
};

/**
 * Objects that are right but stand in the wrong place, so they must go and come again. Only targets that
 * carry ranks ask for an order; objects of others do not count. `changed` are those that go away or come
 * anew in any case.
 */
export const misplaced = (
  target: Target,
  observed: State,
  changed: ReadonlySet<ResourceKey>,
): ResourceKey[] => {
  const found = linesOf(observed);
  const again: ResourceKey[] = [];
  for (const [group, members] of linesOf(target)) {
    if (members.every(({ resource }) => resource.rank === undefined)) continue;
    const wanted = members.map(({ key }) => key);
    const standing = (found.get(group) ?? [])
      .map(({ key }) => key)
      .filter((key) => wanted.includes(key) && !changed.has(key));
    const rest = wanted.slice(standingLength(wanted, standing));
    again.push(...rest.filter((key) => observed.has(key) && !changed.has(key)));
  }
  return again;
};

/** The others in the lines that `keys` stand in: their place may change with them. */
export const neighbours = (observed: State, keys: ReadonlySet<ResourceKey>): ResourceKey[] =>
  [...linesOf(observed).values()]
    .filter((line) => line.some(({ key }) => keys.has(key)))
    .flatMap((line) => line.map(({ key }) => key).filter((key) => !keys.has(key)));
