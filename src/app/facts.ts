// `hactl facts`: what lint wants to know of a host, gathered on it.

import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import type { Host } from '../host/ports.ts';
import {
  type Facts,
  factsSchema,
  factsShape,
  type InterfaceFact,
  type PathFact,
} from '../lint/facts.ts';
import { wayTo } from '../lint/script-paths.ts';
import { type WantedFacts, wantedFacts } from '../lint/wanted-facts.ts';
import { linkQueries } from '../observe/links.ts';
import type { Resource } from '../plan/state.ts';
import { parseVersioned } from '../plan/plan-file.ts';
import { resolveNames } from './host-view.ts';
import { type Loaded, readText } from './load.ts';
import { missingTool } from './observe.ts';

export type Gathered = { readonly facts: Facts } | { readonly problem: Diagnostic };

const readKernel = async (
  host: Host,
): Promise<{ resources: readonly Resource[] } | { problem: Diagnostic }> => {
  const resources: Resource[] = [];
  for (const { argv, read } of linkQueries) {
    const { exitCode, stdout, stderr, isMissing } = await host.exec.run(argv);
    if (isMissing) return { problem: missingTool(argv[0] ?? '', 'reading the interfaces') };
    if (exitCode !== 0) {
      const values = { command: argv.join(' '), message: stderr.trim() };
      return { problem: diagnostic('HA6015', null, values) };
    }
    resources.push(...read(stdout));
  }
  return { resources };
};

const interfacesFrom = (resources: readonly Resource[]): InterfaceFact[] =>
  resources
    .filter((resource) => resource.kind === 'link')
    .map(({ name, up }) => ({
      name,
      isUp: up,
      addresses: resources
        .filter((resource) => resource.kind === 'address')
        .filter(({ device }) => device === name)
        .map(({ ip, prefixLength }) => `${ip}/${prefixLength}`),
    }));

/** Entries of a database of getent(1) by name, null for names without one; nothing where it cannot tell. */
const databaseEntries = async <T>(
  host: Host,
  database: 'passwd' | 'group',
  names: readonly string[],
  read: (fields: readonly string[]) => T,
): Promise<{ readonly [name: string]: T | null }> => {
  if (names.length === 0) return {};
  const { exitCode, stdout } = await host.exec.run(['getent', '--', database, ...names]);
  // 2: one of the names is not there.
  if (exitCode !== 0 && exitCode !== 2) return {};
  const found = stdout.split('\n').map((line) => line.split(':'));
  const byName = new Map(found.map((fields) => [fields[0] ?? '', read(fields)]));
  return Object.fromEntries(names.map((name) => [name, byName.get(name) ?? null]));
};

/** All that stands on the way to the programs. */
const pathsTo = async (
  host: Host,
  programs: readonly string[],
): Promise<{ readonly [path: string]: PathFact | null }> => {
  const paths = new Map<string, PathFact | null>();
  for (const program of programs) {
    for (;;) {
      const way = wayTo(program, (path) => paths.get(path));
      const entry = 'unknown' in way ? await host.inspectPath(way.unknown) : undefined;
      if (!('unknown' in way) || entry === undefined) break;
      paths.set(way.unknown, entry);
    }
  }
  return Object.fromEntries([...paths].sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** Host names of SafeKit's files, when they have any. */
const resolvedNames = async (host: Host, loaded: Loaded): Promise<Pick<Facts, 'hostNames'>> => {
  if (loaded.language === 'keepalived') return {};
  const resolved = await resolveNames(host, loaded.config);
  return resolved.size === 0 ? {} : { hostNames: Object.fromEntries(resolved) };
};

/** SafeKit's scripts have their names from their directory, not from the configuration. */
const noNames: WantedFacts = { users: [], groups: [], programs: [] };

/** Looks at all interfaces, and for the users and scripts that a configuration names. */
export const gatherFacts = async (host: Host, loaded: Loaded): Promise<Gathered> => {
  const kernel = await readKernel(host);
  if ('problem' in kernel) return kernel;
  const { users, groups, programs } =
    loaded.language === 'keepalived' ? wantedFacts(loaded) : noNames;
  return {
    facts: {
      kind: 'hactl-facts',
      schemaVersion: factsSchema,
      hostName: host.process.hostName,
      interfaces: interfacesFrom(kernel.resources),
      users: await databaseEntries(host, 'passwd', users, ([, , uid, gid]) => ({
        uid: Number(uid),
        gid: Number(gid),
      })),
      groups: await databaseEntries(host, 'group', groups, ([, , gid]) => ({ gid: Number(gid) })),
      paths: await pathsTo(host, programs),
      ...(await resolvedNames(host, loaded)),
    },
  };
};

/** Facts that `hactl facts` has written. */
export const readFacts = async (host: Host, file: string): Promise<Gathered> => {
  const read = await readText(host, file);
  if ('problem' in read) return read;
  const parsed = parseVersioned<Facts>(read.text, 'hactl-facts', factsSchema, factsShape);
  if ('value' in parsed) return { facts: parsed.value };
  const { reason } = parsed;
  const values = { file, what: 'a file of facts', reason, command: 'hactl facts' };
  return { problem: diagnostic('HA5009', null, values) };
};
