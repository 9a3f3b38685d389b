// Success is what observation shows, not what an exit status says.

import type { Host } from '../host/ports.ts';
import { diff } from '../plan/diff.ts';
import { withoutRank } from '../plan/places.ts';
import type { Changes } from '../plan/plan.ts';
import type { Resource, ResourceKey, State } from '../plan/state.ts';
import type { Target } from '../plan/step.ts';
import { observeHost, type Topic } from './observe-host.ts';

/** nmstate's: five tries, a second apart. */
const tries = 5;
const pauseMs = 1000;

/** What the kernel shall hold after a plan: its steps done, all else that it expects as it was. */
export const targetAfter = ({ steps, expects, vanishes }: Changes): Target => {
  const target = new Map<ResourceKey, Resource | null>(
    expects.map(([key, resource]) => [key, resource && withoutRank(resource)]),
  );
  for (const key of vanishes) target.delete(key);
  for (const { key, after, temporary } of steps) if (!temporary) target.set(key, after ?? null);
  return target;
};

/** Keys under which `observed` is not as `target` wants it. */
export const unequalKeys = (target: Target, observed: State): ResourceKey[] => [
  ...diff(target, observed).changes.keys(),
];

/** Looks until the kernel is as `target` wants it; returns the keys that differ in the end. */
export const waitUntilEqual = async (
  host: Host,
  topics: ReadonlySet<Topic>,
  target: Target,
): Promise<{ readonly unequal: readonly ResourceKey[]; readonly observed: State }> => {
  for (let attempt = 1; ; attempt++) {
    const { state } = await observeHost(host, topics);
    const unequal = unequalKeys(target, state);
    if (unequal.length === 0 || attempt === tries) return { unequal, observed: state };
    await host.clock.sleep(pauseMs);
  }
};
