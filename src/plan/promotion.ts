// What keeps secondary addresses when their primary one goes: they go along unless promote_secondaries is
// set, for the link or for all (devinet.c).

import { linesOf } from './places.ts';
import { sysctlKey } from './resources/sysctl.ts';
import type { ResourceKey, State, Sysctl } from './state.ts';

const nameFor = (device: string): string => `net/ipv4/conf/${device}/promote_secondaries`;

const isSet = (observed: State, device: string): boolean => {
  const found = observed.get(sysctlKey(nameFor(device)));
  return found?.kind === 'sysctl' && found.value === '1';
};

/** Links on which secondary addresses would vanish with their primary one. */
export const linksWantingPromotion = (
  observed: State,
  removed: ReadonlySet<ResourceKey>,
): string[] => {
  const links = new Set<string>();
  for (const [head, ...others] of linesOf(observed).values()) {
    if (head?.resource.kind !== 'address' || !removed.has(head.key)) continue;
    if (others.some(({ key }) => !removed.has(key))) links.add(head.resource.device);
  }
  if (isSet(observed, 'all')) return [];
  return [...links].filter((device) => !isSet(observed, device));
};

/** The parameter of a link with this value. */
export const promotion = (device: string, value: '0' | '1'): Sysctl => ({
  kind: 'sysctl',
  name: nameFor(device),
  value,
});
