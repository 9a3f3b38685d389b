// Wanted, observed and owned -> what each object shall be in the end. Objects that hactl did not make
// are not part of it: they stay as they are.

import { isPermanent, kindOfKey, verbsOf } from './kinds.ts';
import type { Owned, OwnedResource } from './owned.ts';
import { defaultOf } from './resources/sysctl.ts';
import type { IpvsTimeouts, Resource, ResourceKey, State } from './state.ts';
import type { Target } from './step.ts';

export interface Aim {
  readonly target: Target;
  /** Not made by hactl but as wanted: its own from now on. */
  readonly adopts: readonly ResourceKey[];
  /** Made by hactl, no longer wanted and gone already. */
  readonly forgets: readonly ResourceKey[];
  /** Wanted, but somebody else has something different there. */
  readonly conflicts: readonly ResourceKey[];
}

const timeouts = ['tcpS', 'tcpFinS', 'udpS'] as const;

/** Timeouts without what hactl did to them: those that it set get their former value, others stay. */
const givenBack = (found: IpvsTimeouts, mine: OwnedResource | undefined): IpvsTimeouts => {
  const { made, former } = mine ?? {};
  if (made?.kind !== 'ipvs-timeouts' || former?.kind !== 'ipvs-timeouts') return found;
  const changed = timeouts.filter((name) => made[name] !== former[name]);
  return { ...found, ...Object.fromEntries(changed.map((name) => [name, former[name]])) };
};

/** Timeouts that are not asked for are not hactl's. */
const complete = (
  wanted: Resource,
  found: Resource | undefined,
  mine: OwnedResource | undefined,
): Resource =>
  wanted.kind === 'ipvs-timeouts' && found?.kind === 'ipvs-timeouts'
    ? { ...givenBack(found, mine), ...wanted }
    : wanted;

/** What a parameter goes back to: its former value, or what its link, a new one then, had by default. */
const formerOf = (
  mine: OwnedResource,
  observed: State,
  found: Resource | undefined,
): Resource | undefined => {
  const { made, former } = mine;
  if (found?.kind === 'ipvs-timeouts') return former && givenBack(found, mine);
  if (former !== undefined || made?.kind !== 'sysctl') return former;
  const inherited = observed.get(defaultOf(made.name));
  return inherited?.kind === 'sysctl' ? { ...made, value: inherited.value } : undefined;
};

export const aimFor = (wanted: State, observed: State, owned: Owned): Aim => {
  const target = new Map<ResourceKey, Resource | null>();
  const adopts: ResourceKey[] = [];
  const forgets: ResourceKey[] = [];
  const conflicts: ResourceKey[] = [];
  for (const [key, wish] of wanted) {
    const found = observed.get(key);
    const resource = complete(wish, found, owned.get(key));
    target.set(key, resource);
    if (found === undefined || owned.has(key)) continue;
    if (verbsOf(resource).equal(resource, found)) adopts.push(key);
    else if (!isPermanent(resource)) conflicts.push(key);
  }
  for (const [key, mine] of owned) {
    if (wanted.has(key)) continue;
    const former = formerOf(mine, observed, observed.get(key));
    if (!observed.has(key)) forgets.push(key);
    else if (!isPermanent({ kind: kindOfKey(key) })) target.set(key, null);
    else if (former === undefined) forgets.push(key);
    else target.set(key, former);
  }
  return { target, adopts, forgets, conflicts };
};
