// A text made of pieces, with where each of them was written.

import type { Segment } from '../../diag/source-map.ts';
import type { Line } from './pieces.ts';

export interface MadeText {
  /** Adds pieces as they are. */
  readonly add: (line: Line) => void;
  /** Adds a line and its end. */
  readonly addLine: (line: Line) => void;
  readonly length: () => number;
  readonly text: () => string;
  readonly segments: readonly Segment[];
}

export const createMadeText = (): MadeText => {
  const parts: string[] = [];
  const segments: Segment[] = [];
  let length = 0;
  const add = (line: Line): void => {
    for (const { text, origin, isCopy, frame } of line) {
      segments.push({ at: length, origin, isCopy, frame });
      parts.push(text);
      length += text.length;
    }
  };
  const addLine = (line: Line): void => {
    const last = line.at(-1);
    if (last === undefined) return;
    const { end } = last.origin;
    add([...line, { text: '\n', origin: { start: end, end }, isCopy: false, frame: last.frame }]);
  };
  return { add, addLine, length: () => length, text: () => parts.join(''), segments };
};
