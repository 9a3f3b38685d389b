// Standard output and error, whose far ends belong to others: a reader that goes away, a disk that is
// full. What a command has begun it brings to its end in any case, and its exit status says how.

import process from 'node:process';
import { setImmediate } from 'node:timers/promises';
import { noFindings } from '../app/load.ts';
import { diagnostic } from '../diag/diagnostic.ts';
import { exitCodes } from '../diag/exit-codes.ts';
import { whyNotWritten } from '../host/node/user-files.ts';
import { printFindings } from './terminal.ts';

/** EPIPE: who reads has seen enough, as in `hactl plan | head`. EIO: the terminal is gone. */
const readerIsGone = new Set(['EPIPE', 'EIO']);

let failure: NodeJS.ErrnoException | null = null;

/** Keeps lost output from ending the process, which is what oclif's own listener does. */
export const watchOutput = (): void => {
  process.stdout.removeAllListeners('error');
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (!readerIsGone.has(error.code ?? '')) failure ??= error;
  });
  process.stderr.on('error', () => undefined);
};

/** Says that output did not arrive; for a command that only shows, that is its failure. */
export const reportLostOutput = async (isOnlyShowing: boolean): Promise<void> => {
  // Writing is done by now; that it failed is told a moment later.
  await setImmediate();
  if (failure === null) return;
  const file = 'standard output';
  const values = {
    file,
    reason: whyNotWritten(failure, '/'),
    mend: 'make room, or print elsewhere',
  };
  printFindings({ ...noFindings(), diagnostics: [diagnostic('HA6019', null, values)] });
  if (isOnlyShowing && !process.exitCode) process.exitCode = exitCodes.noInput.code;
};
