// A mirror module of SafeKit: two nodes, one of which has the virtual addresses. It is an `Instance`
// whose election goes by these rules instead of VRRP (SafeKit User's Guide §13.3, §13.4, §13.6).

import type { Span } from '../base/span.ts';
import type { ArpReroute, VirtualAddress } from './farm.ts';

export interface Mirror {
  /** Who is primary when both could be: the one that is, the one that was, or a node by name. */
  readonly defaultPrimary: 'alone' | 'lastprim' | { readonly node: string };
  /** False: the secondary waits for an operator when the primary goes. */
  readonly failover: boolean;
  readonly tcpReset: boolean;
  readonly heartbeats: readonly Heartbeat[];
  readonly interfaces: readonly MirrorInterface[];
}

export interface Heartbeat {
  /** Name of the cluster's network. */
  readonly lan: string;
  readonly port?: number;
  readonly pulseMs: number;
  readonly timeoutMs: number;
}

/**
 * An `<interface>`. Which link it is, and the length of its networks, only the host knows: the
 * addresses of the instance are empty until that is settled.
 */
export interface MirrorInterface {
  readonly name?: string;
  /** A virtual MAC that switches never learn. */
  readonly vmac?: string;
  readonly check: boolean;
  readonly arpReroute?: ArpReroute;
  readonly addresses: readonly VirtualAddress[];
  readonly span: Span;
}
