// What a kernel has of global_defs: the timeouts of IPVS and its sync daemons.

import type { IpvsSyncDaemon, IpvsTimeouts, Resource } from '../../plan/state.ts';
import type { Statement } from '../document/keepalived.ts';
import { say } from '../to-keepalived/router.ts';

/** Those of a kernel that nobody has told otherwise (ip_vs_proto_tcp.c, ip_vs_proto_udp.c). */
const usualS = { tcp: 900, tcpfin: 120, udp: 300 };

const timeoutWords = ({ tcpS, tcpFinS, udpS }: IpvsTimeouts): (string | number)[] => {
  const found = { tcp: tcpS, tcpfin: tcpFinS, udp: udpS };
  return (['tcp', 'tcpfin', 'udp'] as const).flatMap((name) => {
    const seconds = found[name];
    return seconds === undefined || seconds === usualS[name] ? [] : [name, seconds];
  });
};

/** Followed by an instance, a daemon is master or backup with it; without one, both run. */
const daemonStatement = (
  daemons: readonly IpvsSyncDaemon[],
  instance: string | undefined,
): Statement[] => {
  const [first] = daemons;
  if (first === undefined) return [];
  const { device, syncId, maxLengthBytes, port, ttl, group } = first;
  const follows = daemons.length === 1 && instance !== undefined ? [instance] : [];
  const words = [
    ...['lvs_sync_daemon', device, ...follows, 'id', syncId],
    ...(maxLengthBytes === undefined ? [] : ['maxlen', maxLengthBytes]),
    ...(port === undefined ? [] : ['port', port]),
    ...(ttl === undefined ? [] : ['ttl', ttl]),
    ...(group === undefined ? [] : ['group', group]),
  ];
  return [say(words)];
};

/** global_defs; empty when the kernel has nothing for it. `instance` is who a sync daemon may follow. */
export const globalStatements = (
  resources: readonly Resource[],
  instance: string | undefined,
): Statement[] => {
  const timeouts = resources.filter((one) => one.kind === 'ipvs-timeouts').map(timeoutWords);
  const lines = [
    ...timeouts.filter((words) => words.length > 0).map((words) => say(['lvs_timeouts', ...words])),
    ...daemonStatement(
      resources.filter((one) => one.kind === 'ipvs-sync'),
      instance,
    ),
  ];
  return lines.length === 0 ? [] : [say(['global_defs'], [], lines)];
};
