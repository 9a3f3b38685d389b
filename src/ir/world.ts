// What is true now. Written by whoever runs the state machines and checks, read by plan; the two
// meet in this data and nowhere else.

export type Role = 'master' | 'backup' | 'fault';

export interface World {
  /** By instance name; an instance that is not named is backup. */
  readonly roles: ReadonlyMap<string, Role>;
  /** Verdicts by server key (plan/servers.ts); without one a server is as its configuration starts it. */
  readonly servers: ReadonlyMap<string, 'up' | 'down'>;
  /** Where the roles come from, for people. */
  readonly source: 'options' | 'daemon' | 'assumed' | 'unknown';
}

export const initialWorld: World = { roles: new Map(), servers: new Map(), source: 'assumed' };

/** The role of an instance. */
export const roleOf = ({ roles }: World, instance: string): Role => roles.get(instance) ?? 'backup';
