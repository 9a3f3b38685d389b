// What must be alike on all nodes of a virtual router, or they drop each other's adverts and each becomes
// master. RFC 9568 section 7.1; vrrp_check_packet of keepalived.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { Address } from '../../ir/model.ts';
import { type ClusterFinding, type Member, placeIn, type Router, spanOf } from './member.ts';

type Compare = (member: Member, first: Member) => Diagnostic | undefined;

const compareVersion: Compare = (member, first) => {
  const { name, version } = member.instance;
  const other = first.instance.version;
  if (version === other) return undefined;
  const place = placeIn(first.node, spanOf(first, 'version'));
  return diagnostic('HA4802', spanOf(member, 'version'), { name, version, other, place });
};

const ipsOf = (addresses: readonly Address[]): Set<string> =>
  new Set(addresses.map(({ ip }) => ip));

/** What one list lacks and has more than the other, in words; undefined when they hold the same. */
const differenceOf = (mine: readonly Address[], others: readonly Address[]): string | undefined => {
  const [own, theirs] = [ipsOf(mine), ipsOf(others)];
  const missing = [...theirs].filter((ip) => !own.has(ip));
  const surplus = [...own].filter((ip) => !theirs.has(ip));
  const parts = [
    ...(missing.length === 0 ? [] : [`missing here ${missing.join(', ')}`]),
    ...(surplus.length === 0 ? [] : [`only here ${surplus.join(', ')}`]),
  ];
  return parts.length === 0 ? undefined : parts.join('; ');
};

const compareAddresses: Compare = (member, first) => {
  const { name, addresses } = member.instance;
  const difference = differenceOf(addresses, first.instance.addresses);
  if (difference === undefined) return undefined;
  const place = placeIn(first.node, spanOf(first, 'virtual_ipaddress'));
  const span = spanOf(member, 'virtual_ipaddress');
  return diagnostic('HA4803', span, { name, difference, place });
};

const listOf = ({ instance: { addresses } }: Member): string =>
  addresses.map(({ ip }) => ip).join(' ');

const compareOrder: Compare = (member, first) => {
  const { name, addresses } = member.instance;
  const isOther = differenceOf(addresses, first.instance.addresses) !== undefined;
  if (isOther || listOf(member) === listOf(first)) return undefined;
  const place = placeIn(first.node, spanOf(first, 'virtual_ipaddress'));
  return diagnostic('HA4818', spanOf(member, 'virtual_ipaddress'), { name, place });
};

const compareExcluded: Compare = (member, first) => {
  const { name, excludedAddresses } = member.instance;
  const difference = differenceOf(excludedAddresses, first.instance.excludedAddresses);
  if (difference === undefined) return undefined;
  const place = placeIn(first.node, spanOf(first, 'virtual_ipaddress_excluded'));
  const span = spanOf(member, 'virtual_ipaddress_excluded');
  return diagnostic('HA4804', span, { name, difference, place });
};

const compareInterval: Compare = (member, first) => {
  const [ms, otherMs] = [member.instance.advertIntervalMs, first.instance.advertIntervalMs];
  if (ms === otherMs) return undefined;
  const place = placeIn(first.node, spanOf(first, 'advert_int'));
  const values = { seconds: ms / 1000, other: otherMs / 1000, place };
  // With version 3 an advert says its interval, and backups go by that.
  const code = member.instance.version === 2 ? 'HA4805' : 'HA4806';
  return diagnostic(code, spanOf(member, 'advert_int'), values);
};

const compareAuthentication: Compare = (member, first) => {
  if (member.instance.version === 3) return undefined;
  const [own, other] = [member.instance.authentication, first.instance.authentication];
  if (own?.type === other?.type && own?.secret === other?.secret) return undefined;
  const what = own?.type === other?.type ? 'password' : 'kind of authentication';
  const place = placeIn(first.node, spanOf(first, 'authentication'));
  return diagnostic('HA4807', spanOf(member, 'authentication'), { what, place });
};

const compareVrid: Compare = (member, first) => {
  const { name, vrid } = member.instance;
  const other = first.instance.vrid;
  if (vrid === other || vrid === undefined || other === undefined) return undefined;
  const place = placeIn(first.node, spanOf(first, 'virtual_router_id'));
  return diagnostic('HA4801', spanOf(member, 'virtual_router_id'), { name, vrid, other, place });
};

const always: readonly Compare[] = [
  compareVrid,
  compareVersion,
  compareAddresses,
  compareOrder,
  compareExcluded,
];
/** What means another thing in another version. */
const ofOneVersion: readonly Compare[] = [compareInterval, compareAuthentication];

/** Each member beside the first. */
export const checkAdverts = ([first, ...members]: Router): ClusterFinding[] =>
  members.flatMap((member) => {
    const isAlike = member.instance.version === first.instance.version;
    return [...always, ...(isAlike ? ofOneVersion : [])].flatMap((compare) => {
      const found = compare(member, first);
      return found === undefined ? [] : { node: member.node, diagnostic: found };
    });
  });
