// User-Mode Linux: a kernel with IPVS as an ordinary process. The guest sees this machine's files,
// read-only, and has a network, processes and kernel state of its own.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fillTemplate } from '../../base/template.ts';
import type { ExecResult } from '../ports.ts';
import { removeWhenEnded } from './leftovers.ts';
import { readTemplate } from './package-files.ts';
import { makeInTemporary } from './temporary.ts';
import { workingDirectory } from './working-directory.ts';

export interface UmlRequest {
  readonly argv: readonly string[];
  readonly stdin?: string;
  readonly memoryMb?: number;
  readonly timeoutMs?: number;
}

const modules = [
  'ip_vs',
  ...['rr', 'wrr', 'lc', 'wlc', 'lblc', 'lblcr', 'dh', 'sh', 'sed', 'nq', 'ovf', 'fo', 'mh'].map(
    (scheduler) => `ip_vs_${scheduler}`,
  ),
  'ip_vs_twos',
  'ip_vs_pe_sip',
  'dummy',
  'macvlan',
  'veth',
];

const longestMs = 300_000;

/** The guest's kernel writes here what it has to say; only read when it did not start. */
const consoleLines = 20;

const read = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

const umlArgv = (directory: string, memoryMb: number): string[] => [
  'linux.uml',
  `mem=${memoryMb}M`,
  'root=/dev/root',
  'rootfstype=hostfs',
  'rootflags=/',
  'ro',
  `init=${directory}/init`,
  'con=null',
  'con0=null,fd:1',
  'quiet',
  'panic=-1',
  `uml_dir=${directory}`,
];

/** A guest has helper processes; they are one group, and go together. */
const killGroup = ({ pid }: ChildProcess): void => {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
};

/** Kills the guest when our end of a pipe is closed: that is so however we end. */
const startGuard = ({ pid }: ChildProcess): (() => void) => {
  const script = 'read -r _; kill -s KILL -- "-$1"';
  const guard = spawn('sh', ['-c', script, 'sh', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.on('error', () => undefined);
  return () => void guard.kill('SIGKILL');
};

/** Boots a guest whose process 1 is `init` in `directory`; what its console said, when it is off. */
export const bootUml = async (
  directory: string,
  memoryMb = 1024,
  timeoutMs = longestMs,
): Promise<string> => {
  const [program = '', ...args] = umlArgv(directory, memoryMb);
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: dirname(directory) },
    detached: true,
  });
  const forgetGuest = removeWhenEnded(() => killGroup(child));
  const stopGuard = startGuard(child);
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  }
  const timer = setTimeout(() => killGroup(child), timeoutMs);
  try {
    await once(child, 'exit');
  } finally {
    clearTimeout(timer);
    stopGuard();
    forgetGuest();
  }
  return Buffer.concat(chunks).toString().trim().split('\n').slice(-consoleLines).join('\n');
};

/** Runs a command in a guest made for it; `exitCode` null when the guest did not come to the end. */
export const runInUml = async (request: UmlRequest): Promise<ExecResult> => {
  const { timeoutMs = longestMs } = request;
  const directory = await makeInTemporary((place) => mkdtemp(join(place, 'hactl-uml-')));
  const forgetDirectory = removeWhenEnded(() =>
    rmSync(directory, { recursive: true, force: true }),
  );
  const path = [process.env['PATH'] ?? '', '/usr/sbin', '/sbin'].join(':');
  try {
    const template = await readTemplate('uml-init.sh');
    const init = fillTemplate(template, {
      SHARED: directory,
      MODULES: modules.join(' '),
      TIMEOUT_S: String(Math.ceil(timeoutMs / 1000)),
    });
    await writeFile(join(directory, 'init'), init, { mode: 0o700 });
    await writeFile(join(directory, 'cwd'), workingDirectory() ?? '/');
    await writeFile(join(directory, 'path'), path);
    await writeFile(join(directory, 'stdin'), request.stdin ?? '');
    for (const [index, word] of request.argv.entries()) {
      await writeFile(join(directory, `arg.${index + 1}`), word);
    }
    const console = await bootUml(directory, request.memoryMb, timeoutMs);
    const status = await read(join(directory, 'status'));
    const [stdout, stderr] = await Promise.all([
      read(join(directory, 'stdout')),
      read(join(directory, 'stderr')),
    ]);
    if (status === '')
      return { exitCode: null, stdout, stderr: stderr || console, isMissing: false };
    return { exitCode: Number(status), stdout, stderr, isMissing: false };
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { exitCode: null, stdout: '', stderr: (error as Error).message, isMissing };
  } finally {
    await rm(directory, { recursive: true, force: true });
    forgetDirectory();
  }
};
