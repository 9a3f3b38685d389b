// Objects that hactl made and that are not there any more: somebody removed them, or moved them out of
// sight by giving a link another name.

import { isPermanent, kindOfKey } from './kinds.ts';
import type { ResourceKey, State } from './state.ts';

/** Of an address, the part of its key behind the name of its link. */
const placeless = (key: ResourceKey): string | undefined => /^address:[^:]+:(.+)$/.exec(key)?.[1];

/** Another link that holds an address by now. */
const linkWith = (address: string, observed: State): string | undefined => {
  for (const [key, resource] of observed) {
    if (resource.kind === 'address' && placeless(key) === address) return resource.device;
  }
  return undefined;
};

const shown = 5;

const describe = (key: ResourceKey, observed: State): string => {
  const address = placeless(key);
  const link = address === undefined ? undefined : linkWith(address, observed);
  return link === undefined ? key : `${key} (${address} stands on ${link} now)`;
};

/** Those of `keys` that are not there, in words; null when all are. */
export const lostObjects = (keys: Iterable<ResourceKey>, observed: State): string | null => {
  const lost = [...keys].filter(
    (key) => !observed.has(key) && !isPermanent({ kind: kindOfKey(key) }),
  );
  if (lost.length === 0) return null;
  const more = lost.length > shown ? ` and ${lost.length - shown} more` : '';
  const named = lost.slice(0, shown).map((key) => describe(key, observed));
  return `${named.join(', ')}${more}`;
};
