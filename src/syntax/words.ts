// Words of one statement. keepalived(8) splits at blanks; a word that starts with `"` runs to the
// next `"`, and a `"` inside a word ends it and starts another. Quotes go, nothing is escaped but
// `\#` and `\!` outside of them. Lines that hold a command it splits in another way.

import type { Span } from '../base/span.ts';
import type { Source } from '../diag/source-map.ts';

export interface Word extends Span {
  readonly text: string;
  readonly quoted: boolean;
}

/** The text that offsets are about, and the offset of its first character. */
type Text = Pick<Source, 'text' | 'base'>;

const blank = /[ \t\f\v\r]/;

/** The words between two offsets of `source`. */
export const splitWords = (source: Text, start: number, end: number): Word[] => {
  const { text, base } = source;
  const stop = end - base;
  const words: Word[] = [];
  let at = start - base;
  while (at < stop) {
    if (blank.test(text[at] ?? '')) {
      at++;
      continue;
    }
    const from = at;
    const quoted = text[at] === '"';
    if (quoted) {
      const close = text.indexOf('"', at + 1);
      const inner = close < 0 || close >= stop ? stop : close;
      at = Math.min(inner + 1, stop);
      words.push({ text: text.slice(from + 1, inner), start: base + from, end: base + at, quoted });
    } else {
      while (at < stop && text[at] !== '"' && !blank.test(text[at] ?? '')) at++;
      const plain = text.slice(from, at).replace(/\\([#!])/g, '$1');
      words.push({ text: plain, start: base + from, end: base + at, quoted });
    }
  }
  return words;
};

/** A quoted piece, a plain one, or blanks; pieces that touch are one word. */
const pieces = /"([^"]*)"?|'([^']*)'?|((?:\\[#!]|[^ \t\f\v\r"'])+)|[ \t\f\v\r]+/g;

/** The words of a line that holds a command: single quotes count like double ones. */
export const splitCommand = (source: Text, start: number, end: number): Word[] => {
  const { text, base } = source;
  const words: Word[] = [];
  let before = -1;
  for (const match of text.slice(start - base, end - base).matchAll(pieces)) {
    const [whole, double, single, plain] = match;
    const piece = double ?? single ?? plain?.replace(/\\([#!])/g, '$1');
    if (piece === undefined) continue;
    const from = start + match.index;
    const to = from + whole.length;
    const last = words.at(-1);
    if (last !== undefined && from === before) {
      words[words.length - 1] = { ...last, text: last.text + piece, end: to };
    } else words.push({ text: piece, start: from, end: to, quoted: plain === undefined });
    before = to;
  }
  return words;
};
