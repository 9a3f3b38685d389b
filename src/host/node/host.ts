// The machine, through Node.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import process from 'node:process';
import type { GenericNetlink, Host, Process } from '../ports.ts';
import { inspectPath } from './inspect-path.ts';
import { identifyNamespace, inodeOfNamespace } from './namespace.ts';
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
  get canAdministerNetwork() {
    return hasCapability(capNetAdmin);
  },
  get networkNamespace() {
    return inodeOfNamespace('self');
  },
  identifyNamespace,
  get isInitialNamespace() {
    return inodeOfNamespace('self') === inodeOfNamespace('1');
  },
  isRunning: (pid) => existsSync(`/proc/${pid}`),
  hostName: hostname(),
  workingDirectory: workingDirectory(),
  environment: (name) => process.env[name],
});

type AsyncMethods<T> = { readonly [K in keyof T]: (...args: never[]) => Promise<unknown> };

/** A part of the host that is loaded when it is first used: not every command runs programs. */
const late = <T extends AsyncMethods<T>>(load: () => Promise<T>): T =>
  new Proxy({} as T, {
    get:
      (_, name) =>
      async (...args: never[]) =>
        (await load())[name as keyof T](...args),
  });

const exec = late(async () => (await import('./exec.ts')).nodeExec);

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
  exec,
  privateFiles: late(async () => (await import('./private-files.ts')).nodePrivateFiles),
  process: nodeProcess(),
  genericNetlink: { open: openGenericNetlink },
  userModeLinux: {
    isInstalled: () => exec.has('linux.uml'),
    run: async (argv, stdin) => (await import('./uml.ts')).runInUml({ argv, stdin }),
  },
  clock: {
    now: () => new Date(),
    sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
  },
  resolveName: async (name) => (await import('./resolve-name.ts')).resolveName(name),
  readFile: readUserFile,
  replaceFile: async (...file) => (await import('./replace-file.ts')).replaceUserFile(...file),
  isExecutable: async (path) => {
    try {
      return (statSync(path).mode & 0o111) !== 0;
    } catch {
      return false;
    }
  },
  listDirectory: async (path) => {
    try {
      return readdirSync(path).sort();
    } catch {
      return null;
    }
  },
  kindOfPath: kindOfUserPath,
  inspectPath,
  findUpwards,
  findFiles: findUserFiles,
});
