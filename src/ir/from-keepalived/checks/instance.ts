// All checks of one vrrp_instance beyond its single lines.

import { diagnostic } from '../../../diag/diagnostic.ts';
import { isWritten } from '../../../syntax/tree.ts';
import { checkAdvertInterval } from './advert-interval.ts';
import { checkAuthentication } from './authentication.ts';
import { type InstanceCase, placeOf } from './context.ts';
import { checkDuplicateEntries } from './duplicate-entries.ts';
import { checkPreemption } from './preemption.ts';
import { checkStrictMode } from './strict-mode.ts';
import { trackedBy, type Trackers } from './trackers.ts';
import { checkTracking, type GroupTracking } from './tracking.ts';
import { checkUnicast } from './unicast.ts';
import { checkVirtualLink, type LinkNames } from './virtual-link.ts';

export interface InstanceSurroundings {
  readonly trackers: Trackers;
  readonly linkNames: LinkNames;
  /** Of the sync groups, by the instances that are their members. */
  readonly groups: ReadonlyMap<string, GroupTracking>;
}

export const checkWholeInstance = (
  found: InstanceCase,
  { trackers, linkNames, groups }: InstanceSurroundings,
): void => {
  const { block, instance, diagnostics } = found;
  const { name } = instance;
  if (instance.interface === 'lo') {
    const values = { name, interface: 'lo' };
    diagnostics.push(diagnostic('HA3053', placeOf(found, 'interface'), values));
  }
  if (isWritten(block, 'vrf') && isWritten(block, 'interface')) {
    const values = { keyword: 'vrf', name, reason: 'interface says where it runs' };
    const mend = 'remove vrf, or interface';
    diagnostics.push(diagnostic('HA3034', placeOf(found, 'vrf'), { ...values, mend }));
  }
  checkPreemption(found);
  checkAuthentication(found);
  checkStrictMode(found);
  checkAdvertInterval(found);
  checkUnicast(found);
  checkVirtualLink(found, linkNames);
  checkDuplicateEntries(found);
  const tracked = trackedBy(block, trackers, diagnostics);
  checkTracking(found, tracked, groups.get(name));
};
