// The world as a running hactl daemon reports it, else as the configuration starts it.

import { expectShape, namespaceShape, readKept, storeAt, valueOr } from '../apply/store.ts';
import { dictionary, integer, listOf, object, oneOf, text } from '../base/shape.ts';
import type { Host, NamespaceIdentity } from '../host/ports.ts';
import { verdictKey } from '../plan/desired/ipvs.ts';
import type { Config } from '../ir/model.ts';
import { type FarmView, initialWorld, type Role, roleOf, type World } from '../ir/world.ts';
import type { Assumption } from '../plan/plan-file.ts';

interface DaemonReport {
  readonly namespace: NamespaceIdentity;
  readonly pid: number;
  readonly roles: { readonly [instance: string]: Role };
  readonly servers: { readonly [server: string]: 'up' | 'down' };
  readonly farms?: { readonly [module: string]: FarmView };
}

const farmShape = object({
  node: text,
  members: listOf(text),
  traffic: oneOf('open', 'closed'),
});

const reportShape = object(
  {
    namespace: namespaceShape,
    pid: integer(1),
    roles: dictionary(text, oneOf('master', 'backup', 'fault')),
    servers: dictionary(text, oneOf('up', 'down')),
  },
  { farms: dictionary(text, farmShape) },
);

const parseReport = (json: string) => {
  const report = JSON.parse(json) as DaemonReport;
  expectShape(reportShape, report);
  return { namespace: report.namespace, value: report };
};

/** What `hactl run` last wrote beside the record, if it is still running. */
export const readWorld = async (
  host: Host,
  stateDirectory: string,
): Promise<{ readonly world: World } | { readonly problem: string }> => {
  const store = await storeAt(host, stateDirectory);
  const kept = await readKept<DaemonReport | null>(host, store, store.daemon, null, parseReport);
  if ('problem' in kept) {
    // Who may not look makes a plan all the same, which says so.
    return kept.isForbidden ? { world: { ...initialWorld, source: 'unknown' } } : kept;
  }
  const report = valueOr(kept, null);
  if (report === null || !host.process.isRunning(report.pid)) return { world: initialWorld };
  const { roles, servers, farms } = report;
  const world: World = {
    roles: new Map(Object.entries(roles)),
    servers: new Map(Object.entries(servers)),
    ...(farms !== undefined && { farms: new Map(Object.entries(farms)) }),
    source: 'daemon',
  };
  return { world };
};

/** SafeKit's words for the states of a mirror. */
const mirrorRoles: { readonly [R in Role]: string } = {
  master: 'primary',
  backup: 'secondary',
  fault: 'waiting',
};

const sources: { readonly [S in World['source']]: string } = {
  options: 'as --role says',
  daemon: 'as the running hactl reports',
  unknown: 'assumed, since what a hactl does here is not for you to read: run it as root',
  assumed: 'assumed, since no hactl is running here; say it with --role NAME=master|backup|fault',
};

const roleLine = (config: Config, world: World): Assumption[] => {
  if (config.instances.length === 0) return [];
  const byRole = new Map<string, string[]>();
  for (const { name, mirror } of config.instances) {
    const found = roleOf(world, name);
    const role = mirror === undefined ? found : mirrorRoles[found];
    byRole.set(role, [...(byRole.get(role) ?? []), name]);
  }
  const roles = [...byRole].map(([role, names]) => `${names.join(', ')} ${role}`);
  const isGuessed = config.instances.some(({ name }) => !world.roles.has(name));
  const rest = world.source === 'options' && isGuessed ? '; backup where it says nothing' : '';
  const isMirrors = config.instances.every(({ mirror }) => mirror !== undefined);
  const why = isMirrors
    ? sources[world.source].replace('master|backup|fault', 'prim|second')
    : sources[world.source];
  return [{ about: 'roles', text: `${roles.join('; ')} (${why}${rest})` }];
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

const unknownOwner: Assumption = {
  about: 'record',
  text: 'what hactl made here could not be read, so nothing is removed, and what differs counts as in the way',
};

/** What a plan for `world` takes for granted, for people to read before they agree. */
export const assumptionsOf = (config: Config, world: World, knowsOwned: boolean): Assumption[] => [
  ...roleLine(config, world),
  ...serverLine(config, world),
  ...(knowsOwned ? [] : [unknownOwner]),
];
