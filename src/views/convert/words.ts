// Sentences that all reports of a conversion share.

import type { ConversionReport } from '../../convert/report.ts';
import type { Target } from '../../convert/trail.ts';

/** `file:line`, the first of them when there are many. */
export const targetsText = (targets: readonly Target[], most: number): string => {
  const shown = targets.slice(0, most).map(({ path, line }) => `${path}:${line}`);
  const more = targets.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

/** How many directives came to what. */
export const sumsLine = ({ rows, sums }: ConversionReport): string =>
  `${rows.length} directives: ${sums.lossless} lossless, ${sums.approximated} approximated, ${sums.dropped} dropped, ${sums['needs-decision']} need a decision.`;
