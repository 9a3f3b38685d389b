// The world as a running hactl daemon reports it, else as the configuration starts it.

import type { Host } from '../host/ports.ts';
import { storeAt } from '../apply/record.ts';
import { verdictKey } from '../plan/desired/ipvs.ts';
import type { Config } from '../ir/model.ts';
import { initialWorld, type Role, roleOf, type World } from '../ir/world.ts';
import type { Assumption } from '../plan/plan-file.ts';

interface DaemonReport {
  readonly pid: number;
  readonly roles: { readonly [instance: string]: Role };
  readonly servers: { readonly [server: string]: 'up' | 'down' };
}

/** What `hactl run` last wrote beside the record, if it is still running. */
export const readWorld = async (host: Host, stateDirectory: string): Promise<World> => {
  const { directory } = storeAt(stateDirectory, host.process.networkNamespace);
  const text = await host.privateFiles.read(`${directory}/daemon.json`).catch(() => null);
  if (text === null) return initialWorld;
  const { pid, roles, servers } = JSON.parse(text) as DaemonReport;
  if (!host.process.isRunning(pid)) return initialWorld;
  return {
    roles: new Map(Object.entries(roles)),
    servers: new Map(Object.entries(servers)),
    source: 'daemon',
  };
};

const sources: { readonly [S in World['source']]: string } = {
  options: 'as --role says',
  daemon: 'as the running hactl reports',
  assumed: 'assumed, since no hactl is running here; say it with --role NAME=master|backup|fault',
};

const roleLine = (config: Config, world: World): Assumption[] => {
  if (config.instances.length === 0) return [];
  const byRole = new Map<Role, string[]>();
  for (const { name } of config.instances) {
    const role = roleOf(world, name);
    byRole.set(role, [...(byRole.get(role) ?? []), name]);
  }
  const roles = [...byRole].map(([role, names]) => `${names.join(', ')} ${role}`);
  const isGuessed = config.instances.some(({ name }) => !world.roles.has(name));
  const rest = world.source === 'options' && isGuessed ? '; backup where it says nothing' : '';
  return [{ about: 'roles', text: `${roles.join('; ')} (${sources[world.source]}${rest})` }];
};

const serverLine = (config: Config, world: World): Assumption[] => {
  const servers = config.services.flatMap((service) =>
    service.servers.map((server) => ({ key: verdictKey(service, server), server })),
  );
  const unknown = servers.filter(({ key }) => !world.servers.has(key));
  if (unknown.length === 0) return [];
  const waiting = unknown.filter(({ server }) => server.startsDown).length;
  const all =
    unknown.length === 1 ? 'the real server counts' : `all ${unknown.length} real servers count`;
  const most = waiting === 0 ? all : `${unknown.length - waiting} real servers count`;
  const rest = waiting === 0 ? '' : `, ${waiting} in alpha mode as down`;
  return [{ about: 'servers', text: `${most} as up${rest}, since nobody checks them` }];
};

/** What a plan for `world` takes for granted, for people to read before they agree. */
export const assumptionsOf = (config: Config, world: World): Assumption[] => [
  ...roleLine(config, world),
  ...serverLine(config, world),
];
