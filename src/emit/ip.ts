// Links, addresses, routes and rules as lines for `ip -batch -`, ip(8).

import { familyOf } from '../base/ip.ts';
import type { AddressOnLink, KernelRoute, KernelRule, Link, RouteHop } from '../plan/state.ts';
import type { Line } from './command.ts';

const batch = (input: readonly string[], family?: '-6'): Line => ({
  tool: 'ip',
  argv: ['ip', ...(family === undefined ? [] : [family]), '-batch', '-'],
  contract: 'stops-at-first',
  input,
});

type Op = '+' | '~' | '-';

const given = (word: string, value: string | number | undefined): string[] =>
  value === undefined ? [] : [word, String(value)];

const linkSettings = (link: Link, before: Link | undefined): string[] => [
  ...(link.addressGeneration !== undefined && link.addressGeneration !== before?.addressGeneration
    ? [`link set dev ${link.name} addrgenmode ${link.addressGeneration}`]
    : []),
  ...(before !== undefined && link.group !== before.group
    ? [`link set dev ${link.name} group ${link.group}`]
    : []),
  ...(before !== undefined && link.mode !== before.mode
    ? [`link set dev ${link.name} type ${link.type} mode ${link.mode}`]
    : []),
  ...(link.up === (before?.up ?? false)
    ? []
    : [`link set dev ${link.name} ${link.up ? 'up' : 'down'}`]),
];

export const emitLink = (op: Op, link: Link, before?: Link): Line => {
  const { name, parent, mac, type, mode, group } = link;
  if (op === '-') return batch([`link del dev ${name}`]);
  if (op === '~') return batch(linkSettings(link, before));
  const add = [
    'link add',
    ...given('link', parent),
    ...given('name', name),
    ...given('address', mac),
    ...(group === 0 ? [] : ['group', String(group)]),
    ...given('type', type),
    ...given('mode', mode),
  ];
  return batch([add.join(' '), ...linkSettings(link, undefined)]);
};

const localAndPeer = ({ ip, prefixLength, peer }: AddressOnLink): string =>
  peer === undefined ? `${ip}/${prefixLength}` : `${ip} peer ${peer}/${prefixLength}`;

const lifetimeWords = ({ validS, preferredS }: AddressOnLink): string[] => [
  'valid_lft',
  String(validS ?? 'forever'),
  'preferred_lft',
  String(preferredS),
];

export const emitAddress = (op: Op, address: AddressOnLink): Line => {
  const place = `${localAndPeer(address)} dev ${address.device}`;
  if (op === '-') return batch([`addr del ${place}`]);
  const isIpv4 = familyOf(address.ip) === 'inet';
  const hasLifetime = address.preferredS !== 'forever' || address.validS !== undefined;
  const words = [
    op === '+' ? 'addr add' : 'addr replace',
    place,
    ...(isIpv4 ? given('scope', address.scope) : []),
    ...given('broadcast', address.broadcast),
    ...(address.label === address.device ? [] : given('label', address.label)),
    ...address.flags,
    ...(hasLifetime || op === '~' ? lifetimeWords(address) : []),
  ];
  return batch([words.join(' ')]);
};

const viaWords = (via: string | undefined, family: KernelRoute['family']): string[] => {
  if (via === undefined) return [];
  return familyOf(via) === family ? ['via', via] : ['via', familyOf(via), via];
};

const hopWords = (hop: RouteHop, family: KernelRoute['family']): string[] => [
  'nexthop',
  ...viaWords(hop.via, family),
  ...given('dev', hop.device),
  ...given('weight', hop.weight),
  ...(hop.onLink ? ['onlink'] : []),
];

/** Metrics that are times, kept in ms. */
const times = new Set(['rto_min', 'rtt', 'rttvar']);

const routeVerbs = { '+': 'add', '~': 'replace', '-': 'del' } as const;

export const emitRoute = (op: Op, route: KernelRoute): Line => {
  const { family } = route;
  const words = [
    'route',
    routeVerbs[op],
    ...(route.type === 'unicast' ? [] : [route.type]),
    route.destination,
    // iproute2 reads a TOS as hexadecimal, with or without 0x.
    ...(route.tos === 0 ? [] : ['tos', `0x${route.tos.toString(16)}`]),
    ...viaWords(route.via, family),
    ...given('dev', route.device),
    ...given('src', route.source),
    ...given('table', route.table),
    ...(route.metric === 0 ? [] : ['metric', String(route.metric)]),
    ...given('proto', route.protocol),
    ...(family === 'inet' ? given('scope', route.scope) : []),
    ...(route.onLink ? ['onlink'] : []),
    ...Object.entries(route.metrics).flatMap(([word, value]) =>
      times.has(word) ? [word, `${value}ms`] : [word, value],
    ),
    ...route.hops.flatMap((hop) => hopWords(hop, family)),
  ];
  return batch([words.join(' ')]);
};

/** A selector is written in ip-rule(8)'s own words. */
export const emitRule = (op: Op, rule: KernelRule): Line => {
  const verb = op === '-' ? 'del' : 'add';
  const line = `rule ${verb} priority ${rule.priority} ${rule.selector} protocol ${rule.protocol}`;
  // Without -6 a line of a batch is IPv4, whatever addresses it holds.
  return batch([line], rule.family === 'inet6' ? '-6' : undefined);
};
