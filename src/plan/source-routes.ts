// one_side: connections that the host opens come from the virtual address (SafeKit User's Guide §7.16).
// The routes of its link stay as they are; each gets two halves beside it, which are more specific and
// name the source, so that undoing has nothing to put back.

import {
  addressBits,
  type Family,
  familyOf,
  ipBytes,
  ipFromBytes,
  isLinkLocal,
  networkOf,
} from '../base/ip.ts';
import type { Span } from '../base/span.ts';
import type { Config } from '../ir/model.ts';
import { keyOf } from './kinds.ts';
import type { Owned } from './owned.ts';
import {
  type AddressOnLink,
  type KernelRoute,
  keepalivedProtocol,
  linkScope,
  mainTable,
  type Resource,
  type State,
} from './state.ts';

/** net/ipv6.h IP6_RT_PRIO_USER. */
const defaultMetric6 = 1024;

const plainRoute = (family: Family, device: string): Omit<KernelRoute, 'destination'> => ({
  kind: 'route',
  family,
  table: mainTable,
  type: 'unicast',
  tos: 0,
  metric: family === 'inet6' ? defaultMetric6 : 0,
  protocol: keepalivedProtocol,
  scope: 0,
  device,
  onLink: false,
  hops: [],
  metrics: {},
});

/** The route that the kernel makes for the network of an address; it is not among those observed. */
const connected = ({ ip, prefixLength, device }: AddressOnLink): KernelRoute => {
  const family = familyOf(ip);
  const destination = `${networkOf(ip, prefixLength)}/${prefixLength}`;
  const scope = family === 'inet' ? linkScope : 0;
  return { ...plainRoute(family, device), destination, scope };
};

const isInMain = (resource: Resource, family: Family): resource is KernelRoute =>
  resource.kind === 'route' && resource.family === family && resource.table === mainTable;

/** Both halves of a network; none of a single address. */
const halvesOf = (prefix: string): string[] => {
  const [network = '', words = ''] = prefix.split('/');
  const length = Number(words);
  if (length >= addressBits(familyOf(network))) return [];
  const bytes = ipBytes(network);
  const at = length >> 3;
  bytes[at] = (bytes[at] ?? 0) | (0x80 >> (length & 7));
  return [`${network}/${length + 1}`, `${ipFromBytes(bytes)}/${length + 1}`];
};

/** What a host does by itself, without hactl. */
const ofHost = (observed: State, owned: Owned): Resource[] =>
  [...observed.values()].filter((resource) => !owned.has(keyOf(resource)));

const routesFor = (
  { ip: source, device }: AddressOnLink,
  host: readonly Resource[],
  wished: readonly AddressOnLink[],
): KernelRoute[] => {
  const family = familyOf(source);
  const networks = host
    .filter((resource) => resource.kind === 'address')
    .filter((one) => one.device === device && familyOf(one.ip) === family && one.ip !== source)
    .filter(({ ip, flags }) => !isLinkLocal(ip) && !flags.includes('noprefixroute'));
  const inMain = host.filter((resource) => isInMain(resource, family));
  const routes = inMain.filter(
    (route) => route.device === device && route.type === 'unicast' && route.tos === 0,
  );
  const own = [...networks, ...wished.filter((one) => one.device === device)].map(connected);
  const taken = new Set([...inMain, ...own].map(({ destination }) => destination));
  const found = new Map<string, KernelRoute>();
  for (const route of [...networks.map(connected), ...routes]) {
    const { via, scope, onLink } = route;
    for (const destination of halvesOf(route.destination)) {
      // What is more specific already goes its own way, and has halves of its own on this link.
      if (taken.has(destination) || found.has(destination)) continue;
      const way = { ...(via !== undefined && { via }), scope, onLink, source };
      found.set(destination, { ...plainRoute(family, device), destination, ...way });
    }
  }
  return [...found.values()];
};

/** The routes that make the wanted source addresses of a placed configuration such. */
export const sourceRoutes = (
  { instances }: Config,
  wanted: State,
  observed: State,
  owned: Owned,
): { readonly resource: KernelRoute; readonly why: Span }[] => {
  const sources = instances.flatMap(({ addresses }) => addresses.filter((one) => one.isSource));
  if (sources.length === 0) return [];
  const there = [...wanted.values()].filter((resource) => resource.kind === 'address');
  const host = ofHost(observed, owned);
  return sources.flatMap(({ ip, span: why }) => {
    const source = there.find((address) => address.ip === ip);
    return source === undefined
      ? []
      : routesFor(source, host, there).map((resource) => ({ resource, why }));
  });
};
