// The nftables that keepalived makes: no_accept drops packets to and from the addresses of a master,
// use_vmac sends IGMP and MLD reports out by the parent link. Seen on 2.2.7, with names by interface
// name as newer releases have them.

import { familyOf, isLinkLocal } from '../../base/ip.ts';
import { ipProtocolNumber } from '../../base/ip-protocols.ts';
import type { Span } from '../../base/span.ts';
import type { Address, Config, Instance } from '../../ir/model.ts';
import type { NftObject } from '../state.ts';
import { deviceOf } from './addresses.ts';
import { baseChain, dropRule, match, meta, nftTable, payload, rule, set } from './nft.ts';
import { type Wishes, wish } from './wanted.ts';

type Ip = 'ip' | 'ip6';

interface Guarded {
  readonly ip: string;
  readonly device: string;
}

const isGuarded = (instance: Instance): boolean => !instance.accept && instance.priority !== 255;

const guardedOf = (instance: Instance, fallback: string): Guarded[] =>
  [...instance.addresses, ...instance.excludedAddresses].map((address: Address) => ({
    ip: address.ip,
    device: deviceOf(address, instance, fallback),
  }));

const drops = (family: Ip, counters: boolean) => (chainName: string, matches: NftObject[]) =>
  dropRule(family, chainName, matches, counters);

/** Neighbour discovery must work, or nobody would find the way to the other addresses. */
const neighbourDiscovery = (chainName: string): NftObject =>
  rule('ip6', chainName, [
    match(payload('icmpv6', 'type'), { set: ['nd-neighbor-solicit', 'nd-neighbor-advert'] }),
    { accept: null },
  ]);

const addressRules = (family: Ip, guarded: readonly Guarded[], config: Config): NftObject[] => {
  const { counters, byIfindex } = config.global.firewall;
  const drop = drops(family, counters);
  const linkLocal = guarded.filter(({ ip }) => isLinkLocal(ip));
  const others = guarded.filter(({ ip }) => !isLinkLocal(ip)).map(({ ip }) => ip);
  const objects: NftObject[] = [];
  if (family === 'ip6') objects.push(neighbourDiscovery('in'), neighbourDiscovery('out'));
  if (linkLocal.length > 0) {
    const type = ['ipv6_addr', byIfindex ? 'iface_index' : 'ifname'];
    const elements = linkLocal.map(({ ip, device }) => ({ concat: [ip, device] }));
    objects.push(set('ip6', 'vips_link_local', type, elements));
    for (const [name, side, key] of [
      ['in', 'daddr', byIfindex ? 'iif' : 'iifname'],
      ['out', 'saddr', byIfindex ? 'oif' : 'oifname'],
    ] as const) {
      const place = { concat: [payload('ip6', side), meta(key)] };
      objects.push(drop(name, [match(place, '@vips_link_local')]));
    }
  }
  if (others.length > 0) {
    objects.push(set(family, 'vips', family === 'ip' ? 'ipv4_addr' : 'ipv6_addr', others));
    objects.push(drop('in', [match(payload(family, 'daddr'), '@vips')]));
    objects.push(drop('out', [match(payload(family, 'saddr'), '@vips')]));
  }
  return objects;
};

/** A report must come from the parent's address, or switches learn the virtual MAC on a backup. */
const reportRules = (family: Ip, vmacs: readonly Instance[]): NftObject[] => {
  const links = vmacs.flatMap(({ vmac, interface: parent }) =>
    vmac === undefined || parent === undefined ? [] : [[vmac.name, parent]],
  );
  if (links.length === 0) return [];
  const report =
    family === 'ip'
      ? match(payload('ip', 'protocol'), Number(ipProtocolNumber('igmp')))
      : match(payload('icmpv6', 'type'), 'mld2-listener-report');
  const parent = { map: { key: meta('oifname'), data: '@vmac_map' } };
  const solicit = match(payload('icmpv6', 'type'), 'nd-router-solicit');
  const names = { set: links.map(([name]) => name ?? '').sort() };
  const oneOrMore = names.set.length === 1 ? (names.set[0] ?? '') : names;
  return [
    set(family, 'vmac_map', 'ifname', links, 'iface_index'),
    rule(family, 'out', [
      report,
      // A packet of any other link finds no element, and the rule ends here.
      { dup: { addr: payload(family, 'daddr'), dev: parent } },
      { drop: null },
    ]),
    ...(family === 'ip6'
      ? [rule('ip6', 'out', [solicit, match(meta('oifname'), oneOrMore), { drop: null }])]
      : []),
  ];
};

const chainsFor = (family: Ip, objects: readonly NftObject[], priority: number): NftObject[] =>
  (['in', 'out'] as const)
    .filter((name) =>
      objects.some((object) => (object['rule'] as { chain?: string })?.chain === name),
    )
    .map((name) => baseChain(family, name, name === 'in' ? 'input' : 'output', priority));

/** Wishes the tables `ip` and `ip6` as far as there is something to guard or to redirect. */
export const wishFirewall = (
  wishes: Wishes,
  config: Config,
  masters: readonly Instance[],
): void => {
  const { table, priority } = config.global.firewall;
  const guards = masters.filter(isGuarded);
  const vmacs = config.instances.filter(({ vmac }) => vmac !== undefined);
  const why: Span | undefined = guards[0]?.span ?? vmacs[0]?.vmac?.span;
  if (why === undefined) return;
  for (const family of ['ip', 'ip6'] as const) {
    const inet = family === 'ip' ? 'inet' : 'inet6';
    const guarded = guards
      .flatMap((instance) => guardedOf(instance, config.global.defaultInterface))
      .filter(({ ip }) => familyOf(ip) === inet);
    const ofFamily = family === 'ip' ? vmacs : vmacs.filter((vmac) => vmac.family === 'inet6');
    const objects = [
      ...reportRules(family, ofFamily),
      ...(guarded.length > 0 ? addressRules(family, guarded, config) : []),
    ];
    if (objects.length === 0) continue;
    const chains = chainsFor(family, objects, priority);
    wish(wishes, nftTable(family, table, [...chains, ...objects]), why);
  }
};
