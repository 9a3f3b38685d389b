// The chain of a virtual address: each packet to it goes to the chain of the group whose rule takes it,
// the first that matches. What no rule takes is denied, ICMP apart, which every node answers (SafeKit
// User's Guide §4.3.7, §13.6.7).

import { familyOf } from '../../../base/ip.ts';
import type { FarmRule } from '../../../ir/farm.ts';
import type { NftObject } from '../../state.ts';
import { match, payload } from '../nft.ts';
import { criteria } from './hash.ts';
import { errorRule } from './icmp-errors.ts';
import { type Criterion, groupChain, type Layer } from './names.ts';
import {
  accept,
  chain,
  counter,
  drop,
  goTo,
  isLaterFragment,
  isProtocol,
  protocols,
  ruleIn,
} from './rules.ts';

/** A chain with the buckets of a group, by what it hashes. */
export interface Steering {
  readonly group: string;
  readonly criterion: Criterion;
  readonly layer: Layer;
}

/** A rule of the configuration for one address. */
export interface VipRule {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number | '*';
  readonly steering: Steering;
}

/** What a rule is for an address; undefined when it is none: ARP, or IPv4 identifications for IPv6. */
export const vipRule = (
  ip: string,
  group: string,
  { protocol, port, filter }: FarmRule,
): VipRule | undefined => {
  const isIpv6 = familyOf(ip) === 'inet6';
  const criterion = criteria[filter];
  if (protocol === 'arp' || (isIpv6 && criterion === 'ipid')) return undefined;
  const ports = isIpv6 ? (`${protocol}6` as const) : protocol;
  const layer = criterion === 'port' ? ports : isIpv6 ? 'ip6' : 'ip';
  return { protocol, port, steering: { group, criterion, layer } };
};

/** What errors about packets of a rule hash; an identification is of no use there. */
export const errorSteering = ({ steering }: VipRule, ip: string): Steering | undefined =>
  steering.criterion === 'ipid'
    ? undefined
    : { ...steering, layer: familyOf(ip) === 'inet' ? 'icmp' : 'icmp6' };

const chainOf = ({ group, criterion, layer }: Steering, place: number): string =>
  groupChain(group, criterion, layer, place);

/**
 * Later fragments go to one node, too, when nodes hand on to each other: by the first rule of their
 * protocol that needs no ports. Where there is none they stay, of use only if the first one does.
 */
const fragmentRules = (
  name: string,
  version: 'ip' | 'ip6',
  rules: readonly VipRule[],
  place: number,
): NftObject[] =>
  (['tcp', 'udp'] as const).flatMap((protocol): NftObject[] => {
    const own = rules.filter((one) => one.protocol === protocol);
    if (own.length === 0) return [];
    const steering = own.find((one) => one.steering.criterion !== 'port')?.steering;
    const verdict = steering === undefined ? accept : goTo(chainOf(steering, place));
    const next =
      version === 'ip'
        ? match(payload('ip', 'protocol'), protocols[protocol])
        : match({ exthdr: { name: 'frag', field: 'nexthdr' } }, protocols[protocol]);
    return [ruleIn(name, isLaterFragment(version), next, verdict)];
  });

const ruleFor = (name: string, { protocol, port, steering }: VipRule, place: number): NftObject => {
  const taken = port === '*' ? isProtocol(protocol) : match(payload(protocol, 'dport'), port);
  return ruleIn(name, taken, goTo(chainOf(steering, place)));
};

const errorRules = (
  name: string,
  ip: string,
  rules: readonly VipRule[],
  place: number,
): NftObject[] =>
  rules.flatMap((rule) => {
    const steering = errorSteering(rule, ip);
    if (steering === undefined) return [];
    const version = familyOf(ip) === 'inet' ? 'ip' : 'ip6';
    return [errorRule(name, version, rule, chainOf(steering, place))];
  });

/**
 * The chain and its rules. Where every node gets every packet they all keep later fragments: only the
 * one with the first fragment can make use of them.
 */
export const vipChain = (
  name: string,
  ip: string,
  rules: readonly VipRule[],
  { place, isHandedOn }: { readonly place: number; readonly isHandedOn: boolean },
): NftObject[] => {
  const version = familyOf(ip) === 'inet' ? 'ip' : 'ip6';
  return [
    chain(name),
    ...(isHandedOn ? errorRules(name, ip, rules, place) : []),
    ruleIn(name, isProtocol(version === 'ip' ? 'icmp' : 'icmpv6'), accept),
    ...(isHandedOn
      ? fragmentRules(name, version, rules, place)
      : [ruleIn(name, isLaterFragment(version), accept)]),
    ...rules.map((rule) => ruleFor(name, rule, place)),
    ruleIn(name, counter, drop),
  ];
};
