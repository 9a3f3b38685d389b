// Routes. The kernel tells routes apart by table, destination, TOS and metric.

import { stableJson } from '../../base/stable-json.ts';
import { keepalivedProtocol, type KernelRoute, mainTable, type RouteHop } from '../state.ts';
import { scopeName } from './address.ts';
import { type KindVerbs, listed } from './kind.ts';
import { linkKey } from './link.ts';

const hopText = ({ via, device, weight, onLink }: RouteHop): string =>
  [
    ...(via === undefined ? [] : ['via', via]),
    ...(device === undefined ? [] : ['dev', device]),
    ...(weight === 1 ? [] : ['weight', String(weight)]),
    ...(onLink ? ['onlink'] : []),
  ].join(' ');

/** A hop that names no interface takes the one the kernel found. */
const equalHops = (wanted: readonly RouteHop[], found: readonly RouteHop[]): boolean =>
  wanted.length === found.length &&
  wanted.every((hop, index) => {
    const other = found[index];
    return (
      other !== undefined &&
      hop.via === other.via &&
      hop.weight === other.weight &&
      hop.onLink === other.onLink &&
      (hop.device === undefined || hop.device === other.device)
    );
  });

/** Whether it leads to all the rest. */
export const isDefault = (destination: string): boolean => /^(0\.0\.0\.0|::)\/0$/.test(destination);

export const route: KindVerbs<KernelRoute> = {
  key: ({ family, table, destination, tos, metric }) =>
    `route:${family}:${table}:${destination}:tos ${tos}:metric ${metric}`,
  equal: (wanted, found) =>
    wanted.type === found.type &&
    wanted.protocol === found.protocol &&
    wanted.scope === found.scope &&
    wanted.via === found.via &&
    wanted.source === found.source &&
    wanted.onLink === found.onLink &&
    (wanted.device === undefined || wanted.device === found.device) &&
    equalHops(wanted.hops, found.hops) &&
    stableJson(wanted.metrics) === stableJson(found.metrics),
  filled: (wanted, found) =>
    wanted.device === undefined && wanted.via !== undefined && found.device !== undefined
      ? { ...wanted, device: found.device }
      : wanted,
  needsReplacing: () => false,
  dependsOn: ({ device, hops }) =>
    [device, ...hops.map((hop) => hop.device)]
      .filter((name) => name !== undefined)
      .map((name) => linkKey(name)),
  title: ({ family, destination, table }) =>
    `route ${isDefault(destination) ? 'default' : destination}${family === 'inet6' && isDefault(destination) ? ' (IPv6)' : ''}${table === mainTable ? '' : ` in table ${table}`}`,
  attributes: (resource) => ({
    type: resource.type === 'unicast' ? undefined : resource.type,
    via: resource.via,
    dev: resource.device,
    src: resource.source,
    hops: listed(resource.hops.map((hop) => `[${hopText(hop)}]`)),
    metric: resource.metric === 0 ? undefined : String(resource.metric),
    tos: resource.tos === 0 ? undefined : `0x${resource.tos.toString(16)}`,
    proto: resource.protocol === keepalivedProtocol ? undefined : String(resource.protocol),
    scope: resource.scope === 0 ? undefined : scopeName(resource.scope),
    options: listed(Object.entries(resource.metrics).map(([word, value]) => `${word} ${value}`)),
    onlink: resource.onLink ? 'yes' : undefined,
  }),
};
