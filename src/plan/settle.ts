// The few wishes that depend on what a host has: they are completed here, against the observation.

import { isLinkLocal } from '../base/ip.ts';
import type { Span } from '../base/span.ts';
import type { Config } from '../ir/model.ts';
import type { Wanted } from './desired/wanted.ts';
import { allRpFilter } from './desired/vmac.ts';
import { keyOf } from './kinds.ts';
import type { Owned } from './owned.ts';
import { linkNameOfKey } from './resources/link.ts';
import { sysctlKey } from './resources/sysctl.ts';
import { sourceRoutes } from './source-routes.ts';
import type { Resource, State } from './state.ts';

interface Wish {
  readonly resource: Resource;
  readonly why: Span;
}

const valueOf = (resource: Resource | undefined): number | undefined =>
  resource?.kind === 'sysctl' ? Number(resource.value) : undefined;

/** The value a parameter had before hactl came. */
const originalValue = (key: string, observed: State, owned: Owned): number =>
  valueOf(owned.get(key)?.former) ?? valueOf(observed.get(key)) ?? 0;

const rpFilterOf = (device: string): string => `net/ipv4/conf/${device}/rp_filter`;

/** The parameters of links that others made, as they were; links that hactl makes start anew. */
const rpFilters = (wanted: Wanted, observed: State, owned: Owned): Map<string, number> => {
  const values = new Map<string, number>();
  for (const [key, resource] of observed) {
    if (resource.kind !== 'sysctl' || !resource.name.endsWith('/rp_filter')) continue;
    values.set(resource.name, originalValue(key, observed, owned));
  }
  const inherited = values.get(rpFilterOf('default')) ?? 0;
  for (const key of owned.keys()) {
    const device = linkNameOfKey(key);
    if (device !== undefined) values.delete(rpFilterOf(device));
  }
  for (const resource of wanted.state.values()) {
    if (resource.kind === 'link') values.set(rpFilterOf(resource.name), inherited);
  }
  return values;
};

/**
 * A VMAC wants conf/all/rp_filter to be 0, since the stricter of `all` and the link counts: the other
 * links get the value of `all` as their own, so that they filter as before (vrrp_if_config.c).
 */
const spreadRpFilter = (wanted: Wanted, observed: State, owned: Owned): Wish[] => {
  const allKey = sysctlKey(allRpFilter);
  const why = wanted.whys.get(allKey);
  if (why === undefined) return [];
  const strictness = originalValue(allKey, observed, owned);
  const spread: Wish[] = [];
  for (const [name, value] of rpFilters(wanted, observed, owned)) {
    if (wanted.state.has(sysctlKey(name)) || value >= strictness) continue;
    spread.push({ resource: { kind: 'sysctl', name, value: String(strictness) }, why });
  }
  return spread;
};

/** IPv6 adverts go out from the parent's own link-local address, so the VMAC gets it too. */
const copyLinkLocals = (config: Config, observed: State, owned: Owned): Wish[] => {
  const copies: Wish[] = [];
  for (const { vmac, family, transmitOnBase, interface: parent } of config.instances) {
    if (vmac === undefined || family === 'inet' || transmitOnBase) continue;
    for (const [key, resource] of observed) {
      if (resource.kind !== 'address' || resource.device !== parent || owned.has(key)) continue;
      if (!isLinkLocal(resource.ip) || resource.preferredS === 0) continue;
      const { ip, prefixLength, scope } = resource;
      const place = { device: vmac.name, ip, prefixLength, scope };
      const copy = { kind: 'address', ...place, flags: ['nodad'], preferredS: 0 } as const;
      copies.push({ resource: copy, why: vmac.span });
      break;
    }
  }
  return copies;
};

/** The wishes completed by what `observed` and the record say about the host. */
export const settle = (wanted: Wanted, config: Config, observed: State, owned: Owned): Wanted => {
  const more = [
    ...spreadRpFilter(wanted, observed, owned),
    ...copyLinkLocals(config, observed, owned),
    ...sourceRoutes(config, wanted.state, observed, owned),
  ];
  if (more.length === 0) return wanted;
  const state = new Map(wanted.state);
  const whys = new Map(wanted.whys);
  for (const { resource, why } of more) {
    const key = keyOf(resource);
    if (state.has(key)) continue;
    state.set(key, resource);
    whys.set(key, why);
  }
  return { ...wanted, state, whys };
};
