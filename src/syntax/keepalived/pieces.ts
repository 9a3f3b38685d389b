// A line under expansion: pieces of text that remember where they were written.

import { cover, type Span } from '../../base/span.ts';
import type { Frame } from '../../diag/source-map.ts';

export interface Piece {
  readonly text: string;
  /** Where it was written. */
  readonly origin: Span;
  /** Whether each character stands for the one at the same distance in `origin`. */
  readonly isCopy: boolean;
  readonly frame: Frame | null;
}

export type Line = readonly Piece[];

export const textOf = (line: Line): string => {
  let whole = '';
  for (const { text } of line) whole += text;
  return whole;
};

const part = (piece: Piece, from: number, to: number): Piece => {
  const { text, origin, isCopy } = piece;
  if (from === 0 && to === text.length) return piece;
  const place = isCopy ? { start: origin.start + from, end: origin.start + to } : origin;
  return { ...piece, text: text.slice(from, to), origin: place };
};

/** The pieces between two offsets of the line's text. */
export const slice = (line: Line, start: number, end = Number.POSITIVE_INFINITY): Line => {
  const kept: Piece[] = [];
  let at = 0;
  for (const piece of line) {
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, piece.text.length);
    if (from < to) kept.push(part(piece, from, to));
    at += piece.text.length;
  }
  return kept;
};

/** The line as a definition keeps it: `\#` and `\!` outside of quotes are the signs themselves. */
export const withoutEscapes = (line: Line): Line => {
  const text = textOf(line);
  const escape = /"[^"]*"|\\(?=[#!])/g;
  let kept = line;
  let dropped = 0;
  for (const { 0: found, index } of text.matchAll(escape)) {
    if (found !== '\\') continue;
    kept = [...slice(kept, 0, index - dropped), ...slice(kept, index - dropped + 1)];
    dropped++;
  }
  return kept;
};

/** The same text, brought here by `frame`. */
export const reframed = (line: Line, frame: Frame | null): Line =>
  line.map(({ text, origin, isCopy }) => ({ text, origin, isCopy, frame }));

/** The place of a line's text, as far as it was written in one place. */
export const placeOf = (line: Line): Span => {
  const [first] = line;
  if (first === undefined) return { start: 0, end: 0 };
  const last = line.findLast(({ frame }) => frame === first.frame) ?? first;
  return last.origin.end < first.origin.start ? first.origin : cover(first.origin, last.origin);
};
