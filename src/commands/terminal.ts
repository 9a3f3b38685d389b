// What commands share towards the terminal: colours when it has them, questions when somebody is there.

import process from 'node:process';
import type { Findings } from '../app/load.ts';
import { type Exit, exitCodes } from '../diag/exit-codes.ts';
import { renderDiagnostics } from '../views/diagnostics.ts';
import { coloured, type Paint, plain } from '../views/paint.ts';

/** https://no-color.org: any value but the empty one. */
const wantsColour = (stream: { readonly isTTY?: boolean }): boolean =>
  stream.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';

export const paintFor = (stream: { readonly isTTY?: boolean }): Paint =>
  wantsColour(stream) ? coloured : plain;

export const print = (text: string): void => {
  process.stdout.write(text);
};

/** Diagnostics go to standard error, so that output can be piped. */
export const printFindings = ({ diagnostics, sources, secrets }: Findings): void => {
  const paint = paintFor(process.stderr);
  const text = renderDiagnostics(diagnostics, { sources, secrets, paint });
  if (text !== '') process.stderr.write(`${text}\n`);
};

export const isInteractive = (): boolean =>
  process.stdin.isTTY === true && process.stdout.isTTY === true;

/** Asks a question; anything but yes is no. */
export const ask = async (question: string): Promise<boolean> => {
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
};

export const setExit = (exit: Exit): void => {
  process.exitCode = exitCodes[exit].code;
};
