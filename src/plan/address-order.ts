// The order of IPv4 addresses of one network on one link. The kernel appends: the first address is
// primary, so an order is reached by removing what stands wrong and adding it again in turn. And when
// the primary one goes, the others go along unless promote_secondaries is set (devinet.c).

import { orderGroup } from './resources/address.ts';
import { sysctlKey } from './resources/sysctl.ts';
import type { AddressOnLink, ResourceKey, State, Sysctl } from './state.ts';
import type { Target } from './step.ts';

interface Member {
  readonly key: ResourceKey;
  readonly address: AddressOnLink;
}

const unranked = Number.MAX_SAFE_INTEGER;
const byRank = (a: Member, b: Member): number =>
  (a.address.rank ?? unranked) - (b.address.rank ?? unranked);

/** Addresses by network and link, in their order. */
const groupsOf = (entries: Iterable<readonly [ResourceKey, unknown]>): Map<string, Member[]> => {
  const groups = new Map<string, Member[]>();
  for (const [key, resource] of entries) {
    const address = resource as AddressOnLink | null;
    if (address?.kind !== 'address') continue;
    const group = orderGroup(address);
    if (group === undefined) continue;
    groups.set(group, [...(groups.get(group) ?? []), { key, address }]);
  }
  for (const members of groups.values()) members.sort(byRank);
  return groups;
};

/** Length of the longest start of `wanted` that stands in `found` in that order. */
const standingLength = (wanted: readonly ResourceKey[], found: readonly ResourceKey[]): number => {
  let at = 0;
  for (const key of found) if (key === wanted[at]) at++;
  return at;
};

/**
 * Addresses that are right but stand in the wrong order, so they must go and come again. Only targets
 * that carry ranks ask for an order; addresses of others do not count. `changed` are those that go
 * away or come anew in any case.
 */
export const misplaced = (
  target: Target,
  observed: State,
  changed: ReadonlySet<ResourceKey>,
): ResourceKey[] => {
  const found = groupsOf(observed);
  const again: ResourceKey[] = [];
  for (const [group, members] of groupsOf(target)) {
    if (members.every(({ address }) => address.rank === undefined)) continue;
    const wanted = members.map(({ key }) => key);
    const standing = (found.get(group) ?? [])
      .map(({ key }) => key)
      .filter((key) => wanted.includes(key) && !changed.has(key));
    const rest = wanted.slice(standingLength(wanted, standing));
    again.push(...rest.filter((key) => observed.has(key) && !changed.has(key)));
  }
  return again;
};

const isSet = (resource: unknown): boolean => (resource as Sysctl | undefined)?.value === '1';

const promotionKey = (device: string): ResourceKey =>
  sysctlKey(`net/ipv4/conf/${device}/promote_secondaries`);

/** Links on which secondary addresses would vanish with their primary one. */
export const linksWantingPromotion = (
  observed: State,
  removed: ReadonlySet<ResourceKey>,
): string[] => {
  const links = new Set<string>();
  for (const members of groupsOf(observed).values()) {
    const [head] = members;
    if (head === undefined || !removed.has(head.key)) continue;
    if (members.some(({ key }) => !removed.has(key))) links.add(head.address.device);
  }
  const isPromoting = (device: string) =>
    isSet(observed.get(promotionKey(device))) || isSet(observed.get(promotionKey('all')));
  return [...links].filter((device) => !isPromoting(device));
};

/** The other addresses of the networks that `keys` belong to: their rank may change with them. */
export const neighbours = (observed: State, keys: ReadonlySet<ResourceKey>): ResourceKey[] => {
  const near: ResourceKey[] = [];
  for (const members of groupsOf(observed).values()) {
    if (!members.some(({ key }) => keys.has(key))) continue;
    near.push(...members.map(({ key }) => key).filter((key) => !keys.has(key)));
  }
  return near;
};

export const promotion = (device: string, value: '0' | '1'): Sysctl => ({
  kind: 'sysctl',
  name: `net/ipv4/conf/${device}/promote_secondaries`,
  value,
});
