// Where a run of hactl starts and ends: oclif finds the command, and whatever is thrown becomes a
// message and an exit code.

import process from 'node:process';
import { handle, type Hook, type Interfaces, run } from '@oclif/core';
import { suggest } from '../base/suggest.ts';
import { exitCodes } from '../diag/exit-codes.ts';
import { reportBug } from './bug.ts';
import { commands } from './index.ts';
import { reportLostOutput, watchOutput } from './output.ts';

export { commands };

const commandNames = Object.keys(commands)
  .filter((id) => !id.startsWith('internal'))
  .map((id) => id.replace(':', ' '));

/** Commands that do more than show something: what they print is not what they are for. */
const changing = new Set(['apply', 'confirm', 'internal', 'rollback', 'try']);

/** oclif's own answer to an unknown command would be exit code 2 or 127. */
export const commandNotFound: Hook.CommandNotFound = async ({ id }) => {
  const name = id.replaceAll(':', ' ');
  const near = suggest(name, commandNames);
  const hint = near === undefined ? 'see hactl help' : `did you mean "hactl ${near}"?`;
  process.stderr.write(`hactl has no command "${name}": ${hint}\n`);
  process.exit(exitCodes.usage.code);
};

const isOclifError = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'oclif' in error;

/** Runs the command line; `startedFrom` is the URL of a file of the package, or the package itself. */
export const main = async (startedFrom: Interfaces.LoadOptions): Promise<void> => {
  watchOutput();
  const args = process.argv.slice(2);
  try {
    await run(args, startedFrom);
    await reportLostOutput(!changing.has(args[0] ?? ''));
  } catch (error) {
    if (isOclifError(error)) await handle(error as Error & { skipOclifErrorHandling?: boolean });
    else reportBug(error);
  }
};
