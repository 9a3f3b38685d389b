// What a configuration says, whatever language it was written in: references by name, defaults filled
// in, units in names. Plain readonly data; each object carries the span that wrote it.

import type { Family } from '../base/ip.ts';
import type { Span } from '../base/span.ts';
import type { Cluster } from './cluster.ts';
import type { Farm } from './farm.ts';
import type { Mirror } from './mirror.ts';

export interface Config {
  readonly global: Global;
  readonly addresses: readonly Address[];
  readonly routes: readonly Route[];
  readonly rules: readonly Rule[];
  readonly instances: readonly Instance[];
  readonly syncGroups: readonly SyncGroup[];
  readonly services: readonly Service[];
  readonly farms: readonly Farm[];
  /** The servers that the modules run on; absent: nobody said. */
  readonly cluster?: Cluster;
  /** Keywords of the file that plan and apply do not act on, with how often each stands there. */
  readonly idle: readonly IdleKeyword[];
  /** The same with all their values, each time made anew: a large file has many. */
  readonly settings: readonly Setting[];
}

export interface IdleKeyword {
  readonly keyword: string;
  readonly count: number;
  readonly span: Span;
}

/** Null: an optional word that is not there. Secrets are marked, so that no view shows them. */
export type SettingValue =
  | string
  | number
  | boolean
  | readonly (string | number | boolean)[]
  | { readonly secret: string }
  | null;

/** What is empty is left out. */
export interface SettingWords {
  readonly values?: readonly SettingValue[];
  readonly options?: readonly SettingOption[];
}

export interface SettingOption extends SettingWords {
  readonly name: string;
}

/** A keyword that plan and apply do not act on. */
export interface Setting extends SettingWords {
  readonly keyword: string;
  /** The blocks around it, such as `vrrp_instance WEB`. */
  readonly within?: readonly string[];
  /** The lines of a value block. */
  readonly lines?: readonly SettingWords[];
  /** What its block holds. */
  readonly settings?: readonly Setting[];
  readonly span: Span;
}

export interface Global {
  readonly routerId?: string;
  readonly mail?: Mail;
  readonly defaultInterface: string;
  readonly vrrpVersion: 2 | 3;
  readonly vmacPrefix: string;
  readonly lvsTimeouts?: LvsTimeouts;
  readonly syncDaemon?: SyncDaemon;
  readonly firewall: Firewall;
}

export interface Mail {
  readonly to: readonly string[];
  readonly from?: string;
  readonly server?: string;
  readonly serverPort?: number;
  readonly connectTimeoutS: number;
}

/** IPVS connection timeouts in seconds; absent ones stay as the kernel has them. */
export interface LvsTimeouts {
  readonly tcpS?: number;
  readonly tcpFinS?: number;
  readonly udpS?: number;
  readonly span: Span;
}

/** IPVS connection synchronisation: master or backup as `instance` is, both without one. */
export interface SyncDaemon {
  readonly interface: string;
  readonly instance?: string;
  readonly syncId: number;
  readonly maxLengthBytes?: number;
  readonly port?: number;
  readonly ttl?: number;
  readonly group?: string;
  readonly span: Span;
}

/** The nftables that no_accept, use_vmac and nftables_ipvs make. */
export interface Firewall {
  readonly table: string;
  readonly priority: number;
  readonly counters: boolean;
  /** Link-local addresses are told apart by interface number instead of name. */
  readonly byIfindex: boolean;
  readonly ipvs?: { readonly table: string; readonly priority: number; readonly firstMark: number };
}

export interface Address {
  readonly ip: string;
  readonly prefixLength: number;
  readonly device?: string;
  /** Absent: global, or link for an IPv6 link-local address. */
  readonly scope?: string;
  /** An address, `+` for all host bits set, `-` for all clear. */
  readonly broadcast?: string;
  readonly label?: string;
  /** ADDRESS/LENGTH of the other end. */
  readonly peer?: string;
  readonly home: boolean;
  /** Duplicate address detection before use; off unless asked for. */
  readonly detectDuplicates: boolean;
  readonly manageTemporary: boolean;
  readonly noPrefixRoute: boolean;
  readonly autoJoin: boolean;
  readonly preferredS?: number | 'forever';
  /** Connections that the host opens by its link come from it. */
  readonly isSource?: boolean;
  /** Words of it that plan does not act on yet, such as a virtual link of its own. */
  readonly unplanned: readonly string[];
  readonly span: Span;
}

export type RouteType =
  | 'unicast'
  | 'local'
  | 'broadcast'
  | 'multicast'
  | 'anycast'
  | 'blackhole'
  | 'unreachable'
  | 'prohibit'
  | 'throw';

export interface NextHop {
  readonly via?: string;
  readonly device?: string;
  readonly weight: number;
  readonly onLink: boolean;
}

export interface Route {
  readonly family: Family;
  readonly type: RouteType;
  /** ADDRESS/LENGTH. */
  readonly destination: string;
  readonly via?: string;
  readonly device?: string;
  readonly source?: string;
  /** Number, or a name of /etc/iproute2/rt_tables. */
  readonly table?: string;
  readonly metric?: number;
  readonly tos?: string;
  readonly scope?: string;
  readonly protocol?: string;
  readonly onLink: boolean;
  readonly nextHops: readonly NextHop[];
  /** What ip-route(8) takes by the same words: mtu, advmss, window, pref and so on. */
  readonly metrics: { readonly [word: string]: string };
  /** Words that plan cannot compare with the kernel yet, such as encap. */
  readonly unplanned: readonly string[];
  readonly span: Span;
}

export interface Rule {
  readonly family: Family;
  readonly priority: number;
  readonly not: boolean;
  /** ADDRESS/LENGTH; absent for all. */
  readonly from?: string;
  readonly to?: string;
  readonly table?: string;
  readonly action?: 'blackhole' | 'unreachable' | 'prohibit' | 'nop' | 'goto';
  readonly gotoPriority?: number;
  readonly mark?: string;
  readonly tos?: string;
  readonly iif?: string;
  readonly oif?: string;
  readonly protocol?: string;
  readonly ipProtocol?: string;
  readonly sourcePorts?: string;
  readonly destinationPorts?: string;
  readonly uidRange?: string;
  readonly l3mdev: boolean;
  readonly suppressPrefixLength?: number;
  readonly unplanned: readonly string[];
  readonly span: Span;
}

export interface Command {
  readonly command: string;
  readonly user?: string;
  readonly group?: string;
  readonly span: Span;
}

/** Scripts by the event that runs them: `master`, `backup`, `fault`, `stop`, or `any`. */
export type Notify = { readonly [event: string]: Command };

export interface TrackedInterface {
  readonly interface: string;
  readonly weight: number;
  readonly reverse: boolean;
  readonly span: Span;
}

export interface Vmac {
  readonly name: string;
  readonly mac: string;
  readonly linkGroup?: number;
  readonly span: Span;
}

export interface Instance {
  readonly name: string;
  /** What the file hopes for; who is master is the world's matter. */
  readonly initialState: 'master' | 'backup';
  readonly interface?: string;
  readonly family: Family;
  readonly vrid?: number;
  readonly version: 2 | 3;
  /** 255 for the owner of the addresses. */
  readonly priority: number;
  readonly advertIntervalMs: number;
  /** The password itself is not part of the IR's output. */
  readonly authentication?: { readonly type: 'PASS' | 'AH'; readonly secret: string };
  readonly sourceIp?: string;
  readonly unicastPeers: readonly string[];
  /** Where adverts go instead of the usual group. */
  readonly multicastGroup?: string;
  readonly vmac?: Vmac;
  /** Adverts go over the base interface though there is a VMAC. */
  readonly transmitOnBase: boolean;
  /** False: packets to the addresses are dropped unless the priority is 255. */
  readonly accept: boolean;
  readonly promoteSecondaries: boolean;
  readonly addresses: readonly Address[];
  readonly excludedAddresses: readonly Address[];
  readonly routes: readonly Route[];
  readonly rules: readonly Rule[];
  readonly trackedInterfaces: readonly TrackedInterface[];
  readonly notify: Notify;
  readonly smtpAlert: boolean;
  /** Words that would put its addresses elsewhere and that plan does not act on yet. */
  readonly unplanned: readonly string[];
  /** Present: roles come from SafeKit's rules, and what is VRRP's alone means nothing. */
  readonly mirror?: Mirror;
  readonly span: Span;
}

export interface SyncGroup {
  readonly name: string;
  readonly members: readonly string[];
  readonly notify: Notify;
  readonly smtpAlert: boolean;
  readonly span: Span;
}

export type Protocol = 'tcp' | 'udp' | 'sctp';

/** Where traffic for a service comes in: one kernel service each. */
export type Listener =
  | { readonly kind: 'address'; readonly ip: string; readonly port: number }
  | { readonly kind: 'fwmark'; readonly mark: number; readonly family: Family };

export interface Tunnel {
  readonly type: 'ipip' | 'gue' | 'gre';
  readonly port?: number;
  readonly checksum: 'nocsum' | 'csum' | 'remcsum';
}

export type Forwarding =
  | { readonly method: 'nat' }
  | { readonly method: 'dr' }
  | { readonly method: 'tun'; readonly tunnel: Tunnel };

export interface Persistence {
  readonly timeoutS: number;
  /** Netmask for IPv4, prefix length for IPv6; absent: a client at a time. */
  readonly granularity?: string;
  readonly engine?: string;
}

/** One virtual_server. */
export interface Service {
  /** As the file names it: `10.0.0.1 80`, `fwmark 3`, `group NAME`. */
  readonly name: string;
  /** Name of its virtual_server_group, when it has one. */
  readonly group?: string;
  readonly listeners: readonly Listener[];
  readonly protocol: Protocol;
  readonly scheduler: string;
  /** ipvsadm's words, sorted. */
  readonly schedulerFlags: readonly string[];
  readonly onePacket: boolean;
  readonly persistence?: Persistence;
  readonly quorum: number;
  readonly hysteresis: number;
  readonly servers: readonly Server[];
  readonly sorryServer?: SorryServer;
  readonly delayLoopS: number;
  readonly virtualHost?: string;
  readonly span: Span;
}

export interface Server {
  readonly ip: string;
  /** Absent: the port of the service. */
  readonly port: number | undefined;
  readonly weight: number;
  readonly forwarding: Forwarding;
  readonly upperThreshold: number;
  readonly lowerThreshold: number;
  /** Down until a check has succeeded. */
  readonly startsDown: boolean;
  /** When down: stays in the table with weight 0. */
  readonly inhibitOnFailure: boolean;
  readonly checkers: readonly Checker[];
  readonly notify: Notify;
  readonly span: Span;
}

export interface SorryServer {
  readonly ip: string;
  readonly port: number;
  readonly forwarding: Forwarding;
  /** In the table with weight 0 while it is not needed. */
  readonly inhibit: boolean;
  readonly span: Span;
}

export interface CheckedUrl {
  readonly path: string;
  readonly digest?: string;
  readonly statusCodes: readonly string[];
  readonly virtualHost?: string;
  readonly span: Span;
}

export interface Checker {
  /** The keyword that makes it, such as TCP_CHECK. */
  readonly type: string;
  readonly connectIp: string | undefined;
  readonly connectPort: number | undefined;
  readonly connectTimeoutS: number | undefined;
  readonly retries: number | undefined;
  readonly delayBeforeRetryS: number | undefined;
  readonly urls: readonly CheckedUrl[];
  readonly script: Command | undefined;
  readonly span: Span;
}
