// All rules over one file of SafeKit.

import type { Diagnostic } from '../../diag/diagnostic.ts';
import type { ModuleContext, ModuleRule } from './rule.ts';
import { arpAtIpv6, arpOptionsOff, arprerouteOfSharedMac } from './rules/arp-settings.ts';
import { checkOfBond } from './rules/check-of-bond.ts';
import { loneNode, noCommonNetwork, severalCommandNetworks } from './rules/cluster-networks.ts';
import { farmWithoutRules } from './rules/farm-without-rules.ts';
import { hostNameNotKnown } from './rules/host-name-not-known.ts';
import { identificationFilter } from './rules/identification-filter.ts';
import { nameForAddress } from './rules/name-for-address.ts';
import { errdWithoutUser, flowWithoutFiles } from './rules/needed-parts.ts';
import { noArpRule } from './rules/no-arp-rule.ts';
import { noPower } from './rules/no-power.ts';
import { overlappingRules } from './rules/overlapping-rules.ts';
import {
  interfaceNotTold,
  moduleInterfaceNotThere,
  vipOutsideNetworks,
} from './rules/place-on-host.ts';
import { portOfArp } from './rules/port-of-arp.ts';
import { repeatedGroup } from './rules/repeated-group.ts';
import { unusedVmac } from './rules/unused-vmac.ts';

export const moduleRules: readonly ModuleRule[] = [
  farmWithoutRules,
  overlappingRules,
  identificationFilter,
  noArpRule,
  noPower,
  arpAtIpv6,
  arpOptionsOff,
  arprerouteOfSharedMac,
  unusedVmac,
  checkOfBond,
  portOfArp,
  nameForAddress,
  repeatedGroup,
  errdWithoutUser,
  flowWithoutFiles,
  noCommonNetwork,
  severalCommandNetworks,
  loneNode,
  vipOutsideNetworks,
  interfaceNotTold,
  moduleInterfaceNotThere,
  hostNameNotKnown,
];

/** What the rules find in a module or a cluster, rule by rule. */
export const lintModule = (context: ModuleContext): Diagnostic[] =>
  moduleRules.flatMap(({ check }) => [...check(context)]);
