// Captures of tcpdump(8), and what of them counts for a farm: who sent what in the name of its addresses.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ipFromBytes } from '../../../src/base/ip.ts';
import type { Namespace } from '../namespace.ts';
import { until } from './lab.ts';

export interface Frame {
  readonly sourceMac: string;
  readonly kind: 'tcp' | 'udp' | 'arp' | 'advertisement' | 'other';
  readonly from: string;
  readonly to: string;
  /** Of TCP and UDP: the port of the service and that of the client. */
  readonly ports: readonly [from: number, to: number];
  readonly isReset: boolean;
  /** Nothing comes after it but what is repeated. */
  readonly isLast: boolean;
  /** The Ethernet address that ARP and neighbour discovery tell. */
  readonly toldMac?: string;
}

const macAt = (bytes: Buffer, at: number): string =>
  [...bytes.subarray(at, at + 6)].map((byte) => byte.toString(16).padStart(2, '0')).join(':');

const ipAt = (bytes: Buffer, at: number, length: number): string =>
  ipFromBytes([...bytes.subarray(at, at + length)]);

const tcp = 6;
const udp = 17;
const icmpv6 = 58;
/** RFC 4861: a neighbour advertisement. */
const advertisement = 136;

const nothing = { ports: [0, 0], isReset: false, isLast: false } as const;

const readTransport = (
  bytes: Buffer,
  protocol: number,
  at: number,
): Pick<Frame, 'kind' | 'ports' | 'isReset' | 'isLast' | 'toldMac'> => {
  if (protocol === icmpv6 && bytes[at] === advertisement && bytes.length >= at + 32) {
    // An option of type 2 behind the target: its Ethernet address.
    const told = bytes[at + 24] === 2 ? { toldMac: macAt(bytes, at + 26) } : {};
    return { kind: 'advertisement', ...nothing, ...told };
  }
  if (protocol !== tcp && protocol !== udp) return { kind: 'other', ...nothing };
  const flags = protocol === tcp ? (bytes[at + 13] ?? 0) : 0;
  return {
    kind: protocol === tcp ? 'tcp' : 'udp',
    ports: [bytes.readUInt16BE(at), bytes.readUInt16BE(at + 2)],
    isReset: (flags & 4) !== 0,
    isLast: (flags & 1) !== 0,
  };
};

const readFrame = (bytes: Buffer): Frame | undefined => {
  const sourceMac = macAt(bytes, 6);
  switch (bytes.readUInt16BE(12)) {
    case 0x0806:
      // A reply: who has the address, and who asked.
      if (bytes.readUInt16BE(20) !== 2) return undefined;
      return {
        ...{ sourceMac, kind: 'arp', from: ipAt(bytes, 28, 4), to: ipAt(bytes, 38, 4) },
        ...{ ...nothing, toldMac: macAt(bytes, 22) },
      };
    case 0x0800: {
      const at = 14 + ((bytes[14] ?? 0) & 15) * 4;
      const [from, to] = [ipAt(bytes, 26, 4), ipAt(bytes, 30, 4)];
      return { sourceMac, from, to, ...readTransport(bytes, bytes[23] ?? 0, at) };
    }
    case 0x86dd: {
      const [from, to] = [ipAt(bytes, 22, 16), ipAt(bytes, 38, 16)];
      return { sourceMac, from, to, ...readTransport(bytes, bytes[20] ?? 0, 54) };
    }
    default:
      return undefined;
  }
};

/** The frames of a file of pcap-savefile(5), as this machine writes them. */
export const readCapture = (file: string): Frame[] => {
  const bytes = readFileSync(file);
  const frames: Frame[] = [];
  for (let at = 24; at + 16 <= bytes.length;) {
    const length = bytes.readUInt32LE(at + 8);
    const frame = readFrame(bytes.subarray(at + 16, at + 16 + length));
    if (frame !== undefined) frames.push(frame);
    at += 16 + length;
  }
  return frames;
};

/** Captures on eth0 what comes from these addresses; `stop` gives the frames. */
export const startCapture = async (
  namespace: Namespace,
  addresses: readonly string[],
): Promise<{ readonly stop: () => Promise<Frame[]> }> => {
  const file = join(namespace.stateDirectory, 'capture.pcap');
  const filter = ['arp', ...addresses.map((ip) => `src host ${ip}`)].join(' or ');
  const options = [
    '-i',
    'eth0',
    '-n',
    '-U',
    '--immediate-mode',
    '-s',
    '128',
    '-Z',
    'root',
    '-w',
    file,
  ];
  const { pid, stop } = namespace.start(['tcpdump', ...options, filter]);
  // The head of the file is written when the capture has begun.
  await until('tcpdump', () => existsSync(file) && statSync(file).size >= 24);
  return {
    stop: async () => {
      stop();
      await until('the end of tcpdump', () => !existsSync(`/proc/${pid}`));
      return readCapture(file);
    },
  };
};
