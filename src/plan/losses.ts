// What the kernel takes along when something goes: a link its addresses, routes and parameters, a
// service its servers, an address the routes that stand on it.

import { isInNetwork, isLinkLocal } from '../base/ip.ts';
import { verbsOf } from './kinds.ts';
import { linkKey } from './resources/link.ts';
import type {
  AddressOnLink,
  KernelRoute,
  Resource,
  ResourceKey,
  RouteHop,
  State,
} from './state.ts';

const closeOverDependents = (observed: State, removed: Set<ResourceKey>): Set<ResourceKey> => {
  const lost = new Set<ResourceKey>();
  for (let grew = true; grew;) {
    grew = false;
    for (const [key, resource] of observed) {
      if (removed.has(key) || lost.has(key)) continue;
      const needs = verbsOf(resource).dependsOn(resource);
      if (needs.some((need) => removed.has(need) || lost.has(need))) {
        lost.add(key);
        grew = true;
      }
    }
  }
  return lost;
};

const isIpv4On = (resource: Resource, device: string): resource is AddressOnLink =>
  resource.kind === 'address' && resource.device === device && !resource.ip.includes(':');

const leavesBy = (route: KernelRoute, device: string): boolean =>
  route.device === device || route.hops.some((hop) => hop.device === device);

/**
 * fib_frontend.c: a route that names a removed address as its source goes with it, and all IPv4 routes
 * of a link go with its last IPv4 address.
 */
const routesLostWith = (observed: State, addresses: readonly AddressOnLink[]): ResourceKey[] => {
  const gone = new Set(addresses.map((address) => verbsOf(address).key(address)));
  const lost: ResourceKey[] = [];
  const emptied = new Set<string>();
  for (const { device, ip } of addresses) {
    if (ip.includes(':')) continue;
    const stays = [...observed].some(
      ([key, resource]) => isIpv4On(resource, device) && !gone.has(key),
    );
    if (!stays) emptied.add(device);
  }
  for (const [key, resource] of observed) {
    if (resource.kind !== 'route') continue;
    const isSourceGone = addresses.some(({ ip }) => ip === resource.source);
    const isEmptied =
      resource.family === 'inet' && [...emptied].some((device) => leavesBy(resource, device));
    if (isSourceGone || isEmptied) lost.push(key);
  }
  return lost;
};

/** Addresses after some were removed and others were added. */
const addressesAfter = (
  observed: State,
  gone: ReadonlySet<ResourceKey>,
  added: Iterable<Resource>,
): AddressOnLink[] =>
  [...[...observed].filter(([key]) => !gone.has(key)).map(([, one]) => one), ...added].filter(
    (resource) => resource.kind === 'address',
  );

/**
 * Whether a route that the kernel drops can be made again when `gone` are gone and `added` are there: its
 * source must be an address of the host, and its gateways in the network of one.
 */
export const canReturn = (
  route: KernelRoute,
  observed: State,
  gone: ReadonlySet<ResourceKey>,
  added: Iterable<Resource>,
): boolean => {
  const addresses = addressesAfter(observed, gone, added);
  const isNear = ({ via, device, onLink }: RouteHop): boolean =>
    via === undefined ||
    onLink ||
    isLinkLocal(via) ||
    addresses.some(
      (address) =>
        address.device === device &&
        isInNetwork(via, address.peer ?? address.ip, address.prefixLength),
    );
  const { source, hops } = route;
  const hasLink = (device: string | undefined) =>
    device === undefined || !gone.has(linkKey(device));
  return (
    (source === undefined || addresses.some(({ ip }) => ip === source)) &&
    [route, ...hops].every((hop) => hasLink(hop.device) && isNear({ weight: 1, ...hop }))
  );
};

/** Keys of `observed` that vanish when `removed` are removed, without these themselves. */
export const lossesOf = (observed: State, removed: Iterable<ResourceKey>): Set<ResourceKey> => {
  const start = new Set(removed);
  if (start.size === 0) return start;
  const lost = closeOverDependents(observed, start);
  const addresses: AddressOnLink[] = [];
  for (const key of [...start, ...lost]) {
    const resource = observed.get(key);
    if (resource?.kind === 'address') addresses.push(resource);
  }
  if (addresses.length > 0) {
    for (const key of routesLostWith(observed, addresses)) if (!start.has(key)) lost.add(key);
  }
  return lost;
};
