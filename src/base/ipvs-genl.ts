// Numbers of linux/ip_vs.h that both directions need: commands and attributes of the generic netlink
// family IPVS.

import { type Family, familyOf, ipBytes } from './ip.ts';
import type { Writer } from './netlink.ts';

export const ipvsFamily = 'IPVS';
export const ipvsVersion = 1;

export const command = {
  newService: 1,
  setService: 2,
  delService: 3,
  getService: 4,
  newDest: 5,
  setDest: 6,
  delDest: 7,
  getDest: 8,
  newDaemon: 9,
  delDaemon: 10,
  getDaemon: 11,
  setConfig: 12,
  getConfig: 13,
} as const;

export const top = { service: 1, dest: 2, daemon: 3, tcp: 4, tcpFin: 5, udp: 6 } as const;

export const service = {
  family: 1,
  protocol: 2,
  address: 3,
  port: 4,
  mark: 5,
  scheduler: 6,
  flags: 7,
  timeout: 8,
  netmask: 9,
  engine: 11,
} as const;

export const dest = {
  address: 1,
  port: 2,
  method: 3,
  weight: 4,
  upperThreshold: 5,
  lowerThreshold: 6,
  family: 11,
  tunnelType: 13,
  tunnelPort: 14,
  tunnelFlags: 15,
} as const;

export const daemon = {
  state: 1,
  device: 2,
  syncId: 3,
  maxLength: 4,
  group: 5,
  group6: 6,
  port: 7,
  ttl: 8,
} as const;

/** linux/socket.h AF_INET, AF_INET6. */
export const families = { inet: 2, inet6: 10 } as const;
/** IPPROTO_*. */
export const protocols = { tcp: 6, udp: 17, sctp: 132 } as const;
/** IP_VS_CONN_F_FWD_METHOD. */
export const methods = { nat: 0, tun: 2, dr: 3 } as const;
export const tunnelTypes = { ipip: 0, gue: 1, gre: 2 } as const;
export const tunnelChecksums = { nocsum: 0, csum: 1, remcsum: 2 } as const;
export const daemonStates = { master: 1, backup: 2 } as const;
/** IP_VS_SVC_F_*. */
export const serviceFlags = { persistent: 1, onePacket: 4, scheduler: [8, 16, 32] } as const;

/** Who a service is, by address or by mark. */
type Identity =
  | { readonly protocol: keyof typeof protocols; readonly ip: string; readonly port: number }
  | { readonly mark: number; readonly family: Family };

/** union nf_inet_addr. */
const addressLength = 16;

/** An address, padded to the length of the longest. */
export const writeAddress = (writer: Writer, type: number, ip: string): void => {
  const bytes = ipBytes(ip);
  writer.attribute(type, [...bytes, ...Array<number>(addressLength - bytes.length).fill(0)]);
};

export const familyOfIdentity = (id: Identity): Family =>
  'mark' in id ? id.family : familyOf(id.ip);

/** The attributes that name a service. */
export const writeIdentity = (writer: Writer, id: Identity): void => {
  writer.u16(service.family, families[familyOfIdentity(id)]);
  if ('mark' in id) {
    writer.u32(service.mark, id.mark);
    return;
  }
  writer.u16(service.protocol, protocols[id.protocol]);
  writeAddress(writer, service.address, id.ip);
  writer.be16(service.port, id.port);
};
