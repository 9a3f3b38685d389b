// The share of each node in each group of a farm, from the configuration and who is there.

import type { Span } from '../../../base/span.ts';
import { type Diagnostic, diagnostic } from '../../../diag/diagnostic.ts';
import type { Cluster } from '../../../ir/cluster.ts';
import type { Farm, FarmGroup } from '../../../ir/farm.ts';
import type { FarmView } from '../../../ir/world.ts';
import { bucketOwners, type WeighedNode } from './buckets.ts';

export interface GroupShares {
  readonly group: string;
  /** All that the configuration has, with their powers. */
  readonly nodes: readonly WeighedNode[];
  /** By bucket; undefined where nobody has it. */
  readonly owners: readonly (string | undefined)[];
  readonly span: Span;
}

/** The nodes of a cluster, each once. */
export const nodesOf = (cluster: Cluster | undefined): string[] => [
  ...new Set((cluster?.lans ?? []).flatMap(({ nodes }) => nodes.map(({ name }) => name))),
];

/** A group without hosts is of all nodes alike; hosts that a group leaves out have no part in it. */
const nodesIn = ({ hosts }: FarmGroup, cluster: Cluster | undefined): readonly WeighedNode[] =>
  hosts.length > 0 ? hosts : nodesOf(cluster).map((name) => ({ name, power: 1 }));

/** A node whose traffic is closed has no power, as if it were not there (SafeKit User's Guide §15.2.2.5). */
const answering = ({ node, members, traffic }: FarmView): readonly string[] =>
  traffic === 'open' ? members : members.filter((name) => name !== node);

/** The shares of all groups, and what is wrong with them. */
export const sharesOf = (
  farm: Farm,
  cluster: Cluster | undefined,
  view: FarmView,
): { readonly shares: readonly GroupShares[]; readonly diagnostics: readonly Diagnostic[] } => {
  const diagnostics: Diagnostic[] = [];
  const members = answering(view);
  const shares = farm.groups.map((group) => {
    const { name, span } = group;
    const nodes = nodesIn(group, cluster);
    const owners = bucketOwners(nodes, members);
    if (nodes.length === 0) diagnostics.push(diagnostic('HA5421', span, { group: name }));
    else if (owners.includes(undefined))
      diagnostics.push(diagnostic('HA5425', span, { group: name }));
    return { group: name, nodes, owners, span };
  });
  return { shares, diagnostics };
};
