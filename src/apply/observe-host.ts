// Asks the host's tools what the kernel holds.

import type { ExecResult, Host } from '../host/ports.ts';
import {
  ipvsCommands,
  readSyncDaemons,
  readTable,
  readThresholds,
  readTimeouts,
  withThresholds,
} from '../observe/ipvsadm.ts';
import { linkQueries } from '../observe/links.ts';
import { readNames } from '../observe/names.ts';
import { hooksArgv, lacksHooks, nftQuery, withHooks } from '../observe/nft.ts';
import type { Query } from '../observe/query.ts';
import { routeQueries } from '../observe/routes.ts';
import { sysctlQuery } from '../observe/sysctl.ts';
import { openIpvs, readIpvs, reasons } from './ipvs.ts';
import { toState } from '../plan/kinds.ts';
import type { Gap, Observation } from '../plan/observation.ts';
import { type Kind, kernelNames, type NumberNames, type Resource } from '../plan/state.ts';

/** What of a kernel is read together. */
export type Topic = Query['topic'];
type Answer = { readonly resources: readonly Resource[] } | { readonly gap: Gap };

const topicOf: { readonly [K in Kind]: Topic } = {
  link: 'network',
  address: 'network',
  route: 'network',
  rule: 'network',
  sysctl: 'sysctl',
  'nft-table': 'nft',
  'ipvs-service': 'ipvs',
  'ipvs-server': 'ipvs',
  'ipvs-sync': 'ipvs',
  'ipvs-timeouts': 'ipvs',
};

/** Kinds that neither stand on a link nor are lost with one. */
const apart = new Set<Kind>(['ipvs-service', 'ipvs-server', 'ipvs-timeouts']);

/** The topics that must be read to plan for these kinds, what they stand on included. */
export const topicsFor = (wanted: Iterable<Kind>): Set<Topic> => {
  const kinds = new Set(wanted);
  const topics = new Set<Topic>();
  if ([...kinds].some((kind) => !apart.has(kind))) topics.add('network');
  for (const kind of kinds) topics.add(topicOf[kind]);
  // Removing a primary address depends on promote_secondaries, and a link takes its parameters along.
  if (kinds.has('address') || kinds.has('link')) topics.add('sysctl');
  return topics;
};

const noKernelSupport = /Protocol not (available|supported)|Unable to initialize Netlink socket/;
const noPermission = /not permitted|must be root|[Pp]ermission denied/;

const gapOf = (topic: Topic, argv: readonly string[], result: ExecResult): Gap => {
  const first = result.stderr.trim().split('\n').at(0) ?? '';
  const own = result.stderr.split('\n').find((line) => line.startsWith("Can't")) ?? first;
  const reason = result.isMissing
    ? 'missing-tool'
    : noPermission.test(result.stderr)
      ? 'no-permission'
      : noKernelSupport.test(result.stderr)
        ? 'no-kernel-support'
        : 'failed';
  const message = own === '' ? `it ended with status ${result.exitCode}` : own;
  return { topic, command: argv.join(' '), reason, message };
};

/** A kernel without IPv6 has no objects of it: that is an answer. */
const noFamily = /Address family not supported/;

const ask = async (host: Host, { topic, argv, read }: Query): Promise<Answer> => {
  const result = await host.exec.run(argv);
  if (result.exitCode !== 0 && noFamily.test(result.stderr)) return { resources: [] };
  if (result.exitCode !== 0) return { gap: gapOf(topic, argv, result) };
  return { resources: read(result.stdout) };
};

/** Tables, and at which links the chains of netdev tables stand. */
const askNft = async (host: Host): Promise<Answer> => {
  const answer = await ask(host, nftQuery);
  if ('gap' in answer || !answer.resources.some(lacksHooks)) return answer;
  const hooks = await host.exec.run(hooksArgv);
  if (hooks.exitCode !== 0) return { gap: gapOf('nft', hooksArgv, hooks) };
  return { resources: withHooks(answer.resources, hooks.stdout) };
};

const eperm = 1;

const ipvsGap = (reason: Gap['reason'], message: string): { readonly gap: Gap } => ({
  gap: { topic: 'ipvs', command: 'ipvsadm -Sn', reason, message },
});

const askIpvs = async (host: Host): Promise<Answer> => {
  const channel = await openIpvs(host);
  if ('reason' in channel) {
    return channel.reason === 'unavailable'
      ? askIpvsadm(host)
      : ipvsGap('no-kernel-support', 'there is no module ip_vs');
  }
  const read = readIpvs(channel);
  channel.close();
  if ('found' in read) return { resources: read.found };
  const { errno } = read;
  const message = reasons.get(errno) ?? `errno ${errno}`;
  return ipvsGap(errno === eperm ? 'no-permission' : 'failed', message);
};

const askIpvsadm = async (host: Host): Promise<Answer> => {
  const outputs: string[] = [];
  for (const argv of Object.values(ipvsCommands)) {
    const result = await host.exec.run(argv);
    if (result.exitCode !== 0) return { gap: gapOf('ipvs', argv, result) };
    outputs.push(result.stdout);
  }
  const [table = '', thresholds = '', timeouts = '', daemons = ''] = outputs;
  const resources = [
    ...withThresholds(readTable(table), readThresholds(thresholds)),
    ...readTimeouts(timeouts),
    ...readSyncDaemons(daemons),
  ];
  return { resources };
};

const readNameTable = async (host: Host, file: string): Promise<Record<string, number>> => {
  const names: Record<string, number> = {};
  for (const directory of ['/usr/share/iproute2', '/etc/iproute2']) {
    const more = (await host.listDirectory(`${directory}/${file}.d`)) ?? [];
    const paths = [
      `${directory}/${file}`,
      ...more
        .filter((name) => name.endsWith('.conf'))
        .map((name) => `${directory}/${file}.d/${name}`),
    ];
    for (const path of paths) {
      const read = await host.readFile(path);
      if ('text' in read) Object.assign(names, readNames(read.text));
    }
  }
  return names;
};

/** The names of this host on top of the kernel's. */
export const readHostNames = async (host: Host): Promise<NumberNames> => {
  const [tables, protocols, scopes] = await Promise.all(
    ['rt_tables', 'rt_protos', 'rt_scopes'].map((file) => readNameTable(host, file)),
  );
  return {
    tables: { ...kernelNames.tables, ...tables },
    protocols: { ...kernelNames.protocols, ...protocols },
    scopes: { ...kernelNames.scopes, ...scopes },
  };
};

/** The kernel's state as far as `topics` go; what cannot be read is a gap. */
export const observeHost = async (host: Host, topics: ReadonlySet<Topic>): Promise<Observation> => {
  const queries = [...linkQueries, ...routeQueries, sysctlQuery].filter(({ topic }) =>
    topics.has(topic),
  );
  const asked = queries.map((query) => ask(host, query));
  if (topics.has('nft')) asked.push(askNft(host));
  if (topics.has('ipvs')) asked.push(askIpvs(host));
  const [names, answers] = await Promise.all([readHostNames(host), Promise.all(asked)]);
  const resources = answers.flatMap((answer) => ('resources' in answer ? answer.resources : []));
  const gaps = answers.flatMap((answer) => ('gap' in answer ? [answer.gap] : []));
  return { state: toState(resources), names, gaps };
};
