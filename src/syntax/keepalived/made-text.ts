// A text made of pieces, with where each of them was written.

import type { Making, Segment } from '../../diag/source-map.ts';
import type { Line } from './pieces.ts';

export interface MadeText extends Making {
  /** Adds pieces as they are. */
  readonly add: (line: Line) => void;
  /** Adds a line and its end, which counts as a part of its last piece. */
  readonly addLine: (line: Line) => void;
  readonly length: () => number;
  readonly text: () => string;
}

export const createMadeText = (): MadeText => {
  const parts: string[] = [];
  const starts: number[] = [];
  const segments: Segment[] = [];
  let length = 0;
  const add = (line: Line): void => {
    for (const piece of line) {
      starts.push(length);
      segments.push(piece);
      parts.push(piece.text);
      length += piece.text.length;
    }
  };
  const addLine = (line: Line): void => {
    if (line.length === 0) return;
    add(line);
    parts.push('\n');
    length++;
  };
  return { add, addLine, length: () => length, text: () => parts.join(''), starts, segments };
};
