// A farm module of SafeKit: every node has its virtual addresses, and each answers a share of the
// traffic (SafeKit User's Guide §13.6). Defaults are filled in, durations have their unit in the name.

import type { Span } from '../base/span.ts';

export interface Farm {
  /** The module's name, such as AM of modules/AM/conf/userconfig.xml. */
  readonly module: string;
  /** Connections to an address are reset before it goes. */
  readonly tcpReset: boolean;
  /** Traffic stays closed until a script opens it. */
  readonly scriptControl: boolean;
  /** Names of the cluster's networks that membership goes by. */
  readonly lans: readonly FarmLan[];
  readonly membership: Membership;
  readonly interfaces: readonly FarmInterface[];
  readonly groups: readonly FarmGroup[];
  readonly span: Span;
}

export interface FarmLan {
  readonly name: string;
  readonly span: Span;
}

export interface Membership {
  /** Absent: by the number of the module. */
  readonly port?: number;
  readonly pulseMs: number;
  /** Pulses that may be missed by the leader, and by another node. */
  readonly leaderPulses: number;
  readonly followerPulses: number;
}

/** How neighbours are told again where the addresses are. */
export interface ArpReroute {
  readonly intervalS: number;
  readonly durationS: number;
}

export interface FarmInterface {
  /** Absent: the interface of the host whose network holds the addresses. */
  readonly name?: string;
  readonly vmac:
    { readonly type: 'directed' } | { readonly type: 'invisible'; readonly mac: string };
  /** Whether the module waits while the interface is down. */
  readonly check: boolean;
  /** Absent: nothing is sent again. */
  readonly arpReroute?: ArpReroute;
  readonly addresses: readonly VirtualAddress[];
  readonly span: Span;
}

export type AddressPlace = 'alias' | 'one_side_alias' | 'one_side';

export interface VirtualAddress {
  /** An address in its canonical form, or a host name that still has to be resolved. */
  readonly host: string;
  readonly place: AddressPlace;
  /** Of `netmask`; absent: as the network of the interface has it. */
  readonly prefixLength?: number;
  /** Whether the module restarts when the address is gone. */
  readonly check: boolean;
  /** Whether established connections are counted. */
  readonly countsConnections: boolean;
  readonly span: Span;
}

/** A share of the traffic by rules of its own. */
export interface FarmGroup {
  readonly name: string;
  /** Empty: all nodes alike. */
  readonly hosts: readonly FarmHost[];
  /** The first rule that matches decides. */
  readonly rules: readonly FarmRule[];
  readonly span: Span;
}

export interface FarmHost {
  readonly name: string;
  /** Part of the traffic in relation to the other nodes; 0: none. */
  readonly power: number;
  readonly span: Span;
}

export interface FarmRule {
  /** A virtual address as the file names it (canonical), or all of the module. */
  readonly host: string | '*';
  readonly port: number | '*';
  readonly protocol: 'tcp' | 'udp' | 'arp';
  /** What of a packet says who answers: source address, source port, or IPv4 identification. */
  readonly filter: 'on_addr' | 'on_port' | 'on_ipid';
  readonly span: Span;
}
