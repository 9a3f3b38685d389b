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
