// The nodes of one cluster, and which of their instances are one virtual router.

import type { Span } from '../../base/span.ts';
import type { Diagnostic } from '../../diag/diagnostic.ts';
import { fileLine } from '../../diag/source-map.ts';
import type { keepalived } from '../../../grammars/keepalived/index.ts';
import type { Instance } from '../../ir/model.ts';
import { all, arg, type BoundBlock, blockOf, one } from '../../syntax/tree.ts';
import type { LintInput } from '../rule.ts';
import { type Followed, weightsOf } from '../trackers.ts';

export interface ClusterNode extends Pick<LintInput, 'sources' | 'root' | 'config'> {
  readonly file: string;
}

type InstanceSchema = (typeof keepalived)['vrrp_instance']['block'];

/** An instance on the node that it is of. */
export interface Member {
  readonly node: ClusterNode;
  readonly instance: Instance;
  readonly block: BoundBlock<InstanceSchema> | undefined;
  /** What moves its priority. */
  readonly weights: readonly Followed[];
}

/** The instances that are one virtual router, at most one of each node, in the order of the nodes. */
export type Router = readonly [Member, ...Member[]];

export interface ClusterFinding {
  readonly node: ClusterNode;
  readonly diagnostic: Diagnostic;
}

/** Where a member says something: the statement of `keyword`, or its head. */
export const spanOf = (
  { block, instance }: Member,
  keyword: Extract<keyof InstanceSchema, string>,
): Span => one(block, keyword)?.span ?? instance.span;

/** `file:line` of a span of a node, for messages in another node's file. */
export const placeIn = ({ sources }: ClusterNode, span: Span): string =>
  fileLine(sources, sources.originOf(span).span);

const membersOf = (node: ClusterNode): Member[] => {
  const blocks = new Map(
    all(node.root, 'vrrp_instance').map((statement) => [arg(statement, 0), blockOf(statement)]),
  );
  const weights = weightsOf(node.root);
  return node.config.instances.map((instance) => ({
    node,
    instance,
    block: blocks.get(instance.name),
    weights: weights.get(instance.name) ?? [],
  }));
};

const nameOf = ({ instance }: Member): string => instance.name;
/** What tells virtual routers of one link apart, RFC 9568 section 5.2.3. */
const idOf = ({ instance: { vrid, family } }: Member): string => `${vrid} ${family}`;

/** Adds members to routers that have the same key and none of their node; the others are returned. */
const join = (
  routers: Member[][],
  members: readonly Member[],
  keyOf: (member: Member) => string,
): Member[] => {
  const free = new Map<string, Member[]>();
  for (const router of routers) {
    const [first] = router;
    if (first !== undefined && !free.has(keyOf(first))) free.set(keyOf(first), router);
  }
  return members.filter((member) => {
    const router = free.get(keyOf(member));
    if (router === undefined || router.some(({ node }) => node === member.node)) return true;
    router.push(member);
    return false;
  });
};

/** Matches instances by name, and those whose name the others do not have by their id. */
export const routersOf = (nodes: readonly ClusterNode[]): Router[] => {
  const routers: Member[][] = [];
  for (const node of nodes) {
    const renamed = join(routers, membersOf(node), nameOf);
    for (const member of join(routers, renamed, idOf)) routers.push([member]);
  }
  return routers as unknown as Router[];
};
