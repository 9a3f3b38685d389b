// Processes, by execa: a program and its arguments, never a shell.

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { access, constants, type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { execa } from 'execa';
import type { Exec } from '../ports.ts';
import { workingDirectory } from './working-directory.ts';

/** Administrators' tools are in directories that users do not search. */
const systemDirectories = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

const searchPath = (): string =>
  [process.env['PATH'] ?? '/usr/bin:/bin', ...systemDirectories].join(delimiter);

const environment = () => ({ ...process.env, PATH: searchPath(), LC_ALL: 'C.UTF-8' });

/** A table of 40,000 servers is 2 MB of text. */
const maxOutputBytes = 256 * 1024 * 1024;

/**
 * Standard input as a file without a name: nft opens /dev/stdin anew, which does not work with the
 * sockets that Node.js gives its children.
 */
const inputFile = async (text: string): Promise<FileHandle> => {
  if (text === '') return open('/dev/null');
  const path = join(tmpdir(), `hactl-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  await unlink(path);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    // At a position, so that the child starts to read at the beginning.
    at += (await file.write(bytes, at, bytes.length - at, at)).bytesWritten;
  }
  return file;
};

/** Kills a group of processes when the time is over; `stop` says whether it has. */
const killAfter = (
  pid: number | undefined,
  timeoutMs: number,
): { readonly stop: () => 'killed' | 'in time' } => {
  let outcome: 'killed' | 'in time' = 'in time';
  const timer = setTimeout(() => {
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
      outcome = 'killed';
    } catch {
      // It has just ended by itself.
    }
  }, timeoutMs);
  return {
    stop: () => {
      clearTimeout(timer);
      return outcome;
    },
  };
};

export const nodeExec: Exec = {
  run: async (argv, stdin = '', timeoutMs) => {
    const [program = '', ...args] = argv;
    const input = await inputFile(stdin);
    const running = execa(program, args, {
      // execa takes any descriptor; its types name only the standard ones.
      stdin: input.fd as 0,
      cwd: workingDirectory() ?? '/',
      env: environment(),
      extendEnv: false,
      reject: false,
      stripFinalNewline: false,
      maxBuffer: maxOutputBytes,
      // A group of its own, so that it can be killed whole.
      detached: timeoutMs !== undefined,
    });
    const limit = timeoutMs === undefined ? null : killAfter(running.pid, timeoutMs);
    const result = await running.finally(() => input.close());
    const endedBy = limit?.stop() === 'killed' ? 'timeout' : result.signal;
    return {
      exitCode: result.exitCode ?? null,
      stdout: result.stdout ?? '',
      stderr: result.stderr ?? '',
      isMissing: result.code === 'ENOENT',
      ...(endedBy !== undefined && { endedBy }),
    };
  },
  startDetached: (argv) => {
    const [program = '', ...args] = argv;
    // detached: setsid(2), so it is not a part of our session and outlives it.
    const child = spawn(program, args, { detached: true, stdio: 'ignore', env: environment() });
    child.unref();
  },
  has: async (program) => {
    for (const directory of searchPath().split(delimiter)) {
      try {
        await access(join(directory, program), constants.X_OK);
        return true;
      } catch {
        // The next directory may have it.
      }
    }
    return false;
  },
};
