// Host names where an address may stand: the configuration keeps them, a plan wants addresses.

import { parseIp } from '../../base/ip.ts';
import type { Span } from '../../base/span.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { Cluster } from '../../ir/cluster.ts';
import type { Config } from '../../ir/model.ts';
import type { HostView } from '../../ir/world.ts';

const hostsOfCluster = ({ lans }: Cluster): string[] =>
  lans.flatMap(({ nodes }) => nodes.flatMap(({ host, localHost }) => [host, localHost ?? host]));

/** The host names of a configuration, each once. */
export const hostNamesIn = ({ instances, farms, cluster }: Config): string[] => {
  const interfaces = [
    ...instances.flatMap(({ mirror }) => mirror?.interfaces ?? []),
    ...farms.flatMap((farm) => farm.interfaces),
  ];
  const hosts = [
    ...interfaces.flatMap(({ addresses }) => addresses.map(({ host }) => host)),
    ...farms.flatMap(({ groups }) => groups.flatMap(({ rules }) => rules.map(({ host }) => host))),
    ...(cluster === undefined ? [] : hostsOfCluster(cluster)),
  ];
  const isName = (host: string): boolean => host !== '*' && parseIp(host) === null;
  return [...new Set(hosts.filter(isName))];
};

/** The address that stands at `span`: as it is written, or the only one that a host name stands for. */
export const addressOf = (
  host: string,
  span: Span,
  { resolved }: Pick<HostView, 'resolved'>,
): { readonly ip: string } | { readonly problem: Diagnostic } => {
  const written = parseIp(host);
  if (written !== null) return { ip: written };
  const [ip, ...others] = resolved.get(host) ?? [];
  if (ip !== undefined && others.length === 0) return { ip };
  const found = ip === undefined ? 'no address' : [ip, ...others].join(' and ');
  return { problem: diagnostic('HA5401', span, { name: host, found }) };
};
