// IPVS steps as requests of generic netlink: the same changes as emit/ipvsadm.ts writes, without a
// process between us and the kernel.

import { familyOf, ipBytes } from '../base/ip.ts';
import * as genl from '../base/ipvs-genl.ts';
import type { Writer } from '../base/netlink.ts';
import type { Forwarding } from '../ir/model.ts';
import type {
  IpvsServer,
  IpvsService,
  IpvsSyncDaemon,
  IpvsTimeouts,
  ServiceId,
} from '../plan/state.ts';
import type { Step } from '../plan/step.ts';

/** A command of the family and what writes its attributes. */
export interface GenlRequest {
  readonly command: number;
  readonly write: (writer: Writer) => void;
}

const { command, daemon, dest, service, top } = genl;

/** ipvsadm's words for the three flags of a scheduler. */
const flagNumbers = new Map([
  ['flag-1', 0],
  ['sh-fallback', 0],
  ['mh-fallback', 0],
  ['flag-2', 1],
  ['sh-port', 1],
  ['mh-port', 1],
  ['flag-3', 2],
]);

const flagBits = (resource: IpvsService): number => {
  let bits = resource.persistenceS === undefined ? 0 : genl.serviceFlags.persistent;
  if (resource.onePacket) bits |= genl.serviceFlags.onePacket;
  for (const flag of resource.flags) {
    bits |= genl.serviceFlags.scheduler[flagNumbers.get(flag) ?? 0] ?? 0;
  }
  return bits;
};

/** struct ip_vs_flags: the flags, and that all of them are meant. */
const writeFlags = (writer: Writer, bits: number): void =>
  writer.attribute(service.flags, [bits, 0, 0, 0, 255, 255, 255, 255]);

/** A dotted mask in network order, a prefix length for IPv6; a host when there is none. */
const writeNetmask = (writer: Writer, id: ServiceId, granularity: string | undefined): void => {
  if (genl.familyOfIdentity(id) === 'inet6')
    writer.u32(service.netmask, Number(granularity ?? 128));
  else writer.attribute(service.netmask, ipBytes(granularity ?? '255.255.255.255'));
};

const writeService = (writer: Writer, resource: IpvsService): void => {
  const { id, scheduler, persistenceS = 0, granularity, engine } = resource;
  genl.writeIdentity(writer, id);
  writer.string(service.scheduler, scheduler);
  if (engine !== undefined) writer.string(service.engine, engine);
  writeFlags(writer, flagBits(resource));
  writer.u32(service.timeout, persistenceS);
  writeNetmask(writer, id, granularity);
};

const writeTunnel = (writer: Writer, forwarding: Forwarding): void => {
  if (forwarding.method !== 'tun') return;
  const { type, port = 0, checksum } = forwarding.tunnel;
  writer.u8(dest.tunnelType, genl.tunnelTypes[type]);
  writer.be16(dest.tunnelPort, port);
  writer.u16(dest.tunnelFlags, genl.tunnelChecksums[checksum]);
};

const writeServer = (writer: Writer, op: Step['op'], resource: IpvsServer): void => {
  const { ip, port, forwarding, weight, upperThreshold, lowerThreshold } = resource;
  writer.u16(dest.family, genl.families[familyOf(ip)]);
  genl.writeAddress(writer, dest.address, ip);
  writer.be16(dest.port, port);
  if (op === '-') return;
  writer.u32(dest.method, genl.methods[forwarding.method]);
  writer.u32(dest.weight, weight);
  writer.u32(dest.upperThreshold, upperThreshold);
  writer.u32(dest.lowerThreshold, lowerThreshold);
  writeTunnel(writer, forwarding);
};

const writeDaemon = (writer: Writer, resource: IpvsSyncDaemon): void => {
  const { role, device, syncId, maxLengthBytes, group, port, ttl } = resource;
  writer.u32(daemon.state, genl.daemonStates[role]);
  writer.string(daemon.device, device);
  writer.u32(daemon.syncId, syncId);
  if (maxLengthBytes !== undefined) writer.u16(daemon.maxLength, maxLengthBytes);
  if (group !== undefined) {
    writer.attribute(familyOf(group) === 'inet' ? daemon.group : daemon.group6, ipBytes(group));
  }
  if (port !== undefined) writer.u16(daemon.port, port);
  if (ttl !== undefined) writer.u8(daemon.ttl, ttl);
};

/** 0 leaves a timeout as it is. */
const writeTimeouts = (writer: Writer, { tcpS, tcpFinS, udpS }: IpvsTimeouts): void => {
  writer.u32(top.tcp, tcpS ?? 0);
  writer.u32(top.tcpFin, tcpFinS ?? 0);
  writer.u32(top.udp, udpS ?? 0);
};

const serviceCommands = {
  '+': command.newService,
  '~': command.setService,
  '-': command.delService,
} as const;
const serverCommands = {
  '+': command.newDest,
  '~': command.setDest,
  '-': command.delDest,
} as const;

/** The request of one IPVS step. */
export const ipvsRequest = ({ op, before, after }: Step): GenlRequest => {
  const resource = after ?? before;
  switch (resource?.kind) {
    case 'ipvs-service':
      return {
        command: serviceCommands[op],
        write: (writer) =>
          writer.nested(top.service, () => {
            if (op === '-') genl.writeIdentity(writer, resource.id);
            else writeService(writer, resource);
          }),
      };
    case 'ipvs-server':
      return {
        command: serverCommands[op],
        write: (writer) => {
          writer.nested(top.service, () => genl.writeIdentity(writer, resource.service));
          writer.nested(top.dest, () => writeServer(writer, op, resource));
        },
      };
    case 'ipvs-sync':
      return {
        command: op === '-' ? command.delDaemon : command.newDaemon,
        write: (writer) => writer.nested(top.daemon, () => writeDaemon(writer, resource)),
      };
    case 'ipvs-timeouts':
      return { command: command.setConfig, write: (writer) => writeTimeouts(writer, resource) };
    default:
      throw new Error(`not an IPVS step: ${resource?.kind}`);
  }
};
