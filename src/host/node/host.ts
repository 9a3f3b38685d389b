// The machine, through Node.

import { existsSync, readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { hostname } from 'node:os';
import process from 'node:process';
import type { GenericNetlink, Host, Process } from '../ports.ts';
import { nodeExec } from './exec.ts';
import { inspectPath } from './inspect-path.ts';
import { identifyNamespace, inodeOfNamespace } from './namespace.ts';
import { nodePrivateFiles } from './private-files.ts';
import { replaceUserFile } from './replace-file.ts';
import { runInUml } from './uml.ts';
import { findUpwards, findUserFiles, kindOfUserPath, readUserFile } from './user-files.ts';
import { workingDirectory } from './working-directory.ts';

/** capability.h CAP_NET_ADMIN. */
const capNetAdmin = 12n;

const hasCapability = (bit: bigint): boolean => {
  const status = readFileSync('/proc/self/status', 'utf8');
  const mask = /^CapEff:\s*([\da-f]+)$/m.exec(status)?.[1] ?? '0';
  return ((BigInt(`0x${mask}`) >> bit) & 1n) === 1n;
};

const nodeProcess = (): Process => ({
  pid: process.pid,
  self: [process.execPath, process.argv[1] ?? ''],
  isRoot: process.geteuid?.() === 0,
  canAdministerNetwork: hasCapability(capNetAdmin),
  networkNamespace: inodeOfNamespace('self'),
  identifyNamespace,
  isInitialNamespace: inodeOfNamespace('self') === inodeOfNamespace('1'),
  isRunning: (pid) => existsSync(`/proc/${pid}`),
  hostName: hostname(),
  workingDirectory: workingDirectory(),
  environment: (name) => process.env[name],
});

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
  readFile: readUserFile,
  replaceFile: replaceUserFile,
  isExecutable: async (path) => {
    const found = await stat(path).catch(() => null);
    return found !== null && (found.mode & 0o111) !== 0;
  },
  listDirectory: async (path) => {
    try {
      return (await readdir(path)).sort();
    } catch {
      return null;
    }
  },
  kindOfPath: kindOfUserPath,
  inspectPath,
  findUpwards,
  findFiles: findUserFiles,
});
