// The generic netlink family IPVS of the fake kernel, linux/ip_vs.h and ip_vs_ctl.c: the numbers are those
// of the header, written down here once more.

import type { GenlRequest } from '../../../src/host/ports.ts';
import { createWriter } from '../../../src/base/netlink.ts';
import {
  attribute,
  type Attributes,
  be16,
  parseAttributes,
  string,
  u16,
  u32,
  u8,
  viewOf,
} from './attributes.ts';
import {
  addService,
  changeServer,
  deleteService,
  editService,
  flagWords,
  type Settings,
  setTimeouts,
  startDaemon,
  stopDaemon,
  tunnelWords,
} from './ipvs.ts';
import type { FakeDaemon, FakeDestination, FakeIpvs, FakeService, KernelState } from './state.ts';

type Bytes = readonly number[];

const [afInet, afInet6] = [2, 10];
const protocols: readonly (readonly [option: string, number: number])[] = [
  ['-t', 6],
  ['-u', 17],
  ['--sctp-service', 132],
];
const methods: readonly (readonly [option: string, number: number])[] = [
  ['-m', 0],
  ['-i', 2],
  ['-g', 3],
];
const tunnelTypes = ['ipip', 'gue', 'gre'];
const checksums = ['nocsum', 'csum', 'remcsum'];
const [persistent, hashed, onePacket, firstFlag] = [1, 2, 4, 8];

const textOfIp = (bytes: readonly number[], family: number): string => {
  if (family === afInet) return bytes.slice(0, 4).join('.');
  const groups = Array.from({ length: 8 }, (_, at) =>
    (((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0)).toString(16),
  );
  // The shortest form, by the URL parser of the platform.
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
};

const bytesOfIp = (ip: string): number[] => {
  if (!ip.includes(':')) return [...ip.split('.').map(Number), ...Array<number>(12).fill(0)];
  const [head = '', tail] = ip.split('::').map((part) => part.split(':').filter(Boolean));
  const left = head === '' ? [] : head;
  const right = tail ?? [];
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return groups.flatMap((group) => be16(Number.parseInt(group, 16)));
};

const hostPort = (ip: string, port: number): string =>
  ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;

const placeOf = (service: Attributes): string => {
  const family = service.number(1);
  if (service.has(5)) return `-f ${service.number(5)}${family === afInet6 ? ' -6' : ''}`;
  const option = protocols.find(([, number]) => number === service.number(2))?.[0] ?? '-t';
  return `${option} ${hostPort(textOfIp(service.bytes(3), family), service.bigEndian(4))}`;
};

const netmaskOf = (service: Attributes): string | undefined => {
  const mask =
    service.number(1) === afInet ? service.bytes(9).join('.') : String(service.number(9));
  return mask === '255.255.255.255' || mask === '128' ? undefined : mask;
};

const settingsOf = (service: Attributes): Settings => {
  const scheduler = service.text(6);
  // The flags, and a mask of those that are meant.
  const bits = service.bytes(7)[0] ?? 0;
  const netmask = netmaskOf(service);
  const isPersistent = (bits & persistent) !== 0;
  return {
    scheduler,
    flags: flagWords(scheduler).filter((_, index) => (bits & (firstFlag << index)) !== 0),
    onePacket: (bits & onePacket) !== 0,
    ...(isPersistent && { persistence: String(service.number(8)) }),
    ...(isPersistent && netmask !== undefined && { netmask }),
    ...(service.has(11) && { engine: service.text(11) }),
  };
};

const destinationOf = (dest: Attributes): FakeDestination => {
  const forward = methods.find(([, number]) => number === dest.number(3))?.[0] ?? '-m';
  const tunnel = {
    type: tunnelTypes[dest.number(13)] ?? 'ipip',
    port: dest.bigEndian(14),
    checksum: checksums[dest.number(15)] ?? 'nocsum',
  };
  return {
    ip: textOfIp(dest.bytes(1), dest.number(11)),
    port: dest.bigEndian(2),
    forward,
    weight: dest.number(4),
    upper: dest.number(5),
    lower: dest.number(6),
    tunnel: forward === '-i' ? tunnelWords(tunnel) : '',
  };
};

const roleOf = (daemon: Attributes): 'master' | 'backup' =>
  daemon.number(1) === 1 ? 'master' : 'backup';

const daemonOf = (
  daemon: Attributes,
): Partial<FakeDaemon> & Pick<FakeDaemon, 'device' | 'syncId'> => ({
  device: daemon.text(2),
  syncId: daemon.number(3),
  ...(daemon.has(4) && { maxLength: daemon.number(4) }),
  ...(daemon.has(5) && { group: textOfIp(daemon.bytes(5), afInet) }),
  ...(daemon.has(6) && { group: textOfIp(daemon.bytes(6), afInet6) }),
  ...(daemon.has(7) && { port: daemon.number(7) }),
  ...(daemon.has(8) && { ttl: daemon.number(8) }),
});

/** Carries out one request; throws an IpvsError when the kernel refuses it. */
export const changeIpvs = (state: KernelState, { command, write }: GenlRequest): void => {
  const writer = createWriter();
  write(writer);
  const attributes = parseAttributes([...writer.written()]);
  const { ipvs } = state;
  const service = () => attributes.nested(1);
  const verbs = { 5: 'add', 6: 'edit', 7: 'delete' } as const;
  if (command === 1) addService(ipvs, placeOf(service()), settingsOf(service()));
  else if (command === 2) editService(ipvs, placeOf(service()), settingsOf(service()));
  else if (command === 3) deleteService(ipvs, placeOf(service()));
  else if (command === 5 || command === 6 || command === 7) {
    changeServer(ipvs, verbs[command], placeOf(service()), destinationOf(attributes.nested(2)));
  } else if (command === 9) {
    startDaemon(state, roleOf(attributes.nested(3)), daemonOf(attributes.nested(3)));
  } else if (command === 10) stopDaemon(state, roleOf(attributes.nested(3)));
  else if (command === 12) setTimeouts(ipvs, [4, 5, 6].map(attributes.number));
  else throw new Error(`IPVS has no command ${command}`);
};

const identityBytes = (place: string): Bytes => {
  const [option = '', address = '', six] = place.split(' ');
  if (option === '-f') {
    return [
      ...attribute(1, u16(six === undefined ? afInet : afInet6)),
      ...attribute(5, u32(Number(address))),
    ];
  }
  const colon = address.lastIndexOf(':');
  const ip = address.slice(0, colon).replace(/[[\]]/g, '');
  return [
    ...attribute(1, u16(ip.includes(':') ? afInet6 : afInet)),
    ...attribute(2, u16(protocols.find(([name]) => name === option)?.[1] ?? 6)),
    ...attribute(3, bytesOfIp(ip)),
    ...attribute(4, be16(Number(address.slice(colon + 1)))),
  ];
};

const netmaskBytes = ({ place, netmask }: FakeService): Bytes => {
  const isInet6 = place.includes('[') || place.endsWith(' -6');
  if (isInet6) return u32(Number(netmask ?? 128));
  return (netmask ?? '255.255.255.255').split('.').map(Number);
};

const serviceBytes = (service: FakeService): Bytes => {
  const { scheduler, flags, persistence, engine } = service;
  const bits = flagWords(scheduler).map((word, index) =>
    flags.includes(word) ? firstFlag << index : 0,
  );
  const own =
    hashed | (persistence === undefined ? 0 : persistent) | (service.onePacket ? onePacket : 0);
  return attribute(1, [
    ...identityBytes(service.place),
    ...attribute(6, string(scheduler)),
    ...(engine === undefined ? [] : attribute(11, string(engine))),
    ...attribute(7, [...u32(bits.reduce((sum, bit) => sum | bit, own)), ...u32(0xffffffff)]),
    ...attribute(8, u32(Number(persistence ?? 0))),
    ...attribute(9, netmaskBytes(service)),
  ]);
};

const tunnelBytes = (tunnel: string): Bytes => {
  const [type, port, checksum] = [/type (\w+)/, /port (\d+)/, /--tun-(\w*csum)/].map(
    (pattern) => pattern.exec(tunnel)?.[1],
  );
  return [
    ...attribute(13, u8(Math.max(0, tunnelTypes.indexOf(type ?? '')))),
    ...attribute(14, be16(Number(port ?? 0))),
    ...attribute(15, u16(Math.max(0, checksums.indexOf(checksum ?? '')))),
  ];
};

const destinationBytes = ({ ip, port, forward, ...dest }: FakeDestination): Bytes =>
  attribute(2, [
    ...attribute(1, bytesOfIp(ip)),
    ...attribute(2, be16(port)),
    ...attribute(3, u32(methods.find(([name]) => name === forward)?.[1] ?? 0)),
    ...attribute(4, u32(dest.weight)),
    ...tunnelBytes(dest.tunnel),
    ...attribute(5, u32(dest.upper)),
    ...attribute(6, u32(dest.lower)),
    ...attribute(11, u16(ip.includes(':') ? afInet6 : afInet)),
  ]);

const daemonBytes = ({ daemons }: FakeIpvs): Bytes[] =>
  (['master', 'backup'] as const).flatMap((role, index) => {
    const daemon = daemons[role];
    if (daemon === undefined) return [];
    const { device, syncId, maxLength, group, port, ttl } = daemon;
    const isInet6 = group.includes(':');
    return [
      attribute(3, [
        ...attribute(1, u32(index + 1)),
        ...attribute(2, string(device)),
        ...attribute(3, u32(syncId)),
        ...attribute(4, u16(maxLength)),
        ...attribute(isInet6 ? 6 : 5, bytesOfIp(group).slice(0, isInet6 ? 16 : 4)),
        ...attribute(7, u16(port)),
        ...attribute(8, u8(ttl)),
      ]),
    ];
  });

/** The replies to a question. */
export const askIpvs = ({ ipvs }: KernelState, { command, write }: GenlRequest): DataView[] => {
  const writer = createWriter();
  write(writer);
  const attributes = parseAttributes([...writer.written()]);
  if (command === 4) return ipvs.services.map(serviceBytes).map(viewOf);
  if (command === 8) {
    const place = placeOf(attributes.nested(1));
    const service = ipvs.services.find((one) => one.place === place);
    return (service?.destinations ?? []).map(destinationBytes).map(viewOf);
  }
  if (command === 11) return daemonBytes(ipvs).map(viewOf);
  if (command !== 13) throw new Error(`IPVS has no question ${command}`);
  return [viewOf(ipvs.timeouts.flatMap((seconds, index) => attribute(4 + index, u32(seconds))))];
};
