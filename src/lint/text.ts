// Looks at the text of a file, for rules about what its words and lines look like.

import type { Span } from '../base/span.ts';
import type { SourceMap } from '../diag/source-map.ts';
import type { Tree } from '../syntax/keepalived/parse.ts';

/** Index of the first span that ends behind `offset`; spans rise. */
const firstBehind = (spans: readonly Span[], offset: number): number => {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** All matches outside of comments, with their places. */
export function* matchesIn(
  { source, comments }: Pick<Tree, 'source' | 'comments'>,
  pattern: RegExp,
): Generator<Span & { readonly text: string }> {
  for (const { 0: text, index } of source.text.matchAll(pattern)) {
    const start = source.base + index;
    if ((comments[firstBehind(comments, start)]?.start ?? start + 1) <= start) continue;
    yield { text, start, end: start + text.length };
  }
}

/** Whether a double quote is open at an offset of a text: quotes end with their line. */
export const isQuotedAt = (text: string, offset: number): boolean => {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return text.slice(lineStart, offset).split('"').length % 2 === 0;
};

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
