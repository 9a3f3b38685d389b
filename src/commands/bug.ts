// What nobody foresaw, said as such.

import process from 'node:process';
import { noFindings } from '../app/load.ts';
import { diagnostic } from '../diag/diagnostic.ts';
import { exitCodes } from '../diag/exit-codes.ts';
import { printFindings } from './terminal.ts';

/** Reports an error that is no mistake of the user; sets the exit code. */
export const reportBug = (error: unknown): void => {
  const message = error instanceof Error ? error.message : String(error);
  const found = diagnostic('HA9001', null, { message });
  printFindings({ ...noFindings(), diagnostics: [found] });
  if (process.env['DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exitCode = exitCodes.bug.code;
};
