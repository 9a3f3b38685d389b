// Addresses whose connections are reset before they go, so that clients notice at once (tcpreset of
// SafeKit User's Guide §13.6.5).

import type { Owned } from './owned.ts';
import type { ResourceKey } from './state.ts';
import type { Step } from './step.ts';

/** By the key of an address, what the file says of it, wanted now or not. */
export type Resets = ReadonlyMap<ResourceKey, boolean>;

/** What the file says counts; of an address that it does not name any more, what it said then. */
const isReset = (key: ResourceKey, owned: Owned, resets: Resets): boolean => {
  const made = owned.get(key)?.made;
  return resets.get(key) ?? (made?.kind === 'address' && made.resetsConnections === true);
};

/** The steps, marked where connections are reset: not where an address goes and comes again. */
export const markResets = (
  steps: readonly Step[],
  owned: Owned,
  resets: Resets = new Map(),
): Step[] => {
  const coming = new Set(
    steps.flatMap(({ after }) => (after?.kind === 'address' ? [after.ip] : [])),
  );
  return steps.map((step) => {
    const { op, key, before } = step;
    if (op !== '-' || before?.kind !== 'address' || coming.has(before.ip)) return step;
    return isReset(key, owned, resets) ? { ...step, resetsConnections: true } : step;
  });
};
