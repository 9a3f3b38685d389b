// What is to say of a file that an include names and that is not read.

import { directoryOf, pathFrom } from '../../base/path.ts';
import type { Span } from '../../base/span.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { type Include, nothingMatches } from './include.ts';
import type { Surroundings } from './surroundings.ts';

interface Missing {
  readonly path: string;
  readonly problem: string;
}

/**
 * Whether an absolute path leads out of the directory of the file that is read first: on another
 * machine than its own, that it is not there says nothing.
 */
const isElsewhere = (path: string, first: string, { workingDirectory = '/' }: Surroundings) => {
  if (!path.startsWith('/')) return false;
  const directory = directoryOf(first);
  const own = directory === '.' ? workingDirectory : pathFrom(workingDirectory, directory);
  return !path.startsWith(`${own}/`);
};

/** Only the variants of include insist on a file: by what stands in their letter. */
export const missingInclude = (
  { word, pattern }: Include,
  { path, problem }: Missing,
  at: Span,
  first: string,
  surroundings: Surroundings,
): Diagnostic => {
  const letter = word.slice('include'.length);
  const ofPattern = /[*?[]/.test(path) ? 'w' : pattern.includes('{') ? 'b' : 'm';
  const hasMatch = !problem.startsWith(nothingMatches);
  const isRequired = letter === 'a' || letter === (hasMatch ? 'r' : ofPattern);
  const found = diagnostic(isRequired ? 'HA1018' : 'HA1017', at, { file: path, problem });
  const isOfHost = !isRequired && !hasMatch && isElsewhere(path, first, surroundings);
  return isOfHost ? { ...found, severity: 'info' } : found;
};
