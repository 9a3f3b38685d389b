// What commands share towards the terminal: colours when it has them, questions when somebody is there.

import { once } from 'node:events';
import process from 'node:process';
import type { Findings } from '../app/load.ts';
import { visible } from '../base/visible.ts';
import { type Exit, exitCodes } from '../diag/exit-codes.ts';
import { renderDiagnostics } from '../views/diagnostics.ts';
import { coloured, type Paint, plain } from '../views/paint.ts';

/** https://no-color.org: any value but the empty one. */
const wantsColour = (stream: { readonly isTTY?: boolean }): boolean =>
  stream.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';

export const paintFor = (stream: { readonly isTTY?: boolean }): Paint =>
  wantsColour(stream) ? coloured : plain;

/** How wide lines may be: two columns less than the terminal, which is never narrower than words are. */
export const widthFor = (stream: { readonly isTTY?: boolean; readonly columns?: number }): number =>
  Math.max(40, stream.isTTY === true ? (stream.columns ?? 80) : 80) - 2;

/** Prints text for people: what would command their terminal is shown instead. */
export const print = (text: string): void => {
  process.stdout.write(visible(text, wantsColour(process.stdout)));
};

/** Prints text for programs, and configurations, as it is. */
export const printExactly = (text: string): void => {
  process.stdout.write(text);
};

/** Diagnostics go to standard error, so that output can be piped. */
export const printFindings = ({ diagnostics, sources, secrets }: Findings): void => {
  const paint = paintFor(process.stderr);
  const text = renderDiagnostics(diagnostics, {
    sources,
    secrets,
    paint,
    width: widthFor(process.stderr),
  });
  if (text !== '') process.stderr.write(`${visible(text, wantsColour(process.stderr))}\n`);
};

/** What is no part of the output. */
export const printNotice = (text: string): void => {
  process.stderr.write(text);
};

export const isInteractive = (): boolean =>
  process.stdin.isTTY === true && process.stdout.isTTY === true;

/** Asks a question; anything but yes is no, also Ctrl-C, Ctrl-D and a terminal that goes away. */
export const ask = async (question: string): Promise<boolean> => {
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const givenUp = once(terminal, 'close').then(() => null);
  // Ctrl-C and Ctrl-D reject it; where they do not, they close the terminal.
  const answered = terminal.question(`${question} [y/N] `).catch(() => null);
  const answer = await Promise.race([answered, givenUp]);
  terminal.close();
  if (answer === null) process.stderr.write('\n');
  return answer !== null && /^y(es)?$/i.test(answer.trim());
};

export const setExit = (exit: Exit): void => {
  process.exitCode = exitCodes[exit].code;
};
