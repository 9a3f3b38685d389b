// Inside a sandbox: makes what a configuration names of its host, and runs `keepalived -t` there.

import type { Host } from '../host/ports.ts';
import type { NamedObjects } from '../syntax/keepalived/named-objects.ts';
import { makeLinks } from './make-links.ts';

export interface KeepalivedRequest {
  readonly program: string;
  /** As keepalived is to be told; `text` comes by standard input when it is /dev/stdin. */
  readonly file: string;
  readonly text: string;
  readonly configId: string | null;
  readonly objects: NamedObjects;
  readonly timeoutMs: number;
}

export interface KeepalivedReport {
  /** What could not be made, and why. */
  readonly problems: readonly string[];
  readonly exitCode: number | null;
  /** Name of the signal that ended it, or `timeout`. */
  readonly endedBy: string | null;
  readonly output: string;
}

export const standardInput = '/dev/stdin';

/** Namespaces have their names below here; what the host has by these names is not for us. */
const namespaceDirectory = '/run/netns';

/** A directory of our own over the host's; over /run as a whole where the host has none. */
const hideNamespaces = async (host: Host): Promise<string | null> => {
  const isThere = (await host.listDirectory(namespaceDirectory)) !== null;
  const directory = isThere ? namespaceDirectory : '/run';
  const argv = ['mount', '-t', 'tmpfs', '-o', 'mode=0755', 'hactl', directory];
  const { exitCode, stderr } = await host.exec.run(argv);
  return exitCode === 0 ? null : stderr.trim();
};

const makeNamespace = async (host: Host, name: string): Promise<string | null> => {
  const { exitCode, stderr } = await host.exec.run(['ip', 'netns', 'add', name]);
  return exitCode === 0 ? null : stderr.trim();
};

/** Everything in every namespace: keepalived looks for interfaces in the one that it enters. */
const makeObjects = async (
  host: Host,
  { interfaces, vrfs, namespaces }: NamedObjects,
): Promise<string[]> => {
  const links = [
    ...interfaces.map((name) => ({ name })),
    ...vrfs.map((name) => ({ name, isVrf: true })),
  ];
  const problems = await makeLinks(host, links);
  if (namespaces.length === 0) return problems;
  const hidden = await hideNamespaces(host);
  if (hidden !== null) return [...problems, `${namespaceDirectory}: ${hidden}`];
  for (const name of namespaces) {
    const problem = await makeNamespace(host, name);
    if (problem === null) problems.push(...(await makeLinks(host, links, ['-netns', name])));
    else problems.push(`${name}: ${problem}`);
  }
  return problems;
};

/** No core is dumped when it crashes, and it goes when we go, whoever ends us. */
const guarded = ['prlimit', '--core=0', 'setpriv', '--pdeathsig', 'KILL', '--'];

/** Makes the objects and runs keepalived; its group is killed when the time is over. */
export const runKeepalived = async (
  host: Host,
  request: KeepalivedRequest,
): Promise<KeepalivedReport> => {
  const { program, file, text, configId, objects, timeoutMs } = request;
  const problems = await makeObjects(host, objects);
  const id = configId === null ? [] : ['--config-id', configId];
  const argv = [...guarded, program, '--config-test', ...id, '--use-file', file];
  const stdin = file === standardInput ? text : '';
  const { exitCode, endedBy = null, stderr } = await host.exec.run(argv, stdin, timeoutMs);
  return { problems, exitCode, endedBy, output: stderr };
};
