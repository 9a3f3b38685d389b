// Which node of a cluster this host is, and who else is there, from what the user says, a daemon
// reports, and cluster.xml.

import { suggest } from '../../base/suggest.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { Cluster, ClusterNode } from '../../ir/cluster.ts';
import type { Farm } from '../../ir/farm.ts';
import type { Config } from '../../ir/model.ts';
import type { FarmView, HostView, World } from '../../ir/world.ts';
import type { Assumption } from '../plan-file.ts';
import { addressOf } from './names.ts';

/** What options say; a module's own word goes before that for all. */
export interface SiteOptions {
  readonly node?: string;
  readonly members?: readonly ForModules<readonly string[]>[];
  readonly traffic?: readonly ForModules<FarmView['traffic']>[];
}

/** Said of one module, or of all. */
export interface ForModules<T> {
  readonly module?: string;
  readonly is: T;
}

interface Known<T> {
  readonly value: T;
  /** Why, for people. */
  readonly since: string;
}

type Told<T> = Known<T> | { readonly problem: Diagnostic };

const nodesOf = ({ lans }: Cluster): ClusterNode[] => lans.flatMap(({ nodes }) => nodes);

const namesOf = (cluster: Cluster): string[] => [
  ...new Set(nodesOf(cluster).map(({ name }) => name)),
];

const unknownName = (option: string, name: string, known: readonly string[]): Diagnostic => {
  const near = suggest(name, known);
  const mend = near === undefined ? `it has ${known.join(', ')}` : `did you mean "${near}"?`;
  return diagnostic('HA5411', null, { option, name, mend });
};

/** The names that a cluster does not have; without a cluster any will do. */
const unknownNames = (
  { cluster }: Config,
  option: string,
  names: readonly string[],
): Diagnostic[] => {
  if (cluster === undefined) return [];
  const known = namesOf(cluster);
  return names
    .filter((name) => !known.includes(name))
    .map((name) => unknownName(option, name, known));
};

/** The links of the host that have the address of a node. */
const linksWith = (node: ClusterNode, view: HostView): string[] => {
  const resolved = addressOf(node.localHost ?? node.host, node.span, view);
  if ('problem' in resolved) return [];
  const { ip } = resolved;
  return view.links.flatMap(({ name, addresses }) =>
    addresses.some((own) => own.ip === ip) ? [`its address ${ip} is on ${name}`] : [],
  );
};

const nodeHere = ({ cluster }: Config, view: HostView): Told<string> => {
  if (cluster === undefined) {
    const reason = 'no cluster.xml says which nodes there are';
    const mend = 'say it with --node NAME, or name the file with --cluster FILE';
    return { problem: diagnostic('HA5412', null, { reason, mend }) };
  }
  const found = new Map<string, string>();
  for (const node of nodesOf(cluster)) {
    for (const since of linksWith(node, view))
      if (!found.has(node.name)) found.set(node.name, since);
  }
  const [here, ...others] = found;
  if (here !== undefined && others.length === 0) return { value: here[0], since: here[1] };
  const reason =
    here === undefined
      ? 'this host has the address of no node of the cluster'
      : `this host has the addresses of ${[...found.keys()].join(' and ')}`;
  const mend = `say it with --node NAME, one of ${namesOf(cluster).join(', ')}`;
  return { problem: diagnostic('HA5412', null, { reason, mend }) };
};

const tellNode = (
  config: Config,
  { node }: SiteOptions,
  world: World,
  view: HostView,
): Told<string> => {
  if (node !== undefined) return { value: node, since: 'as --node says' };
  const reported = [...(world.farms?.values() ?? [])][0]?.node;
  return reported === undefined
    ? nodeHere(config, view)
    : { value: reported, since: 'as the running hactl reports' };
};

/** What is said of a module, by its own name or of all. */
const saidOf = <T>(said: readonly ForModules<T>[] | undefined, module: string): T | undefined =>
  (said?.find((one) => one.module === module) ?? said?.find((one) => one.module === undefined))?.is;

/** The nodes of the networks that a farm's membership goes by. */
const allNodes = ({ lans }: Farm, cluster: Cluster): string[] => {
  const names = new Set(lans.map(({ name }) => name));
  const own = cluster.lans.filter(({ name }) => names.has(name));
  return namesOf({ ...cluster, lans: own.length === 0 ? cluster.lans : own });
};

const tellMembers = (
  farm: Farm,
  { cluster }: Config,
  { members }: SiteOptions,
  world: World,
): Told<readonly string[]> => {
  const { module } = farm;
  const said = saidOf(members, module);
  if (said !== undefined) return { value: said, since: 'as --members says' };
  const reported = world.farms?.get(module)?.members;
  if (reported !== undefined) return { value: reported, since: 'as the running hactl reports' };
  if (cluster === undefined) return { problem: diagnostic('HA5413', farm.span, { module }) };
  const since = 'all of the cluster, assumed to be there; say it with --members NAME,...';
  return { value: allNodes(farm, cluster), since };
};

const tellTraffic = (
  { module, scriptControl }: Farm,
  { traffic }: SiteOptions,
  world: World,
): Known<FarmView['traffic']> => {
  const said = saidOf(traffic, module);
  if (said !== undefined) return { value: said, since: 'as --traffic says' };
  const reported = world.farms?.get(module)?.traffic;
  if (reported !== undefined) return { value: reported, since: 'as the running hactl reports' };
  return scriptControl
    ? { value: 'closed', since: 'until a script of the module opens it: scriptcontrol is on' }
    : { value: 'open', since: 'as modules without scriptcontrol start' };
};

interface ToldFarm {
  readonly module: string;
  readonly members: Known<readonly string[]>;
  readonly traffic: Known<FarmView['traffic']>;
}

/** One line for all farms of which the same is known. */
const linesOf = (
  about: 'members' | 'traffic',
  farms: readonly ToldFarm[],
  textOf: (farm: ToldFarm) => string,
): Assumption[] => {
  const modules = new Map<string, string[]>();
  for (const farm of farms) {
    const line = `${textOf(farm)} (${farm[about].since})`;
    modules.set(line, [...(modules.get(line) ?? []), farm.module]);
  }
  return [...modules].map(([text, names]) => ({
    about,
    text: modules.size === 1 ? text : `${names.join(', ')}: ${text}`,
  }));
};

const wrongModules = ({ farms }: Config, { members, traffic }: SiteOptions): Diagnostic[] => {
  const known = farms.map(({ module }) => module);
  const wrong = (option: string, said: readonly ForModules<unknown>[] = []) =>
    said.flatMap(({ module }) => {
      if (module === undefined || known.includes(module)) return [];
      const near = suggest(module, known);
      const list = known.length === 0 ? 'there is none' : `there is ${known.join(', ')}`;
      const mend = near === undefined ? list : `did you mean "${near}"?`;
      return diagnostic('HA5414', null, { option, module, mend });
    });
  return [...wrong('--members', members), ...wrong('--traffic', traffic)];
};

/** What options name and the files do not have. */
const wrongOptions = (config: Config, options: SiteOptions): Diagnostic[] => {
  const { node, members = [] } = options;
  return [
    ...wrongModules(config, options),
    ...unknownNames(config, '--node', node === undefined ? [] : [node]),
    ...unknownNames(config, '--members', [...new Set(members.flatMap(({ is }) => is))]),
  ];
};

export interface Site {
  readonly world: World;
  readonly diagnostics: readonly Diagnostic[];
  readonly assumptions: readonly Assumption[];
}

/** The world with what each farm must know of its cluster; `world.host` is there. */
export const assignSite = (config: Config, options: SiteOptions, world: World): Site => {
  const { farms: _reported, ...rest } = world;
  const without = (...diagnostics: Diagnostic[]): Site => ({
    world: rest,
    diagnostics,
    assumptions: [],
  });
  const wrong = wrongOptions(config, options);
  if (wrong.length > 0 || config.farms.length === 0) return without(...wrong);
  const node = tellNode(config, options, world, world.host ?? { links: [], resolved: new Map() });
  if ('problem' in node) return without(node.problem);
  const diagnostics: Diagnostic[] = [];
  const farms = config.farms.flatMap((farm): ToldFarm[] => {
    const members = tellMembers(farm, config, options, world);
    if ('value' in members) {
      return [{ module: farm.module, members, traffic: tellTraffic(farm, options, world) }];
    }
    diagnostics.push(members.problem);
    return [];
  });
  const views = farms.map(({ module, members, traffic }): [string, FarmView] => [
    module,
    { node: node.value, members: members.value, traffic: traffic.value },
  ]);
  return {
    world: { ...rest, farms: new Map(views) },
    diagnostics,
    assumptions: [
      { about: 'node', text: `${node.value} (${node.since})` },
      ...linesOf('members', farms, ({ members }) => members.value.join(', ') || 'nobody'),
      ...linesOf('traffic', farms, ({ traffic }) => traffic.value),
    ],
  };
};
