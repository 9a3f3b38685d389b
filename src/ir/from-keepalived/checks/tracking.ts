// What an instance follows: its own interface, the same thing twice, weights that cannot count.

import { diagnostic } from '../../../diag/diagnostic.ts';
import { type InstanceCase, placeOf } from './context.ts';
import type { Tracked } from './trackers.ts';

/** The sync group of an instance, as far as tracking goes. */
export interface GroupTracking {
  readonly name: string;
  readonly interfaces: readonly string[];
  /** Whether its members may have weights of their own. */
  readonly allowsWeights: boolean;
}

const checkWeights = (
  { instance, diagnostics }: InstanceCase,
  tracked: readonly Tracked[],
  group: GroupTracking | undefined,
): void => {
  const { name, priority, trackedInterfaces } = instance;
  const isOwner = priority === 255;
  if (!isOwner && (group === undefined || group.allowsWeights)) return;
  const [reason, mend] = isOwner
    ? ['the owner of the addresses has priority 255, whatever happens', 'write weight 0']
    : ['a sync group moves as one', 'track it in the group, or write weight 0'];
  const lines = [
    ...trackedInterfaces.map(({ interface: device, weight, span }) => ({
      tracked: `track_interface ${device}`,
      weight,
      span,
    })),
    ...tracked
      // keepalived keeps the weights of processes as they are.
      .filter(({ kind }) => kind !== 'process')
      .map(({ keyword, name: word, weight, span }) => ({
        tracked: `${keyword} ${word}`,
        weight,
        span,
      })),
  ];
  for (const { tracked: what, weight, span } of lines) {
    if (weight === 0) continue;
    diagnostics.push(diagnostic('HA3045', span, { tracked: what, name, reason, mend }));
  }
};

const checkInterfaces = (found: InstanceCase, group: GroupTracking | undefined): void => {
  const { instance, diagnostics } = found;
  const { name, trackedInterfaces } = instance;
  const own = instance.interface;
  if (own !== undefined && group?.interfaces.includes(own)) {
    const values = { name, interface: own };
    diagnostics.push(diagnostic('HA3048', placeOf(found, 'interface'), values));
  }
  for (const { interface: device, span } of trackedInterfaces) {
    if (device === instance.interface) {
      diagnostics.push(diagnostic('HA3040', span, { name, interface: device }));
    } else if (group?.interfaces.includes(device)) {
      diagnostics.push(diagnostic('HA3048', span, { name, interface: device }));
    }
  }
};

const checkRepeated = ({ instance, diagnostics }: InstanceCase, tracked: readonly Tracked[]) => {
  const { name, trackedInterfaces } = instance;
  const seen = new Map<string, Tracked['span']>();
  const entries = [
    ...trackedInterfaces.map(({ interface: device, span }) => ({
      keyword: 'track_interface',
      entry: device,
      span,
    })),
    ...tracked.map(({ keyword, name: entry, span }) => ({ keyword, entry, span })),
  ];
  for (const { keyword, entry, span } of entries) {
    const key = `${keyword} ${entry}`;
    const other = seen.get(key);
    if (other === undefined) seen.set(key, span);
    else {
      const labels = [{ span: other, text: 'stands here too' }];
      diagnostics.push(diagnostic('HA3041', span, { entry, keyword, name }, labels));
    }
  }
};

export const checkTracking = (
  found: InstanceCase,
  tracked: readonly Tracked[],
  group: GroupTracking | undefined,
): void => {
  checkInterfaces(found, group);
  checkRepeated(found, tracked);
  checkWeights(found, tracked, group);
};
