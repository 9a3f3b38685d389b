// Where an offset is: all texts of a run stand one behind the other, so an offset names a file, a
// line and a column at once. Lines are counted when somebody asks. A text may be made of pieces of
// others (includes, definitions): a place in it stands for the place that wrote it.

import type { Span } from '../base/span.ts';

export interface Source {
  /** As the user wrote the path; `-` for standard input. */
  readonly file: string;
  readonly text: string;
  /** Offset of its first character among all texts. */
  readonly base: number;
}

export interface Position {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** The whole line, without its end. */
  readonly lineText: string;
  /** Offset of the line's first character among all texts. */
  readonly lineStart: number;
}

/** What brought a piece of text to where it is. */
export interface Frame {
  /** For people, such as "included here". */
  readonly note: string;
  /** The place that asked for the text. */
  readonly at: Span;
  readonly parent: Frame | null;
}

/** A piece of a made text. */
export interface Segment {
  /** Where it was written. */
  readonly origin: Span;
  /** Whether each character stands for the one at the same distance in `origin`. */
  readonly isCopy: boolean;
  readonly frame: Frame | null;
}

/** The pieces of a made text, one behind the other. */
export interface Making {
  /** Offset of the first character of each; the first is 0, and they rise. */
  readonly starts: readonly number[];
  readonly segments: readonly Segment[];
}

/** A place that was written, and what led from there to the text that was read, the nearest first. */
export interface Origin {
  readonly span: Span;
  readonly frames: readonly Frame[];
}

export interface SourceMap {
  /** The texts that were not made of others. */
  readonly written: () => readonly Source[];
  /** The files of all texts that were written. */
  readonly files: () => readonly string[];
  readonly add: (file: string, text: string) => Source;
  /** A text made of pieces. */
  readonly addMade: (file: string, text: string, making: Making) => Source;
  /** The position of an offset that came from one of the texts. */
  readonly locate: (offset: number) => Position;
  /** Where a span was written. */
  readonly originOf: (span: Span) => Origin;
  /** All places that the text of a span was written at. */
  readonly originsOf: (span: Span) => readonly Span[];
}

const startsOfLines = (text: string): number[] => {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
};

/** Index of the last element that is not above `value`; `valueAt` rises. */
const lastAtOrBelow = (
  length: number,
  valueAt: (index: number) => number,
  value: number,
): number => {
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (valueAt(middle) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
};

const framesFrom = (frame: Frame | null): Frame[] =>
  frame === null ? [] : [frame, ...framesFrom(frame.parent)];

interface Written {
  readonly start: number;
  readonly end: number;
  readonly frame: Frame | null;
}

const depthOf = ({ frame }: Written): number => framesFrom(frame).length;

/** The place that asked for the text, seen from there. */
const outside = ({ frame, ...place }: Written): Written =>
  frame === null ? { ...place, frame } : { ...frame.at, frame: frame.parent };

/** The span from one place to another, in the innermost text that both are part of. */
const between = (first: Written, last: Written): Written => {
  let [from, to] = [first, last];
  while (from.frame !== to.frame) {
    const [fromDepth, toDepth] = [depthOf(from), depthOf(to)];
    if (fromDepth >= toDepth) from = outside(from);
    if (toDepth >= fromDepth) to = outside(to);
  }
  return { start: from.start, end: Math.max(from.end, to.end), frame: from.frame };
};

/** Of an empty text nothing was written. */
const nowhere: Segment = { origin: { start: 0, end: 0 }, isCopy: false, frame: null };

export const createSourceMap = (): SourceMap => {
  const sources: Source[] = [];
  const made = new Map<Source, Making>();
  const lineStarts = new Map<Source, number[]>();
  let end = 0;

  const add = (file: string, text: string): Source => {
    const source = { file, text, base: end };
    sources.push(source);
    // One unit more, so that the end of a text is not the start of the next.
    end += text.length + 1;
    return source;
  };

  const addMade = (file: string, text: string, making: Making): Source => {
    const source = add(file, text);
    made.set(source, making);
    return source;
  };

  const sourceAt = (offset: number): Source => {
    const source = sources[lastAtOrBelow(sources.length, (at) => sources[at]?.base ?? 0, offset)];
    if (source === undefined) throw new Error(`no text holds offset ${offset}`);
    return source;
  };

  const pieceAt = ({ starts }: Making, local: number): number =>
    lastAtOrBelow(starts.length, (at) => starts[at] ?? 0, local);

  /** Where `length` characters from a local offset in a piece were written. */
  const written = (
    { starts, segments }: Making,
    piece: number,
    local: number,
    length: number,
  ): Written => {
    const { origin, isCopy, frame } = segments[piece] ?? nowhere;
    if (!isCopy) return { ...origin, frame };
    const start = Math.min(origin.start + local - (starts[piece] ?? 0), origin.end);
    return { start, end: Math.min(start + length, origin.end), frame };
  };

  const originOf = (span: Span): Origin => {
    const source = sourceAt(span.start);
    const making = made.get(source);
    if (making === undefined) return { span, frames: [] };
    const from = span.start - source.base;
    const to = Math.max(from, span.end - source.base - 1);
    const first = pieceAt(making, from);
    const last = pieceAt(making, to);
    const length = span.end - span.start;
    const { start, end, frame } =
      first === last
        ? written(making, first, from, length)
        : between(written(making, first, from, 1), written(making, last, to, 1));
    return { span: { start, end }, frames: framesFrom(frame) };
  };

  const originsOf = (span: Span): readonly Span[] => {
    const source = sourceAt(span.start);
    const making = made.get(source);
    if (making === undefined) return [span];
    const { starts } = making;
    const [from, to] = [span.start - source.base, span.end - source.base];
    const found: Span[] = [];
    for (let piece = pieceAt(making, from); (starts[piece] ?? to) < to; piece++) {
      const start = Math.max(from, starts[piece] ?? 0);
      const stop = Math.min(to, starts[piece + 1] ?? to);
      const { start: first, end: last } = written(making, piece, start, stop - start);
      found.push({ start: first, end: last });
    }
    return found;
  };

  const locate = (offset: number): Position => {
    const place = originOf({ start: offset, end: offset + 1 }).span.start;
    const source = sourceAt(place);
    const starts = lineStarts.get(source) ?? startsOfLines(source.text);
    lineStarts.set(source, starts);
    const local = place - source.base;
    const index = lastAtOrBelow(starts.length, (at) => starts[at] ?? 0, local);
    const start = starts[index] ?? 0;
    const stop = source.text.indexOf('\n', start);
    const lineText = source.text.slice(start, stop < 0 ? undefined : stop).replace(/\r$/, '');
    const lineStart = source.base + start;
    return { file: source.file, line: index + 1, column: local - start + 1, lineText, lineStart };
  };

  const allWritten = (): readonly Source[] => sources.filter((source) => !made.has(source));
  const files = (): readonly string[] => allWritten().map(({ file }) => file);

  return { written: allWritten, files, add, addMade, locate, originOf, originsOf };
};

/** `file:line` of the start of a span. */
export const fileLine = (sources: SourceMap, span: Span): string => {
  const { file, line } = sources.locate(span.start);
  return `${file}:${line}`;
};
