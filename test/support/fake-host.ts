// A whole machine behind the Host port: the fake kernel, private files in memory, a clock that moves when
// somebody sleeps.

import { matchesGlob } from 'node:path';
import type { Clock, Host, PrivateFiles, PrivateRead, ReadResult } from '../../src/host/ports.ts';
import { crash, expectAlive, fakeKernel, type FakeKernel } from './fake-kernel.ts';
import type { KernelState } from './fake-kernel/state.ts';

/** What outlives a process: files and the locks on them. */
export interface Disk {
  readonly files: Map<string, string>;
  /** Files that cannot be read, and why. */
  readonly unreadable: Map<string, Extract<PrivateRead, { problem: string }>>;
  readonly directories: Map<string, string | null>;
  readonly locks: Map<string, symbol>;
  /** Writes so far. */
  writes: number;
  /** The write, counted from 1, at which the machine stops; `torn`: it came half to the disk. */
  stop: { readonly write: number; readonly how: 'before' | 'after' | 'torn' } | null;
  /** The write from which on there is no room, counted from 1. */
  fullFrom: number;
}

export const emptyDisk = (): Disk => ({
  files: new Map(),
  unreadable: new Map(),
  directories: new Map(),
  locks: new Map(),
  writes: 0,
  stop: null,
  fullFrom: Number.POSITIVE_INFINITY,
});

/** Carries out a write, unless the machine stops at it. */
const write = (kernel: FakeKernel, disk: Disk, finish: () => void, tear: () => void): void => {
  expectAlive(kernel);
  disk.writes++;
  if (disk.writes >= disk.fullFrom) throw new Error('ENOSPC: no space left on device, write');
  const { stop } = disk;
  if (stop === null || stop.write !== disk.writes) {
    finish();
    return;
  }
  if (stop.how === 'after') finish();
  if (stop.how === 'torn') tear();
  crash(kernel, `at write ${disk.writes}`);
};

const privateFiles = (kernel: FakeKernel, disk: Disk): PrivateFiles => ({
  ensureDirectory: async (path) => {
    const problem = disk.directories.get(path) ?? null;
    disk.directories.set(path, problem);
    return problem;
  },
  read: async (path) => {
    const text = disk.files.get(path);
    return disk.unreadable.get(path) ?? (text === undefined ? null : { text });
  },
  setAside: async (path) => {
    const aside = `${path}.old`;
    disk.files.set(aside, disk.files.get(path) ?? '');
    disk.files.delete(path);
    return aside;
  },
  // A rename is whole or not there at all.
  replace: async (path, text) =>
    write(
      kernel,
      disk,
      () => void disk.files.set(path, text),
      () => undefined,
    ),
  append: async (path, line) => {
    const before = disk.files.get(path);
    if (before === undefined) throw new Error(`${path} is gone`);
    write(
      kernel,
      disk,
      () => void disk.files.set(path, before + line),
      () => void disk.files.set(path, before + line.slice(0, Math.floor(line.length / 2))),
    );
  },
  makeTemporary: async () => {
    const path = `/tmp/hactl-${disk.directories.size}`;
    disk.directories.set(path, null);
    return { path, remove: async () => void disk.directories.delete(path) };
  },
  lock: async (path) => {
    if (disk.locks.has(path)) return null;
    const mine = Symbol(path);
    disk.locks.set(path, mine);
    return async () => {
      if (disk.locks.get(path) === mine) disk.locks.delete(path);
    };
  },
});

export interface FakeClock extends Clock {
  /** Milliseconds since the start. */
  readonly passedMs: () => number;
  readonly advance: (ms: number) => void;
  /** Called before each sleep, with its length. */
  onSleep: (ms: number) => void;
}

/** Starts on 1 May 2026, noon. */
export const fakeClock = (): FakeClock => {
  const start = Date.UTC(2026, 4, 1, 12);
  let passed = 0;
  const clock: FakeClock = {
    now: () => new Date(start + passed),
    passedMs: () => passed,
    advance: (ms) => void (passed += ms),
    onSleep: () => undefined,
    sleep: async (ms) => {
      clock.onSleep(ms);
      passed += ms;
    },
  };
  return clock;
};

export interface FakeHost extends Host {
  readonly kernel: FakeKernel;
  readonly disk: Disk;
  readonly clock: FakeClock;
  readonly process: { -readonly [K in keyof Host['process']]: Host['process'][K] };
  /** Files of the system and of the user, by path. */
  readonly userFiles: Map<string, string>;
}

/** A host on which `kernel` runs; `disk` may be another host's, as after a restart of hactl. */
export const fakeHost = (
  kernel: FakeKernel | KernelState = fakeKernel(),
  disk: Disk = emptyDisk(),
): FakeHost => {
  const own = 'exec' in kernel ? kernel : fakeKernel(kernel);
  const userFiles = new Map<string, string>();
  return {
    kernel: own,
    disk,
    userFiles,
    exec: own.exec,
    privateFiles: privateFiles(own, disk),
    clock: fakeClock(),
    process: {
      pid: 100,
      self: ['/usr/bin/node', '/usr/bin/hactl'],
      isRoot: true,
      canAdministerNetwork: true,
      networkNamespace: '4026531840',
      identifyNamespace: async () => ({ boot: 'a-boot', cookie: '7' }),
      isInitialNamespace: true,
      isRunning: () => false,
      hostName: 'alpha.example.net',
      workingDirectory: '/root',
      environment: () => undefined,
    },
    genericNetlink: own.genericNetlink,
    userModeLinux: {
      isInstalled: async () => false,
      run: async () => ({ exitCode: null, stdout: '', stderr: '', isMissing: true }),
    },
    resolveName: async () => [],
    isExecutable: async () => false,
    readFile: async (path): Promise<ReadResult> => {
      const text = userFiles.get(path);
      return text === undefined ? { problem: 'there is no such file' } : { text };
    },
    replaceFile: async (path, text) => {
      userFiles.set(path, text);
      return null;
    },
    listDirectory: async (path) => {
      const inside = [...userFiles.keys()].filter((file) => file.startsWith(`${path}/`));
      return inside.length === 0 ? null : inside.map((file) => file.slice(path.length + 1)).sort();
    },
    inspectPath: async () => null,
    kindOfPath: async (path) => (userFiles.has(path) ? 'file' : 'nothing'),
    findUpwards: async () => null,
    findFiles: async (pattern) =>
      [...userFiles.keys()].filter((path) => matchesGlob(path, pattern)),
  };
};

/** A new process on the same machine: the kernel and the files stay, locks and faults do not. */
export const restarted = ({ kernel, disk, userFiles }: FakeHost): FakeHost => {
  disk.locks.clear();
  disk.stop = null;
  disk.fullFrom = Number.POSITIVE_INFINITY;
  kernel.fault = null;
  kernel.isDead = false;
  const host = fakeHost(kernel, disk);
  for (const [path, text] of userFiles) host.userFiles.set(path, text);
  return host;
};
