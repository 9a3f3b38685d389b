// The machine, through Node.

import { isUtf8 } from 'node:buffer';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import process from 'node:process';
import type { GenericNetlink, Host, Process, ReadResult } from '../ports.ts';
import { nodeExec } from './exec.ts';
import { nodePrivateFiles } from './private-files.ts';
import { runInUml } from './uml.ts';

/** capability.h CAP_NET_ADMIN. */
const capNetAdmin = 12n;

const hasCapability = (bit: bigint): boolean => {
  const status = readFileSync('/proc/self/status', 'utf8');
  const mask = /^CapEff:\s*([\da-f]+)$/m.exec(status)?.[1] ?? '0';
  return ((BigInt(`0x${mask}`) >> bit) & 1n) === 1n;
};

const namespaceOf = (pid: string): string => {
  try {
    return String(statSync(`/proc/${pid}/ns/net`).ino);
  } catch {
    return 'unknown';
  }
};

const nodeProcess = (): Process => ({
  pid: process.pid,
  self: [process.execPath, process.argv[1] ?? ''],
  isRoot: process.geteuid?.() === 0,
  canAdministerNetwork: hasCapability(capNetAdmin),
  networkNamespace: namespaceOf('self'),
  isInitialNamespace: namespaceOf('self') === namespaceOf('1'),
  isRunning: (pid) => existsSync(`/proc/${pid}`),
});

const problemOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  const reasons: { readonly [code: string]: string } = {
    ENOENT: 'there is no such file',
    EACCES: 'you may not read it',
    EISDIR: 'it is a directory',
    ENOTDIR: 'a part of its path is not a directory',
    ELOOP: 'its links lead in a circle',
  };
  return reasons[code ?? ''] ?? message;
};

/** `-` is standard input. */
const readBytes = async (path: string): Promise<Buffer> => {
  if (path !== '-') return readFile(path);
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** Offset of the first byte that does not belong to a UTF-8 character. */
const firstBadByte = (bytes: Buffer): number => {
  // Decoding puts U+FFFD for it; what comes before has the length it had in bytes.
  const text = bytes.toString('utf8');
  let offset = 0;
  for (const char of text) {
    const length = Buffer.byteLength(char);
    if (char === '\uFFFD' && !bytes.subarray(offset, offset + 3).equals(Buffer.from(char))) break;
    offset += length;
  }
  return offset;
};

const decode = (bytes: Buffer): ReadResult => {
  const zero = bytes.indexOf(0);
  if (zero >= 0) return { notText: 'it holds a zero byte', offset: zero };
  if (!isUtf8(bytes)) return { notText: 'it is not UTF-8', offset: firstBadByte(bytes) };
  return { text: bytes.toString('utf8') };
};

/** FFI is loaded when somebody needs it, and need not load on every platform. */
const openGenericNetlink: GenericNetlink['open'] = async (family, version) => {
  try {
    const { openFamilyNamed } = await import('./generic-netlink.ts');
    return openFamilyNamed(family, version);
  } catch {
    return { reason: 'unavailable' };
  }
};

export const nodeHost = (): Host => ({
  exec: nodeExec,
  privateFiles: nodePrivateFiles,
  process: nodeProcess(),
  genericNetlink: { open: openGenericNetlink },
  userModeLinux: {
    isInstalled: () => nodeExec.has('linux.uml'),
    run: (argv, stdin) => runInUml({ argv, stdin }),
  },
  clock: { now: () => new Date(), sleep: async (ms) => void (await sleep(ms)) },
  readFile: async (path) => {
    try {
      return decode(await readBytes(path));
    } catch (error) {
      return { problem: problemOf(error) };
    }
  },
  listDirectory: async (path) => {
    try {
      return (await readdir(path)).sort();
    } catch {
      return null;
    }
  },
});
