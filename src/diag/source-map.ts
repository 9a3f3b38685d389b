// Where an offset is: all texts of a run stand one behind the other, so an offset names a file, a
// line and a column at once. Lines are counted when somebody asks.

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

export interface SourceMap {
  readonly add: (file: string, text: string) => Source;
  /** The position of an offset that came from one of the texts. */
  readonly locate: (offset: number) => Position;
}

const startsOfLines = (text: string): number[] => {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
};

/** Index of the last element that is not above `value`; `values` rise. */
const lastAtOrBelow = (values: readonly number[], value: number): number => {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((values[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
};

export const createSourceMap = (): SourceMap => {
  const sources: Source[] = [];
  const bases: number[] = [];
  const lineStarts = new Map<Source, number[]>();
  let end = 0;

  const add = (file: string, text: string): Source => {
    const source = { file, text, base: end };
    sources.push(source);
    bases.push(end);
    // One unit more, so that the end of a text is not the start of the next.
    end += text.length + 1;
    return source;
  };

  const locate = (offset: number): Position => {
    const source = sources[lastAtOrBelow(bases, offset)];
    if (source === undefined) throw new Error(`no text holds offset ${offset}`);
    const starts = lineStarts.get(source) ?? startsOfLines(source.text);
    lineStarts.set(source, starts);
    const local = offset - source.base;
    const index = lastAtOrBelow(starts, local);
    const start = starts[index] ?? 0;
    const stop = source.text.indexOf('\n', start);
    const lineText = source.text.slice(start, stop < 0 ? undefined : stop).replace(/\r$/, '');
    const lineStart = source.base + start;
    return { file: source.file, line: index + 1, column: local - start + 1, lineText, lineStart };
  };

  return { add, locate };
};

/** `file:line` of the start of a span. */
export const fileLine = (sources: SourceMap, span: Span): string => {
  const { file, line } = sources.locate(span.start);
  return `${file}:${line}`;
};
