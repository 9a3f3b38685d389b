// What the fake kernel holds: plain data, so that a test can copy it, compare it and start from it. The
// types are its own and not those of src/plan, since a fake that shares the model shares its blind spots.

import type { Family } from '../../../src/base/ip.ts';

export interface FakeAddress {
  readonly ip: string;
  readonly prefixLength: number;
  readonly peer?: string;
  readonly scope: number;
  readonly broadcast?: string;
  /** IPv4 only. */
  readonly label?: string;
  /** IPv4 only: another address of the same network came before it. */
  secondary: boolean;
  readonly flags: readonly string[];
  /** Seconds since the start; `forever` for an address that stays. */
  validUntil: number;
  preferredUntil: number;
  /** When the route to its network came: of two links in one network the first is used. */
  since: number;
}

export interface FakeLink {
  readonly index: number;
  readonly name: string;
  /** `macvlan`, `veth` and so on; empty for hardware. */
  readonly type: string;
  readonly parent?: string;
  mac: string;
  mode?: string;
  up: boolean;
  /** addrgenmode: how the link gets its link-local address when it comes up. */
  addressGeneration: 'eui64' | 'none';
  group: number;
  /** In the kernel's order. */
  readonly inet: FakeAddress[];
  readonly inet6: FakeAddress[];
}

export interface FakeHop {
  readonly via?: string;
  readonly device: string;
  readonly weight: number;
  readonly onLink: boolean;
  /** Its link is down or has no address: not used until it comes back. */
  dead: boolean;
}

export interface FakeRoute {
  readonly family: Family;
  readonly table: number;
  readonly type: string;
  readonly destination: string;
  readonly tos: number;
  readonly metric: number;
  readonly protocol: number;
  readonly scope: number;
  source?: string;
  /** None for a route that leads nowhere, more than one for multipath. */
  hops: FakeHop[];
  readonly metrics: { readonly [word: string]: string };
}

export interface FakeRule {
  readonly family: Family;
  readonly priority: number;
  /** Words of ip-rule(8) by name; a word without a value has an empty one. */
  readonly words: { readonly [word: string]: string };
  readonly protocol: number;
}

export interface FakeDestination {
  readonly ip: string;
  readonly port: number;
  forward: string;
  weight: number;
  upper: number;
  lower: number;
  tunnel: string;
}

export interface FakeService {
  /** ipvsadm's own words for it: `-t 10.0.0.1:80`, `-f 3 -6`. */
  readonly place: string;
  scheduler: string;
  flags: readonly string[];
  onePacket: boolean;
  persistence?: string;
  netmask?: string;
  engine?: string;
  readonly destinations: FakeDestination[];
}

export interface FakeDaemon {
  readonly device: string;
  readonly syncId: number;
  readonly maxLength: number;
  readonly group: string;
  readonly port: number;
  readonly ttl: number;
}

export interface FakeIpvs {
  services: FakeService[];
  timeouts: readonly [tcp: number, tcpFin: number, udp: number];
  daemons: { master?: FakeDaemon; backup?: FakeDaemon };
}

/** An object of a table as libnftables-json(5) writes it, with interface numbers where it has them. */
export type FakeNftObject = { [type: string]: { [member: string]: unknown } };

export interface FakeTable {
  readonly family: string;
  readonly name: string;
  readonly handle: number;
  objects: FakeNftObject[];
}

export interface KernelState {
  nextIndex: number;
  nextHandle: number;
  /** Counts what happens to addresses. */
  now: number;
  /** Seconds since the start: lifetimes count down by it. */
  elapsedS: number;
  readonly links: FakeLink[];
  routes: FakeRoute[];
  rules: FakeRule[];
  /** By name with slashes. */
  readonly sysctls: Map<string, string>;
  tables: FakeTable[];
  readonly ipvs: FakeIpvs;
}

/** Stands for 0xffffffff, the lifetime that does not end. */
export const forever = 0xffffffff;

/** How the kernel's own routes and rules are marked. */
export const kernelProtocol = 2;

export const linkNamed = (state: KernelState, name: string): FakeLink | undefined =>
  state.links.find((link) => link.name === name);

const kernelRule = (family: Family, priority: number, table: number): FakeRule => ({
  family,
  priority,
  words: { lookup: String(table) },
  protocol: kernelProtocol,
});

/** A kernel with no link but none the less with the rules that every namespace has. */
export const bareKernel = (): KernelState => ({
  nextIndex: 1,
  nextHandle: 1,
  now: 0,
  elapsedS: 0,
  links: [],
  routes: [],
  rules: [
    kernelRule('inet', 0, 255),
    kernelRule('inet', 32766, 254),
    kernelRule('inet', 32767, 253),
    kernelRule('inet6', 0, 255),
    kernelRule('inet6', 32766, 254),
  ],
  sysctls: new Map(),
  tables: [],
  ipvs: { services: [], timeouts: [900, 120, 300], daemons: {} },
});
