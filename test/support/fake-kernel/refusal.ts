// How the kernel and its tools say no, and what a process leaves behind when it ends.

import type { ExecResult } from '../../../src/host/ports.ts';

/** A line that is refused. `fatal`: the tool cannot read it, and ends at once with this status. */
export class Refusal extends Error {
  readonly fatal: number | undefined;

  constructor(message: string, fatal?: number) {
    super(message);
    this.fatal = fatal;
  }
}

export const refuse = (message: string): never => {
  throw new Refusal(message);
};

/** strerror(3) as rtnetlink's tools print it. */
export const netlinkError = (reason: string): never => refuse(`RTNETLINK answers: ${reason}`);

export const answer = (stdout: string): ExecResult => ({
  exitCode: 0,
  stdout,
  stderr: '',
  isMissing: false,
});

export const failure = (exitCode: number, stderr: string): ExecResult => ({
  exitCode,
  stdout: '',
  stderr,
  isMissing: false,
});

export const missing = (): ExecResult => ({
  exitCode: null,
  stdout: '',
  stderr: '',
  isMissing: true,
});

/** Told the number of a line, from 1, before it is read; throws when that line shall be refused. */
export type LineHook = (line: number) => void;
