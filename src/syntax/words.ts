// Words of one statement. keepalived(8) splits at blanks; a word that starts with `"` runs to the
// next `"`, and a `"` inside a word ends it and starts another. Quotes go, nothing is escaped. Lines
// that hold a command it splits in another way.

import type { Span } from '../base/span.ts';
import type { Source } from '../diag/source-map.ts';

export interface Word extends Span {
  readonly text: string;
  readonly quoted: boolean;
}

/** The text that offsets are about, and the offset of its first character. */
type Text = Pick<Source, 'text' | 'base'>;

/** A space, or one of \t \v \f \r: a statement ends with its line. */
const isBlank = (code: number): boolean =>
  code === 32 || code === 9 || code === 11 || code === 12 || code === 13;

const quote = 34;

/** Offset behind the plain word at `from`. */
const plainEnd = (text: string, from: number, stop: number): number => {
  let at = from;
  for (; at < stop; at++) {
    const code = text.charCodeAt(at);
    if (code === quote || isBlank(code)) break;
  }
  return at;
};

/** keepalived glues a backslash at the end of a line to the word before it, over the blanks between. */
const glueBackslash = (words: Word[]): Word[] => {
  const [before, last] = words.slice(-2);
  if (before === undefined || last === undefined) return words;
  if (last.quoted || last.text !== '\\' || before.quoted) return words;
  return [...words.slice(0, -2), { ...before, text: `${before.text}\\`, end: last.end }];
};

/** The words between two offsets of `source`. */
export const splitWords = ({ text, base }: Text, start: number, end: number): Word[] => {
  const stop = end - base;
  const words: Word[] = [];
  for (let at = start - base; at < stop;) {
    const from = at;
    const first = text.charCodeAt(from);
    if (isBlank(first)) {
      at++;
    } else if (first === quote) {
      const close = text.indexOf('"', from + 1);
      const inner = close < 0 || close >= stop ? stop : close;
      at = Math.min(inner + 1, stop);
      const inside = text.slice(from + 1, inner);
      words.push({ text: inside, start: base + from, end: base + at, quoted: true });
    } else {
      at = plainEnd(text, from, stop);
      words.push({ text: text.slice(from, at), start: base + from, end: base + at, quoted: false });
    }
  }
  return text[stop - 1] === '\\' ? glueBackslash(words) : words;
};

/** A quoted piece, a plain one, or blanks; pieces that touch are one word. */
const pieces = /"([^"]*)"?|'([^']*)'?|([^ \t\f\v\r"']+)|[ \t\f\v\r]+/g;

/** The words of a line in which single quotes count like double ones. */
export const splitQuoted = (source: Text, start: number, end: number): Word[] => {
  const { text, base } = source;
  const words: Word[] = [];
  let before = -1;
  for (const match of text.slice(start - base, end - base).matchAll(pieces)) {
    const [whole, double, single, plain] = match;
    const piece = double ?? single ?? plain;
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
