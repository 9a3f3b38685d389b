// The state of a kernel as far as hactl models it: what is wanted and what is observed have this one
// type. Values are canonical (addresses by RFC 5952, tables, scopes and protocols by number), so that
// equal things are equal data. Plain JSON, since it goes into plans, records and saved observations.

import type { Family } from '../base/ip.ts';
import type { Forwarding, Protocol } from '../ir/model.ts';

export interface Link {
  readonly kind: 'link';
  readonly name: string;
  /** `macvlan`, `veth` and so on; empty for hardware. */
  readonly type: string;
  readonly parent?: string;
  readonly mac: string;
  /** macvlan mode. */
  readonly mode?: string;
  readonly up: boolean;
  /** How IPv6 link-local addresses are made; absent where the link has no IPv6. */
  readonly addressGeneration?: string;
  readonly group: number;
}

export interface Sysctl {
  readonly kind: 'sysctl';
  /** With slashes, since interface names hold dots: net/ipv4/conf/vrrp.51/arp_ignore. */
  readonly name: string;
  readonly value: string;
}

export interface AddressOnLink {
  readonly kind: 'address';
  readonly device: string;
  readonly ip: string;
  /** Of the peer's network when there is a peer. */
  readonly prefixLength: number;
  readonly peer?: string;
  readonly scope: number;
  readonly broadcast?: string;
  /** IPv4 only: the name of the link unless set. */
  readonly label?: string;
  /** noprefixroute, nodad, home, mngtmpaddr, autojoin; sorted. */
  readonly flags: readonly string[];
  readonly preferredS: number | 'forever';
  /** Of an address that goes by itself, as one of DHCP; absent for one that stays. */
  readonly validS?: number;
  /** Its connections are reset before it goes. Not of the kernel: wished for and remembered. */
  readonly resetsConnections?: true;
  /**
   * Place among the addresses of its network on its link, 0 for the primary one. Wanted addresses
   * have none: any order will do; what is recorded to be restored has.
   */
  readonly rank?: number;
}

export interface RouteHop {
  readonly via?: string;
  readonly device?: string;
  readonly weight: number;
  readonly onLink: boolean;
}

export interface KernelRoute {
  readonly kind: 'route';
  readonly family: Family;
  readonly table: number;
  readonly type: string;
  readonly destination: string;
  readonly tos: number;
  readonly metric: number;
  readonly protocol: number;
  readonly scope: number;
  readonly via?: string;
  /** Wanted without one: whichever the kernel finds. */
  readonly device?: string;
  readonly source?: string;
  readonly onLink: boolean;
  readonly hops: readonly RouteHop[];
  readonly metrics: { readonly [word: string]: string };
}

export interface KernelRule {
  readonly kind: 'rule';
  readonly family: Family;
  readonly priority: number;
  /** What it matches and does, in ip-rule(8)'s words: `from 10.0.0.0/24 lookup 100`. */
  readonly selector: string;
  readonly protocol: number;
  /** Place among the rules of its priority; like that of addresses. */
  readonly rank?: number;
}

/** A table of nftables with all it holds, as libnftables-json(5) lists it, without handles. */
export interface NftTable {
  readonly kind: 'nft-table';
  readonly family: 'ip' | 'ip6' | 'inet' | 'netdev' | 'arp' | 'bridge';
  readonly name: string;
  readonly objects: readonly NftObject[];
}
export type NftObject = { readonly [type: string]: unknown };

/** Who a service is: `tcp:10.0.0.1:80`, `udp:[2001:db8::1]:53`, `fwmark:3:inet`. */
export type ServiceId =
  | { readonly protocol: Protocol; readonly ip: string; readonly port: number }
  | { readonly mark: number; readonly family: Family };

export interface IpvsService {
  readonly kind: 'ipvs-service';
  readonly id: ServiceId;
  readonly scheduler: string;
  readonly flags: readonly string[];
  readonly onePacket: boolean;
  /** Absent: not persistent. */
  readonly persistenceS?: number;
  /** Netmask or IPv6 prefix length of a persistent client group; absent: one address. */
  readonly granularity?: string;
  readonly engine?: string;
}

export interface IpvsServer {
  readonly kind: 'ipvs-server';
  readonly service: ServiceId;
  readonly ip: string;
  readonly port: number;
  readonly forwarding: Forwarding;
  readonly weight: number;
  readonly upperThreshold: number;
  readonly lowerThreshold: number;
}

export interface IpvsSyncDaemon {
  readonly kind: 'ipvs-sync';
  readonly role: 'master' | 'backup';
  readonly device: string;
  readonly syncId: number;
  readonly maxLengthBytes?: number;
  readonly group?: string;
  readonly port?: number;
  readonly ttl?: number;
}

export interface IpvsTimeouts {
  readonly kind: 'ipvs-timeouts';
  /** Seconds; wanted without one: as it is. */
  readonly tcpS?: number;
  readonly tcpFinS?: number;
  readonly udpS?: number;
}

export type Resource =
  | Link
  | Sysctl
  | AddressOnLink
  | KernelRoute
  | KernelRule
  | NftTable
  | IpvsService
  | IpvsServer
  | IpvsSyncDaemon
  | IpvsTimeouts;

export type Kind = Resource['kind'];
export type ResourceKey = string;
export type State = ReadonlyMap<ResourceKey, Resource>;

/** Names that numbers go by on a host: /etc/iproute2 and its defaults. */
export interface NumberNames {
  readonly tables: { readonly [name: string]: number };
  readonly protocols: { readonly [name: string]: number };
  readonly scopes: { readonly [name: string]: number };
}

/** The names that the kernel's own headers define (rtnetlink.h); 18 is keepalived's. */
export const kernelNames: NumberNames = {
  tables: { default: 253, main: 254, local: 255 },
  protocols: { unspec: 0, redirect: 1, kernel: 2, boot: 3, static: 4, keepalived: 18 },
  scopes: { global: 0, site: 200, link: 253, host: 254, nowhere: 255 },
};

export const keepalivedProtocol = 18;
/** rtnetlink.h RTPROT_KERNEL: what the kernel itself makes. */
export const kernelProtocol = 2;
export const mainTable = 254;
export const linkScope = 253;
