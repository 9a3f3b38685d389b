// Routes as the kernel keeps them: net/ipv4/fib_frontend.c, fib_semantics.c and net/ipv6/route.c. The
// connected ones (protocol kernel) follow the addresses, so they are not kept but worked out.

import {
  addressBits,
  type Family,
  familyOf,
  isInNetwork,
  networkOf,
} from '../../../src/base/ip.ts';
import { netlinkError, refuse } from './refusal.ts';
import {
  type FakeAddress,
  type FakeHop,
  type FakeLink,
  type FakeRoute,
  kernelProtocol,
  type KernelState,
  linkNamed,
} from './state.ts';

const mainTable = 254;
const linkScope = 253;
const connectedMetric6 = 256;

const connectedRoute = (link: FakeLink, address: FakeAddress): FakeRoute => {
  const { ip, peer, prefixLength } = address;
  const family = familyOf(ip);
  const isInet = family === 'inet';
  return {
    family,
    table: mainTable,
    type: 'unicast',
    destination: `${networkOf(peer ?? ip, prefixLength)}/${prefixLength}`,
    tos: 0,
    metric: isInet ? 0 : connectedMetric6,
    protocol: kernelProtocol,
    scope: isInet ? linkScope : 0,
    ...(isInet && { source: ip }),
    hops: [{ device: link.name, weight: 1, onLink: false, dead: false }],
    metrics: {},
  };
};

const hasNetwork = ({ ip, peer, prefixLength, secondary, flags }: FakeAddress): boolean => {
  if (secondary || flags.includes('noprefixroute')) return false;
  return familyOf(ip) === 'inet6' || peer !== undefined || prefixLength < 32;
};

/** The routes that links and addresses bring along. */
export const connectedRoutes = (state: KernelState, family: Family): FakeRoute[] => {
  const owners = state.links
    .filter(({ up }) => up)
    .flatMap((link) =>
      (family === 'inet' ? link.inet : link.inet6).map((address) => ({ link, address })),
    )
    .filter(({ address }) => hasNetwork(address))
    .sort((one, other) => one.address.since - other.address.since);
  const found = new Map<string, FakeRoute>();
  for (const { link, address } of owners) {
    const route = connectedRoute(link, address);
    const key = `${link.name} ${route.destination}`;
    if (!found.has(key)) found.set(key, route);
  }
  return [...found.values()];
};

const isLocal = (state: KernelState, ip: string): boolean =>
  state.links.some(({ inet, inet6 }) => [...inet, ...inet6].some((address) => address.ip === ip));

const prefixOf = (destination: string): readonly [network: string, length: number] => {
  const [network = '', length = '0'] = destination.split('/');
  return [network, Number(length)];
};

/** The link that a gateway is reached by: the longest direct route to it. */
const reach = (
  state: KernelState,
  family: Family,
  via: string,
  device: string | undefined,
): string | undefined => {
  let best: { device: string; length: number } | undefined;
  for (const route of [...state.routes, ...connectedRoutes(state, family)]) {
    const [hop] = route.hops;
    const isDirect = route.family === family && hop !== undefined && hop.via === undefined;
    if (!isDirect || route.table !== mainTable || hop.dead) continue;
    // fib_check_nh_v4_gw: a gateway is looked up at link scope.
    if (family === 'inet' && route.scope < linkScope) continue;
    if (device !== undefined && hop.device !== device) continue;
    const [network, length] = prefixOf(route.destination);
    if (!isInNetwork(via, network, length) || length <= (best?.length ?? -1)) continue;
    best = { device: hop.device, length };
  }
  return best?.device;
};

export interface WantedHop {
  readonly via?: string;
  readonly device?: string;
  readonly weight: number;
  readonly onLink: boolean;
}

const checkDevice = (state: KernelState, family: Family, device: string): void => {
  const link = linkNamed(state, device) ?? refuse(`Cannot find device "${device}"`);
  if (!link.up) {
    refuse(
      family === 'inet'
        ? 'Error: Device for nexthop is not up.'
        : 'Error: Nexthop device is not up.',
    );
  }
};

/** fib_check_nh: the hop as the kernel completes it. */
const checkHop = (state: KernelState, family: Family, wanted: WantedHop): FakeHop => {
  const { via, device, weight, onLink } = wanted;
  if (device !== undefined) checkDevice(state, family, device);
  const made = { weight, onLink, dead: false };
  if (via === undefined) return { device: device ?? refuse('Error: No such device'), ...made };
  if (onLink && device === undefined) refuse('Error: Nexthop device required for onlink.');
  const needsNoLookup = onLink || (familyOf(via) === 'inet6' && via.startsWith('fe80:'));
  const found = needsNoLookup ? device : reach(state, familyOf(via), via, device);
  if (found !== undefined) return { via, device: found, ...made };
  return familyOf(via) === 'inet'
    ? refuse('Error: Nexthop has invalid gateway.')
    : netlinkError('No route to host');
};

export type WantedRoute = Omit<FakeRoute, 'hops'> & { readonly hops: readonly WantedHop[] };

const isSameKey = (one: WantedRoute, other: FakeRoute): boolean =>
  one.family === other.family &&
  one.table === other.table &&
  one.destination === other.destination &&
  one.tos === other.tos &&
  one.metric === other.metric;

const isNowhere = (type: string): boolean =>
  ['blackhole', 'unreachable', 'prohibit', 'throw'].includes(type);

const checkRoute = (state: KernelState, wanted: WantedRoute): FakeRoute => {
  const { family, source, destination, type } = wanted;
  const [network, length] = prefixOf(destination);
  if (networkOf(network, length) !== network) {
    refuse('Error: Invalid prefix for given prefix length.');
  }
  if (family === 'inet6' && wanted.tos !== 0) {
    refuse('Error: Invalid dsfield (tos): option not available for IPv6.');
  }
  const hops = isNowhere(type) ? [] : wanted.hops.map((hop) => checkHop(state, family, hop));
  if (source !== undefined && !isLocal(state, source)) {
    refuse(
      family === 'inet' ? 'Error: Invalid prefsrc address.' : 'Error: Invalid source address.',
    );
  }
  return { ...wanted, hops };
};

export const addRoute = (state: KernelState, wanted: WantedRoute, op: 'add' | 'replace'): void => {
  const route = checkRoute(state, wanted);
  const others = [...state.routes, ...connectedRoutes(state, wanted.family)];
  const found = others.find((other) => isSameKey(wanted, other));
  if (found === undefined) state.routes.push(route);
  else if (op === 'add') netlinkError('File exists');
  else state.routes.splice(state.routes.indexOf(found), 1, route);
};

const equalMetrics = (one: FakeRoute['metrics'], other: FakeRoute['metrics']): boolean =>
  Object.entries(one).every(([word, value]) => other[word] === value);

/** fib_table_delete: all that the request names must be so. */
const matches = (wanted: WantedRoute, route: FakeRoute): boolean =>
  isSameKey(wanted, route) &&
  wanted.type === route.type &&
  wanted.protocol === route.protocol &&
  (wanted.family === 'inet6' || wanted.scope === route.scope) &&
  (wanted.source === undefined || wanted.source === route.source) &&
  equalMetrics(wanted.metrics, route.metrics) &&
  (isNowhere(route.type) ||
    wanted.hops.every((hop, index) => {
      const other = route.hops[index];
      return (
        other !== undefined &&
        hop.via === other.via &&
        (hop.device === undefined || hop.device === other.device)
      );
    }));

export const removeRoute = (state: KernelState, wanted: WantedRoute): void => {
  for (const { device } of wanted.hops) {
    if (device !== undefined && !linkNamed(state, device)) refuse(`Cannot find device "${device}"`);
  }
  const found = state.routes.find((route) => matches(wanted, route));
  if (found === undefined) netlinkError('No such process');
  else state.routes.splice(state.routes.indexOf(found), 1);
};

/**
 * What becomes of the routes by a link. IPv4, fib_sync_down_dev: a route without a living hop goes, and
 * all of a multipath route when the link is `gone`. IPv6: each hop goes by itself.
 */
export const removeDeviceRoutes = (
  state: KernelState,
  device: string,
  family: Family,
  event: 'down' | 'gone',
): void => {
  state.routes = state.routes.filter((route) => {
    const isConcerned = route.family === family && route.hops.some((hop) => hop.device === device);
    if (!isConcerned) return true;
    if (event === 'gone' && family === 'inet') return false;
    if (event === 'gone') route.hops = route.hops.filter((hop) => hop.device !== device);
    for (const hop of route.hops) if (hop.device === device) hop.dead = true;
    return route.hops.some((hop) => !hop.dead);
  });
};

/** fib_sync_up: hops by a link live again when it is up. */
export const reviveHops = (state: KernelState, device: string): void => {
  if (linkNamed(state, device)?.up !== true) return;
  for (const { hops } of state.routes) {
    for (const hop of hops) if (hop.device === device) hop.dead = false;
  }
};

/**
 * An address that is no longer on any link: IPv4 routes of the main table that name it as their source
 * go (fib_sync_down_addr), IPv6 routes lose the source (rt6_remove_prefsrc).
 */
export const dropSource = (state: KernelState, family: Family, ip: string): void => {
  if (isLocal(state, ip)) return;
  if (family === 'inet') {
    state.routes = state.routes.filter(
      (route) => !(route.source === ip && route.table === mainTable),
    );
    return;
  }
  for (const route of state.routes) if (route.source === ip) delete route.source;
};

/** All IPv6 addresses of a link and the routes by it. */
export const flushInet6 = (state: KernelState, link: FakeLink, event: 'down' | 'gone'): void => {
  const gone = link.inet6.splice(0).map(({ ip }) => ip);
  removeDeviceRoutes(state, link.name, 'inet6', event);
  for (const ip of gone) dropSource(state, 'inet6', ip);
};

/** Length of an address of the family, for destinations that are listed without it. */
export const isHostRoute = ({ destination, family }: FakeRoute): boolean =>
  prefixOf(destination)[1] === addressBits(family);
