// What `ip -N -j -d` prints of the fake kernel, member by member as iproute2 6.1 does.

import { familyOf, type Family } from '../../../src/base/ip.ts';
import { connectedRoutes, isHostRoute } from './routes.ts';
import {
  type FakeAddress,
  type FakeHop,
  type FakeLink,
  type FakeRoute,
  type FakeRule,
  forever,
  type KernelState,
} from './state.ts';

type Json = { readonly [member: string]: unknown };

const print = (entries: readonly Json[]): string => `${JSON.stringify(entries)}\n`;

/** What is left of a lifetime. */
const rest = (until: number, elapsedS: number): number =>
  until === forever ? forever : Math.max(0, until - elapsedS);

const addressInfo = (address: FakeAddress, elapsedS: number): Json => {
  const { ip, peer, prefixLength, scope, broadcast, label, flags, secondary } = address;
  const preferred = rest(address.preferredUntil, elapsedS);
  return {
    family: familyOf(ip),
    local: ip,
    ...(peer !== undefined && { address: peer }),
    prefixlen: prefixLength,
    ...(broadcast !== undefined && { broadcast }),
    scope: String(scope),
    ...(secondary && { secondary: true }),
    ...Object.fromEntries(flags.map((flag) => [flag, true])),
    ...(preferred === 0 && { deprecated: true }),
    ...(address.validUntil !== forever && { dynamic: true }),
    ...(label !== undefined && { label }),
    valid_life_time: rest(address.validUntil, elapsedS),
    preferred_life_time: preferred,
  };
};

const linkInfo = (link: FakeLink): Json => ({
  ifindex: link.index,
  ...(link.parent !== undefined && { link: link.parent }),
  ifname: link.name,
  flags: ['BROADCAST', 'MULTICAST', ...(link.up ? ['UP', 'LOWER_UP'] : [])],
  mtu: 1500,
  qdisc: 'noqueue',
  operstate: link.up ? 'UP' : 'DOWN',
  group: String(link.group),
  txqlen: 1000,
  link_type: '[1]',
  address: link.mac,
  broadcast: 'ff:ff:ff:ff:ff:ff',
  ...(link.type !== '' && {
    linkinfo: {
      info_kind: link.type,
      ...(link.mode !== undefined && { info_data: { mode: link.mode, bcqueuelen: 1000 } }),
    },
  }),
});

/** `ip addr show` leaves out how link-local addresses are made. */
export const listAddresses = (state: KernelState): string =>
  print(
    state.links.map((link) => ({
      ...linkInfo(link),
      addr_info: [...link.inet, ...link.inet6].map((one) => addressInfo(one, state.elapsedS)),
    })),
  );

export const listLinks = (state: KernelState): string =>
  print(
    state.links.map((link) => ({
      ...linkInfo(link),
      inet6_addr_gen_mode: link.addressGeneration,
    })),
  );

const typeNumbers: { readonly [type: string]: number } = {
  unicast: 1,
  local: 2,
  broadcast: 3,
  anycast: 4,
  multicast: 5,
  blackhole: 6,
  unreachable: 7,
  prohibit: 8,
  throw: 9,
};

const gateway = (family: Family, via: string | undefined): Json => {
  if (via === undefined) return {};
  const own = familyOf(via);
  return own === family ? { gateway: via } : { via: { family: own, host: via } };
};

const hopFlags = ({ dead, onLink }: FakeHop): string[] => [
  ...(dead ? ['dead', 'linkdown'] : []),
  ...(onLink ? ['onlink'] : []),
];

/** Metrics that ip(8) reads by one name and lists by another. */
const listedMetric = ([word, value]: [string, string]): [string, unknown] => {
  if (word === 'features') return [value, null];
  if (word === 'congctl') return ['congestion', value];
  return [word, Number(value)];
};

const metricsInfo = (metrics: FakeRoute['metrics']): Json => {
  const listed = Object.entries(metrics).filter(([word]) => word !== 'pref');
  return listed.length === 0 ? {} : { metrics: [Object.fromEntries(listed.map(listedMetric))] };
};

const routeInfo = (route: FakeRoute): Json => {
  const { family, type, destination, tos, metric, protocol, scope, source, hops } = route;
  const [first, ...others] = hops;
  const isInet6 = family === 'inet6';
  const single = others.length === 0 ? first : undefined;
  const isDefault = destination.endsWith('/0');
  const host = destination.slice(0, destination.lastIndexOf('/'));
  return {
    type: String(typeNumbers[type]),
    dst: isDefault ? 'default' : isHostRoute(route) ? host : destination,
    ...(tos !== 0 && { tos: `0x${tos.toString(16).padStart(2, '0')}` }),
    ...gateway(family, single?.via),
    ...(single !== undefined && { dev: single.device }),
    ...(hops.length === 0 && isInet6 && { dev: 'lo' }),
    table: String(route.table),
    // Routes that a person makes (RTPROT_BOOT) are listed without it.
    ...(protocol !== 3 && { protocol: String(protocol) }),
    scope: String(scope),
    ...(source !== undefined && { prefsrc: source }),
    ...((metric !== 0 || isInet6) && { metric }),
    flags: single === undefined ? [] : hopFlags(single),
    ...metricsInfo(route.metrics),
    ...(others.length > 0 && {
      nexthops: hops.map((hop) => ({
        ...gateway(family, hop.via),
        dev: hop.device,
        weight: hop.weight,
        flags: hopFlags(hop),
      })),
    }),
    ...(isInet6 && { pref: route.metrics['pref'] ?? 'medium' }),
  };
};

export const listRoutes = (state: KernelState, family: Family): string =>
  print(
    [...connectedRoutes(state, family), ...state.routes]
      .filter((route) => route.family === family)
      .map(routeInfo),
  );

const prefix = (member: string, text: string | undefined): Json => {
  if (text === undefined) return {};
  const [ip, length] = text.split('/');
  return { [member]: ip, ...(length !== undefined && { [`${member}len`]: Number(length) }) };
};

const ports = (member: string, text: string | undefined): Json => {
  if (text === undefined) return {};
  const [low, high] = text.split('-').map(Number);
  if (high === undefined || high === low) return { [member]: low };
  return { [`${member}_start`]: low, [`${member}_end`]: high };
};

const mark = (text: string | undefined): Json => {
  if (text === undefined) return {};
  const [value, mask] = text.split('/').map((part) => {
    const number = Number(part);
    return number === 0 ? '0' : `0x${number.toString(16)}`;
  });
  return { fwmark: value, ...(mask !== undefined && { fwmask: mask }) };
};

const ruleInfo = ({ priority, words, protocol }: FakeRule): Json => {
  const [uidStart, uidEnd] = (words['uidrange'] ?? '').split('-').map(Number);
  const action = ['blackhole', 'unreachable', 'prohibit'].find((word) => word in words);
  return {
    priority,
    ...('not' in words && { not: null }),
    src: 'all',
    ...prefix('src', words['from']),
    ...prefix('dst', words['to']),
    ...('tos' in words && { tos: words['tos'] }),
    ...mark(words['fwmark']),
    ...('iif' in words && { iif: words['iif'] }),
    ...('oif' in words && { oif: words['oif'] }),
    ...('l3mdev' in words && { l3mdev: null }),
    ...('uidrange' in words && { uid_start: uidStart, uid_end: uidEnd }),
    ...('ipproto' in words && { ipproto: `ipproto-${words['ipproto']}` }),
    ...ports('sport', words['sport']),
    ...ports('dport', words['dport']),
    ...('lookup' in words && { table: words['lookup'] }),
    ...('suppress_prefixlength' in words && {
      suppress_prefixlen: Number(words['suppress_prefixlength']),
    }),
    ...('goto' in words && { goto: Number(words['goto']) }),
    ...('nop' in words && { nop: null }),
    ...(action !== undefined && { action: String(typeNumbers[action]) }),
    protocol: String(protocol),
  };
};

export const listRules = (state: KernelState, family: Family): string =>
  print(state.rules.filter((rule) => rule.family === family).map(ruleInfo));
