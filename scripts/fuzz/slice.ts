// Some thousand inputs of one seed; as a process of its own it tells on file descriptor 3
// how far it is.

import { writeSync } from 'node:fs';
import process from 'node:process';
import fc from 'fast-check';
import { anyFile, checkFile } from '../../test/support/fuzz/any.ts';
import type { Input } from '../../test/support/fuzz/input.ts';

export interface Slice {
  readonly seed: number;
  readonly inputs: number;
  /** Where to begin, as fast-check names it. */
  readonly path?: string;
}

export interface Failure {
  readonly seed: number;
  readonly path: string;
  /** The smallest that fails; null when none could be looked for. */
  readonly input: Input | null;
  readonly message: string;
}

export interface SliceResult {
  readonly tried: number;
  readonly failure: Failure | null;
  /** The codes of all findings. */
  readonly codes: readonly string[];
}

/** Making a slow input small may take long. */
const maxMs = 600_000;

const messageOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** Tries the inputs of a slice up to the first that fails, and makes that one small. */
export const trySlice = ({ seed, inputs, path }: Slice, onInput: () => void): SliceResult => {
  const codes = new Set<string>();
  const property = fc.property(anyFile, (input) => {
    onInput();
    for (const code of checkFile(input)) codes.add(code);
  });
  const details = fc.check(property, {
    seed,
    numRuns: inputs,
    interruptAfterTimeLimit: maxMs,
    ...(path !== undefined && { path }),
  });
  const { failed, counterexample, counterexamplePath, errorInstance, numRuns } = details;
  const failure = failed
    ? {
        seed,
        path: counterexamplePath ?? '',
        input: counterexample?.[0] ?? null,
        message: messageOf(errorInstance),
      }
    : null;
  return { tried: numRuns, failure, codes: [...codes] };
};

if (import.meta.main) {
  const [seed, inputs] = process.argv.slice(2).map(Number);
  const byte = Buffer.of(0);
  const result = trySlice({ seed: seed ?? 1, inputs: inputs ?? 1 }, () => writeSync(3, byte));
  process.stdout.write(JSON.stringify(result));
}
