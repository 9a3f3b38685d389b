// IPVS by generic netlink: what a dump holds, as the resources that observe/ipvsadm.ts reads from
// text.

import { type Family, ipFromBytes, lengthMask } from '../base/ip.ts';
import * as genl from '../base/ipvs-genl.ts';
import {
  type Attributes,
  readAttributes,
  readBe16,
  readBytes,
  readString,
  readU16,
  readU32,
  readU8,
  type Writer,
} from '../base/netlink.ts';
import type { Forwarding, Protocol } from '../ir/model.ts';
import type {
  IpvsServer,
  IpvsService,
  IpvsSyncDaemon,
  IpvsTimeouts,
  ServiceId,
} from '../plan/state.ts';
import { compact } from './query.ts';

const { daemon, dest, service, top } = genl;

const nameOf = <N extends string>(
  numbers: Readonly<Record<N, number>>,
  number: number,
): N | undefined =>
  (Object.entries(numbers) as [N, number][]).find(([, value]) => value === number)?.[0];

const familyFrom = (bytes: DataView | undefined): Family =>
  nameOf(genl.families, readU16(bytes)) ?? 'inet';

const ipFrom = (bytes: DataView | undefined, family: Family): string =>
  ipFromBytes([...readBytes(bytes).subarray(0, family === 'inet' ? 4 : 16)]);

const idFrom = (attributes: Attributes): ServiceId => {
  const family = familyFrom(attributes.get(service.family));
  const mark = attributes.get(service.mark);
  if (mark !== undefined && readU32(mark) !== 0) return { mark: readU32(mark), family };
  const protocol = nameOf(genl.protocols, readU16(attributes.get(service.protocol))) ?? 'tcp';
  return {
    protocol: protocol satisfies Protocol,
    ip: ipFrom(attributes.get(service.address), family),
    port: readBe16(attributes.get(service.port)),
  };
};

const flagWords = (scheduler: string): readonly (string | undefined)[] =>
  scheduler === 'sh' || scheduler === 'mh'
    ? [`${scheduler}-fallback`, `${scheduler}-port`, undefined]
    : ['flag-1', 'flag-2', 'flag-3'];

const granularityFrom = (bytes: DataView | undefined, family: Family): string | undefined => {
  if (bytes === undefined) return undefined;
  if (family === 'inet6') return readU32(bytes) === 128 ? undefined : String(readU32(bytes));
  const mask = ipFrom(bytes, 'inet');
  return mask === lengthMask(32) ? undefined : mask;
};

/** One reply to a dump of services. */
export const readService = (payload: DataView): IpvsService | undefined => {
  const outer = readAttributes(payload).get(top.service);
  if (outer === undefined) return undefined;
  const attributes = readAttributes(outer);
  const scheduler = readString(attributes.get(service.scheduler));
  const bits = readU32(attributes.get(service.flags));
  const isPersistent = (bits & genl.serviceFlags.persistent) !== 0;
  const engine = readString(attributes.get(service.engine));
  const family = familyFrom(attributes.get(service.family));
  const words = flagWords(scheduler);
  return compact<IpvsService>({
    kind: 'ipvs-service',
    id: idFrom(attributes),
    scheduler,
    flags: genl.serviceFlags.scheduler
      .flatMap((bit, index) => ((bits & bit) === 0 ? [] : (words[index] ?? [])))
      .sort(),
    onePacket: (bits & genl.serviceFlags.onePacket) !== 0,
    persistenceS: isPersistent ? readU32(attributes.get(service.timeout)) : undefined,
    granularity: isPersistent
      ? granularityFrom(attributes.get(service.netmask), family)
      : undefined,
    engine: engine === '' ? undefined : engine,
  });
};

const forwardingFrom = (attributes: Attributes): Forwarding => {
  // The low bits are the method, IP_VS_CONN_F_FWD_MASK.
  const method = nameOf(genl.methods, readU32(attributes.get(dest.method)) & 7) ?? 'nat';
  if (method !== 'tun') return { method };
  const type = nameOf(genl.tunnelTypes, readU8(attributes.get(dest.tunnelType))) ?? 'ipip';
  const port = readBe16(attributes.get(dest.tunnelPort));
  const flags = readU16(attributes.get(dest.tunnelFlags));
  const checksum = nameOf(genl.tunnelChecksums, flags) ?? 'nocsum';
  return { method, tunnel: { type, ...(port > 0 && { port }), checksum } };
};

/** One reply to a dump of the servers of a service. */
export const readServer = (payload: DataView, of: ServiceId): IpvsServer | undefined => {
  const outer = readAttributes(payload).get(top.dest);
  if (outer === undefined) return undefined;
  const attributes = readAttributes(outer);
  const family = familyFrom(attributes.get(dest.family));
  return {
    kind: 'ipvs-server',
    service: of,
    ip: ipFrom(attributes.get(dest.address), family),
    port: readBe16(attributes.get(dest.port)),
    forwarding: forwardingFrom(attributes),
    weight: readU32(attributes.get(dest.weight)),
    upperThreshold: readU32(attributes.get(dest.upperThreshold)),
    lowerThreshold: readU32(attributes.get(dest.lowerThreshold)),
  };
};

/** What a dump of servers is asked with. */
export const writeServersOf =
  (id: ServiceId) =>
  (writer: Writer): void =>
    writer.nested(top.service, () => genl.writeIdentity(writer, id));

/** One reply to a dump of the sync daemons. */
export const readDaemon = (payload: DataView): IpvsSyncDaemon | undefined => {
  const outer = readAttributes(payload).get(top.daemon);
  if (outer === undefined) return undefined;
  const attributes = readAttributes(outer);
  const role = nameOf(genl.daemonStates, readU32(attributes.get(daemon.state)));
  if (role === undefined) return undefined;
  const group4 = attributes.get(daemon.group);
  const group6 = attributes.get(daemon.group6);
  return compact<IpvsSyncDaemon>({
    kind: 'ipvs-sync',
    role,
    device: readString(attributes.get(daemon.device)),
    syncId: readU32(attributes.get(daemon.syncId)),
    maxLengthBytes: readU16(attributes.get(daemon.maxLength)) || undefined,
    group: group4 ? ipFrom(group4, 'inet') : group6 && ipFrom(group6, 'inet6'),
    port: readU16(attributes.get(daemon.port)) || undefined,
    ttl: readU8(attributes.get(daemon.ttl)) || undefined,
  });
};

/** The reply to a question for the configuration. */
export const readConfig = (payload: DataView): IpvsTimeouts => {
  const attributes = readAttributes(payload);
  return {
    kind: 'ipvs-timeouts',
    tcpS: readU32(attributes.get(top.tcp)),
    tcpFinS: readU32(attributes.get(top.tcpFin)),
    udpS: readU32(attributes.get(top.udp)),
  };
};
