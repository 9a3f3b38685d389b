// What is true now. Written by whoever runs the state machines and checks, read by plan; the two
// meet in this data and nowhere else.

export type Role = 'master' | 'backup' | 'fault';

export interface World {
  /** By instance name; an instance that is not named is backup. */
  readonly roles: ReadonlyMap<string, Role>;
  /** Verdicts by server key (plan/servers.ts); without one a server is as its configuration starts it. */
  readonly servers: ReadonlyMap<string, 'up' | 'down'>;
  /** Of the farms of this host, by module; absent: nobody said who is there. */
  readonly farms?: ReadonlyMap<string, FarmView>;
  /** Of the host, for what a configuration leaves to it; absent: not looked at. */
  readonly host?: HostView;
  /** Where the roles come from, for people. */
  readonly source: 'options' | 'daemon' | 'assumed' | 'unknown';
}

/** What a node of a farm must know to find its share. */
export interface FarmView {
  readonly node: string;
  /** Names of the nodes that are there, itself among them when it is. */
  readonly members: readonly string[];
  readonly traffic: 'open' | 'closed';
}

/** What SafeKit's files leave to the host that reads them. */
export interface HostView {
  readonly links: readonly HostLink[];
  /** Addresses that host names stand for. */
  readonly resolved: ReadonlyMap<string, readonly string[]>;
}

export interface HostLink {
  readonly name: string;
  readonly mac: string;
  /** In the kernel's order, the primary one of a network first. */
  readonly addresses: readonly { readonly ip: string; readonly prefixLength: number }[];
}

export const initialWorld: World = { roles: new Map(), servers: new Map(), source: 'assumed' };

/** The role of an instance. */
export const roleOf = ({ roles }: World, instance: string): Role => roles.get(instance) ?? 'backup';
