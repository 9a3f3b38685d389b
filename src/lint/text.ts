// Looks at the text of a file, for rules about what its words and lines look like.

import type { Span } from '../base/span.ts';
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
