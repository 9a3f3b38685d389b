// How far right a line begins.

import type { Span } from '../../base/span.ts';
import type { SourceMap } from '../../diag/source-map.ts';

const tabWidth = 8;

/**
 * Column of the first word of a line, from 0; undefined when `span` is not where that starts, or was not
 * written there but brought in.
 */
export const indentationOf = (sources: SourceMap, span: Span): number | undefined => {
  const origin = sources.originOf(span);
  if (origin.frames.length > 0) return undefined;
  const { lineText, column: place } = sources.locate(origin.span.start);
  let column = 0;
  for (const char of lineText.slice(0, place - 1)) {
    if (char !== '\t' && char !== ' ') return undefined;
    column += char === '\t' ? tabWidth - (column % tabWidth) : 1;
  }
  return column;
};
