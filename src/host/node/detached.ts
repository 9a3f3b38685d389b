// Programs that outlive us.

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Exec } from '../ports.ts';

const readyWithinMs = 10_000;

/** Null once the program has said something; else what became of it. */
const firstWord = (child: ChildProcessByStdio<null, Readable, null>): Promise<string | null> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve('it did not answer'), readyWithinMs);
    const end = (reason: string | null): void => {
      clearTimeout(timer);
      resolve(reason);
    };
    child.once('error', ({ message }) => end(message));
    child.once('exit', (status, signal) =>
      end(`it ended at once (${signal ?? `status ${status}`})`),
    );
    child.stdout.once('data', () => end(null));
  });

export const startDetached =
  (environment: () => NodeJS.ProcessEnv): Exec['startDetached'] =>
  async (argv) => {
    const [program = '', ...args] = argv;
    const child = spawn(program, args, {
      // setsid(2), so it is not a part of our session and outlives it.
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
      cwd: '/',
      env: environment(),
    });
    const reason = await firstWord(child);
    child.stdout.destroy();
    child.unref();
    return reason;
  };
