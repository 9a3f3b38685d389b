// A place in the text that was read. Offsets count UTF-16 units in the one text that all files of a
// run are joined into (diag/source-map.ts), so a span needs no file name of its own.

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The smallest span that covers both. */
export const cover = (first: Span, last: Span): Span => ({ start: first.start, end: last.end });

/** Whether two spans have a character in common. */
export const touch = (one: Span, other: Span): boolean =>
  one.start < other.end && other.start < one.end;

/** The same span, `by` further on. */
export const moved = ({ start, end }: Span, by: number): Span => ({
  start: start + by,
  end: end + by,
});

/** The places of `spans` in the order of the text, and none of them touching another. */
export const joined = (spans: readonly Span[]): Span[] => {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last === undefined || span.start > last.end) result.push(span);
    else result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
  }
  return result;
};

/** Index of the first of `spans` that does not end before an offset. */
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

/** Those of `spans` that have a character in common with `span`; they are such as `joined` gives. */
export const touching = (spans: readonly Span[], span: Span): readonly Span[] => {
  const first = firstBehind(spans, span.start);
  let end = first;
  while ((spans[end]?.start ?? span.end) < span.end) end++;
  return spans.slice(first, end);
};

/** Whether any of `spans` has a character in common with `span`; they are such as `joined` gives. */
export const touchesAny = (spans: readonly Span[], span: Span): boolean =>
  (spans[firstBehind(spans, span.start)]?.start ?? span.end) < span.end;
