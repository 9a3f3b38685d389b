// Sentences that all reports of a conversion share.

import type { ConversionReport } from '../../convert/report.ts';
import type { Target } from '../../convert/trail.ts';

/** `file:line`, the first of them when there are many. */
export const targetsText = (targets: readonly Target[], most: number): string => {
  const shown = targets.slice(0, most).map(({ path, line }) => `${path}:${line}`);
  const more = targets.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

/** Lines of one file, those that follow each other as one run. */
export interface Run {
  readonly first: number;
  last: number;
}

export const runsOf = (numbers: readonly number[]): readonly Run[] => {
  const runs: Run[] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run !== undefined && run.last + 1 === number) run.last = number;
    else runs.push({ first: number, last: number });
  }
  return runs;
};

/** `3` or `3\u20137`. */
export const runText = ({ first, last }: Run): string =>
  first === last ? String(first) : `${first}\u2013${last}`;

/** How many directives came to what. */
export const sumsLine = ({ rows, sums }: ConversionReport): string =>
  `${rows.length} directives: ${sums.lossless} lossless, ${sums.approximated} approximated, ${sums.dropped} dropped, ${sums['needs-decision']} need a decision.`;
