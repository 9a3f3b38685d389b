// The files of the nodes of one cluster, looked at together.

import { checkAdverts } from './adverts.ts';
import { checkGroups, checkInstance, checkServices } from './counterparts.ts';
import { checkElection } from './election.ts';
import { type ClusterFinding, type ClusterNode, routersOf } from './member.ts';
import { checkReach } from './peers.ts';

/** What is wrong between the nodes; each finding stands in the file of its node. */
export const lintCluster = (nodes: readonly ClusterNode[]): ClusterFinding[] => [
  ...routersOf(nodes).flatMap((router) => [
    ...checkInstance(router, nodes),
    ...checkAdverts(router),
    ...checkElection(router),
    ...checkReach(router),
  ]),
  ...checkGroups(nodes),
  ...checkServices(nodes),
];
