// IPVS: services, their servers, the sync daemons and the timeouts.

import { type Family, familyOf, ipPort } from '../../base/ip.ts';
import type { Forwarding } from '../../ir/model.ts';
import type { IpvsServer, IpvsService, IpvsSyncDaemon, IpvsTimeouts, ServiceId } from '../state.ts';
import { type KindVerbs, listed } from './kind.ts';
import { linkKey } from './link.ts';

/** `tcp:10.0.0.1:80` or `fwmark:3:inet`. */
export const serviceIdText = (id: ServiceId): string =>
  'mark' in id ? `fwmark:${id.mark}:${id.family}` : `${id.protocol}:${ipPort(id.ip, id.port)}`;

export const serviceKey = (id: ServiceId): string => `ipvs-service:${serviceIdText(id)}`;

export const serviceFamily = (id: ServiceId): Family =>
  'mark' in id ? id.family : familyOf(id.ip);

const serviceTitle = (id: ServiceId): string =>
  'mark' in id
    ? `fwmark ${id.mark}${id.family === 'inet6' ? ' (IPv6)' : ''}`
    : `${id.protocol} ${ipPort(id.ip, id.port)}`;

export const ipvsService: KindVerbs<IpvsService> = {
  key: ({ id }) => serviceKey(id),
  equal: (wanted, found) =>
    wanted.scheduler === found.scheduler &&
    wanted.flags.join(' ') === found.flags.join(' ') &&
    wanted.onePacket === found.onePacket &&
    wanted.persistenceS === found.persistenceS &&
    wanted.granularity === found.granularity &&
    wanted.engine === found.engine,
  needsReplacing: () => false,
  dependsOn: () => [],
  title: ({ id }) => `service ${serviceTitle(id)}`,
  attributes: (service) => ({
    scheduler: service.scheduler,
    flags: listed(service.flags),
    'one-packet': service.onePacket ? 'yes' : undefined,
    persistence: service.persistenceS === undefined ? undefined : `${service.persistenceS}s`,
    granularity: service.granularity,
    engine: service.engine,
  }),
  lostOnRemoval: 'connections through a removed service',
};

const methodText = (forwarding: Forwarding): string => {
  if (forwarding.method !== 'tun') return forwarding.method === 'nat' ? 'NAT' : 'DR';
  const { type, port, checksum } = forwarding.tunnel;
  if (type === 'ipip') return 'TUN';
  return ['TUN', type, ...(port === undefined ? [] : [String(port)]), checksum].join(' ');
};

export const ipvsServer: KindVerbs<IpvsServer> = {
  key: ({ service, ip, port }) => `ipvs-server:${serviceIdText(service)}:${ipPort(ip, port)}`,
  equal: (wanted, found) =>
    methodText(wanted.forwarding) === methodText(found.forwarding) &&
    wanted.weight === found.weight &&
    wanted.upperThreshold === found.upperThreshold &&
    wanted.lowerThreshold === found.lowerThreshold,
  needsReplacing: () => false,
  dependsOn: ({ service }) => [serviceKey(service)],
  title: ({ service, ip, port }) => `server ${ipPort(ip, port)} of ${serviceTitle(service)}`,
  attributes: (server) => ({
    method: methodText(server.forwarding),
    weight: String(server.weight),
    'upper threshold': server.upperThreshold === 0 ? undefined : String(server.upperThreshold),
    'lower threshold': server.lowerThreshold === 0 ? undefined : String(server.lowerThreshold),
  }),
  lostOnRemoval: 'connections to a removed real server',
};

export const ipvsSyncDaemon: KindVerbs<IpvsSyncDaemon> = {
  key: ({ role }) => `ipvs-sync:${role}`,
  // The kernel fills in what is not asked for.
  equal: (wanted, found) =>
    wanted.device === found.device &&
    wanted.syncId === found.syncId &&
    (wanted.maxLengthBytes ?? found.maxLengthBytes) === found.maxLengthBytes &&
    (wanted.group ?? found.group) === found.group &&
    (wanted.port ?? found.port) === found.port &&
    (wanted.ttl ?? found.ttl) === found.ttl,
  filled: (wanted, found) => ({ ...found, ...wanted }),
  needsReplacing: () => true,
  dependsOn: ({ device }) => [linkKey(device)],
  title: ({ role }) => `IPVS sync daemon (${role})`,
  attributes: (daemon) => ({
    dev: daemon.device,
    id: String(daemon.syncId),
    maxlen: daemon.maxLengthBytes?.toString(),
    group: daemon.group,
    port: daemon.port?.toString(),
    ttl: daemon.ttl?.toString(),
  }),
};

export const ipvsTimeouts: KindVerbs<IpvsTimeouts> = {
  key: () => 'ipvs-timeouts',
  equal: (wanted, found) =>
    (wanted.tcpS ?? found.tcpS) === found.tcpS &&
    (wanted.tcpFinS ?? found.tcpFinS) === found.tcpFinS &&
    (wanted.udpS ?? found.udpS) === found.udpS,
  filled: (wanted, found) => ({ ...found, ...wanted }),
  needsReplacing: () => false,
  dependsOn: () => [],
  title: () => 'IPVS timeouts',
  attributes: ({ tcpS, tcpFinS, udpS }) =>
    ({
      tcp: tcpS && `${tcpS}s`,
      tcpfin: tcpFinS && `${tcpFinS}s`,
      udp: udpS && `${udpS}s`,
    }) as { [name: string]: string | undefined },
};
