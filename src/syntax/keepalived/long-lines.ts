// Lines that are longer than keepalived's buffer (parser.c, MAXBUF): it takes the rest of them for lines
// of their own.

import type { Span } from '../../base/span.ts';

/** What a line may hold: fgets(3) with 1024 bytes, less the line feed and the zero. */
export const maxLineBytes = 1022;

/** UTF-8 has at most three bytes for a UTF-16 unit, so that shorter lines need no counting. */
const safeLength = Math.floor(maxLineBytes / 3);

const encoder = new TextEncoder();

/** Bytes that a line has left; below zero keepalived(8) reads it as two. */
export const roomIn = (line: string): number =>
  maxLineBytes - (line.length <= safeLength ? line.length : encoder.encode(line).length);

/** All lines of a text that are too long. */
export const longLinesIn = (text: string): Span[] => {
  const found: Span[] = [];
  for (let start = 0; start + safeLength < text.length;) {
    // Most lines are short: the last of those that end soon is as good as the next.
    const soon = text.lastIndexOf('\n', start + safeLength);
    if (soon >= start) {
      start = soon + 1;
      continue;
    }
    const stop = text.indexOf('\n', start + safeLength);
    const end = stop < 0 ? text.length : stop;
    if (roomIn(text.slice(start, end)) < 0) found.push({ start, end });
    start = end + 1;
  }
  return found;
};

/** The text with blanks for some of its lines. */
export const withoutLines = (text: string, lines: readonly Span[]): string => {
  let kept = '';
  let from = 0;
  for (const { start, end } of lines) {
    kept += text.slice(from, start) + ' '.repeat(end - start);
    from = end;
  }
  return kept + text.slice(from);
};
