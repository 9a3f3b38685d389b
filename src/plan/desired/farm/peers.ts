// Where the other nodes of a farm can be reached on a link: their addresses in cluster.xml.

import { familyOf, isInNetwork } from '../../../base/ip.ts';
import type { Cluster } from '../../../ir/cluster.ts';
import type { Farm } from '../../../ir/farm.ts';
import type { HostView } from '../../../ir/world.ts';
import { addressOf } from '../../host/names.ts';
import type { PlacedInterface } from './place.ts';

/** The networks that a module names come first, as they are most likely those of its addresses. */
const lansOf = ({ lans }: Farm, cluster: Cluster) => {
  const isNamed = (name: string): boolean => lans.some((lan) => lan.name === name);
  return [
    ...cluster.lans.filter(({ name }) => isNamed(name)),
    ...cluster.lans.filter(({ name }) => !isNamed(name)),
  ];
};

/** The address of a node of that family in a network of the link; undefined when it has none. */
export const peerAddress = (
  node: string,
  version: 'ip' | 'ip6',
  { link }: PlacedInterface,
  { farm, cluster, host }: { farm: Farm; cluster: Cluster | undefined; host: HostView },
): string | undefined => {
  if (cluster === undefined) return undefined;
  const family = version === 'ip' ? 'inet' : 'inet6';
  const isNear = (ip: string): boolean =>
    link === undefined || link.addresses.some((own) => isInNetwork(ip, own.ip, own.prefixLength));
  const found = lansOf(farm, cluster)
    .flatMap(({ nodes }) => nodes.filter(({ name }) => name === node))
    .flatMap(({ host: outer, localHost, span }) => {
      const resolved = addressOf(localHost ?? outer, span, host);
      return 'ip' in resolved ? [resolved.ip] : [];
    });
  return found.find((ip) => familyOf(ip) === family && isNear(ip));
};
