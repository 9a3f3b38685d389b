// Processes, by execa: a program and its arguments, never a shell.

import { randomUUID } from 'node:crypto';
import { access, constants, type FileHandle, open, unlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import type { Exec, ExecResult } from '../ports.ts';
import { startDetached } from './detached.ts';
import { makeInTemporary } from './temporary.ts';
import { workingDirectory } from './working-directory.ts';

/** Administrators' tools are in directories that users do not search. */
const systemDirectories = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

const searchPath = (): string =>
  [process.env['PATH'] ?? '/usr/bin:/bin', ...systemDirectories].join(delimiter);

const environment = () => ({ ...process.env, PATH: searchPath(), LC_ALL: 'C.UTF-8' });

/** A table of 40,000 servers is 2 MB of text. */
const maxOutputBytes = 256 * 1024 * 1024;

/** Writes all of a text from the start of a file, and leaves the place to read from there. */
const fill = async (file: FileHandle, text: string): Promise<void> => {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    at += (await file.write(bytes, at, bytes.length - at, at)).bytesWritten;
  }
};

/**
 * Standard input as a file without a name: nft opens /dev/stdin anew, which does not work with the
 * sockets that Node.js gives its children.
 */
const inputFile = async (text: string): Promise<FileHandle> => {
  if (text === '') return open('/dev/null');
  return makeInTemporary(async (directory) => {
    const path = join(directory, `hactl-${randomUUID()}`);
    const file = await open(path, 'wx+', 0o600);
    try {
      await unlink(path);
      await fill(file, text);
      return file;
    } catch (error) {
      await file.close();
      throw error;
    }
  });
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

const runWith = async (
  argv: readonly string[],
  input: FileHandle,
  timeoutMs: number | undefined,
): Promise<ExecResult> => {
  const [program = '', ...args] = argv;
  const { execa } = await import('execa');
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
  const result = await running;
  const endedBy = limit?.stop() === 'killed' ? 'timeout' : result.signal;
  return {
    exitCode: result.exitCode ?? null,
    stdout: result.stdout ?? '',
    stderr: result.stderr ?? '',
    isMissing: result.code === 'ENOENT',
    ...(endedBy !== undefined && { endedBy }),
  };
};

export const nodeExec: Exec = {
  run: async (argv, stdin = '', timeoutMs) => {
    try {
      const input = await inputFile(stdin);
      return await runWith(argv, input, timeoutMs).finally(() => input.close());
    } catch (error) {
      return { exitCode: null, stdout: '', stderr: (error as Error).message, isMissing: false };
    }
  },
  startDetached: startDetached(environment),
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
