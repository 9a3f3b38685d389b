// All kinds of resources, and the order in which they are made.

import { address } from './resources/address.ts';
import { ipvsServer, ipvsService, ipvsSyncDaemon, ipvsTimeouts } from './resources/ipvs.ts';
import type { KindVerbs } from './resources/kind.ts';
import { link } from './resources/link.ts';
import { nftTable } from './resources/nft-table.ts';
import { route } from './resources/route.ts';
import { rule } from './resources/rule.ts';
import { sysctl } from './resources/sysctl.ts';
import type { Kind, Resource, ResourceKey, State } from './state.ts';

/** In the order of making: the firewall stands before the addresses that it guards. */
const kinds: { readonly [K in Kind]: KindVerbs<Extract<Resource, { kind: K }>> } = {
  link,
  sysctl,
  'nft-table': nftTable,
  address,
  route,
  rule,
  'ipvs-timeouts': ipvsTimeouts,
  'ipvs-service': ipvsService,
  'ipvs-server': ipvsServer,
  'ipvs-sync': ipvsSyncDaemon,
};

/** Kinds from the first to be made to the last. */
export const kindOrder = Object.keys(kinds) as readonly Kind[];

/** The verbs of a resource's kind. */
export const verbsOf = (resource: { readonly kind: Kind }): KindVerbs<Resource> =>
  kinds[resource.kind] as unknown as KindVerbs<Resource>;

/** A wish with what it leaves open as it is found. */
export const filledFrom = (wanted: Resource, found: Resource): Resource =>
  verbsOf(wanted).filled?.(wanted, found) ?? wanted;

export const keyOf = (resource: Resource): ResourceKey => verbsOf(resource).key(resource);

/** Keys start with their kind. */
export const kindOfKey = (key: ResourceKey): Kind => key.split(':', 1)[0] as Kind;

export const kindsOfKeys = (keys: Iterable<ResourceKey>): Set<Kind> => {
  const kinds = new Set<Kind>();
  for (const key of keys) kinds.add(kindOfKey(key));
  return kinds;
};

export const toState = (resources: Iterable<Resource>): State => {
  const state = new Map<ResourceKey, Resource>();
  for (const resource of resources) state.set(keyOf(resource), resource);
  return state;
};

/** Whether an object of this kind can go away; parameters can only take another value. */
export const isPermanent = ({ kind }: { readonly kind: Kind }): boolean =>
  kind === 'sysctl' || kind === 'ipvs-timeouts';
