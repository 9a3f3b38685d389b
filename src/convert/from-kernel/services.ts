// The IPVS table of a kernel as virtual_server blocks.

import type { Forwarding } from '../../ir/model.ts';
import type { IpvsServer, IpvsService, ServiceId } from '../../plan/state.ts';
import type { Statement } from '../document/keepalived.ts';
import { say } from '../to-keepalived/router.ts';

const methodWords = (forwarding: Forwarding): string[] => {
  if (forwarding.method !== 'tun') return [forwarding.method.toUpperCase()];
  const { type, port, checksum } = forwarding.tunnel;
  if (type === 'ipip') return ['TUN'];
  const ofPort = port === undefined ? [] : ['port', String(port)];
  return ['TUN', 'type', type, ...ofPort, ...(checksum === 'nocsum' ? [] : [checksum])];
};

const headOf = (id: ServiceId): string[] =>
  'mark' in id ? ['fwmark', String(id.mark)] : [id.ip, String(id.port)];

/** NAT to the port that was asked for, which only servers of a group are forwarded to. */
const isToAnyPort = (id: ServiceId, { port, forwarding }: IpvsServer): boolean =>
  'port' in id && id.port !== 0 && port === 0 && forwarding.method === 'nat';

/** How most servers of a service are reached; the others say so themselves. */
const usualMethod = (servers: readonly IpvsServer[]): string => {
  const counts = new Map<string, number>();
  for (const { forwarding } of servers) {
    const words = methodWords(forwarding).join(' ');
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  const [most = ['NAT', 0] as const] = [...counts].sort(([, a], [, b]) => b - a);
  return most[0];
};

const serverStatement = (server: IpvsServer, usual: string): Statement => {
  const { ip, port, forwarding, weight, upperThreshold, lowerThreshold } = server;
  const words = methodWords(forwarding);
  const children = [
    say(['weight', weight]),
    ...(words.join(' ') === usual ? [] : [say(['lvs_method', ...words])]),
    ...(upperThreshold === 0 ? [] : [say(['uthreshold', upperThreshold])]),
    ...(lowerThreshold === 0 ? [] : [say(['lthreshold', lowerThreshold])]),
  ];
  const note =
    weight === 0
      ? { note: 'Of weight 0 when it was read: perhaps taken out by hand, or by a health check.' }
      : {};
  return { ...say(['real_server', ip, port], [], children), ...note };
};

const persistenceOf = ({ persistenceS, granularity, engine }: IpvsService): Statement[] => [
  ...(persistenceS === undefined ? [] : [say(['persistence_timeout', persistenceS])]),
  ...(granularity === undefined ? [] : [say(['persistence_granularity', granularity])]),
  ...(engine === undefined ? [] : [say(['persistence_engine', engine])]),
];

/**
 * A service with its servers. Without a server it cannot be said in keepalived.conf, which drops such a
 * virtual_server: no statement.
 */
export const serviceStatements = (
  service: IpvsService,
  servers: readonly IpvsServer[],
): readonly Statement[] => {
  if (servers.length === 0) return [];
  const { id, scheduler, flags, onePacket } = service;
  const usual = usualMethod(servers);
  const isGroup = servers.some((server) => isToAnyPort(id, server));
  const group = headOf(id).join('_');
  const body = [
    say(['lb_algo', scheduler]),
    ...flags.map((flag) => say([flag])),
    say(['lb_kind', ...usual.split(' ')]),
    'mark' in id ? say(['ip_family', id.family]) : say(['protocol', id.protocol.toUpperCase()]),
    ...(onePacket ? [say(['ops'])] : []),
    ...persistenceOf(service),
    ...servers.map((server) => serverStatement(server, usual)),
  ];
  return isGroup
    ? [
        say(['virtual_server_group', group], [], [say(headOf(id))]),
        say(['virtual_server', 'group', group], [], body),
      ]
    : [say(['virtual_server', ...headOf(id)], [], body)];
};
