// cluster.xml of SafeKit: the servers of a cluster and the networks that join them (SafeKit User's
// Guide §12).

import type { Span } from '../base/span.ts';

export interface Cluster {
  readonly lans: readonly Lan[];
  /** UDP port and pulse of the cluster's own membership; nothing of it is planned. */
  readonly port: number;
  readonly pulseMs: number;
  readonly span: Span;
}

export interface Lan {
  readonly name: string;
  /** The network that commands for the whole cluster go by. */
  readonly isForCommands: boolean;
  readonly nodes: readonly ClusterNode[];
  readonly span: Span;
}

export interface ClusterNode {
  readonly name: string;
  /** An address, or a host name that still has to be resolved. */
  readonly host: string;
  /** Its address behind NAT, as the node itself has it. */
  readonly localHost?: string;
  readonly span: Span;
}
