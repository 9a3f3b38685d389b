// What one node has and another has not: instances, sync groups, virtual servers.

import { diagnostic } from '../../diag/diagnostic.ts';
import type { Listener, Service, SyncGroup } from '../../ir/model.ts';
import { type ClusterFinding, type ClusterNode, placeIn, type Router } from './member.ts';

const filesOf = (nodes: readonly ClusterNode[]): string => nodes.map(({ file }) => file).join(', ');

/** An instance that not all nodes have. */
export const checkInstance = (router: Router, nodes: readonly ClusterNode[]): ClusterFinding[] => {
  const [{ node, instance }] = router;
  const without = nodes.filter((one) => !router.some((member) => member.node === one));
  if (without.length === 0) return [];
  const values = { name: instance.name, files: filesOf(without) };
  return [{ node, diagnostic: diagnostic('HA4816', instance.span, values) }];
};

const membersOf = ({ members }: SyncGroup): string => [...members].sort().join(', ');

const checkGroup = (
  group: SyncGroup,
  node: ClusterNode,
  [first]: readonly ClusterNode[],
): ClusterFinding[] => {
  if (first === undefined || first === node) return [];
  const other = first.config.syncGroups.find(({ name }) => name === group.name);
  // A file without the members of its group has other findings.
  if (other === undefined || other.members.length === 0 || group.members.length === 0) return [];
  if (membersOf(other) === membersOf(group)) return [];
  const values = {
    name: group.name,
    members: membersOf(group),
    others: membersOf(other),
    place: placeIn(first, other.span),
  };
  return [{ node, diagnostic: diagnostic('HA4815', group.span, values) }];
};

/** Instances that move together on one node and not on another. */
export const checkGroups = (nodes: readonly ClusterNode[]): ClusterFinding[] =>
  nodes.flatMap((node) =>
    node.config.syncGroups.flatMap((group) => checkGroup(group, node, nodes)),
  );

const trafficOf = (listener: Listener, { protocol }: Service): string =>
  listener.kind === 'fwmark'
    ? `fwmark ${listener.mark} ${listener.family}`
    : `${protocol} ${listener.ip} ${listener.port}`;

const trafficIn = ({ config }: ClusterNode): Set<string> =>
  new Set(
    config.services.flatMap((service) =>
      service.listeners.map((listener) => trafficOf(listener, service)),
    ),
  );

/** Virtual servers that another node, which has some too, does not have. */
export const checkServices = (nodes: readonly ClusterNode[]): ClusterFinding[] => {
  const balancers = nodes
    .filter(({ config }) => config.services.length > 0)
    .map((node) => ({ node, traffic: trafficIn(node) }));
  return balancers.flatMap(({ node }) =>
    node.config.services.flatMap((service) => {
      const keys = service.listeners.map((listener) => trafficOf(listener, service));
      const without = balancers.filter(({ traffic }) => keys.some((key) => !traffic.has(key)));
      if (without.length === 0) return [];
      const values = { name: service.name, files: filesOf(without.map((one) => one.node)) };
      return { node, diagnostic: diagnostic('HA4817', service.span, values) };
    }),
  );
};
