// Words of one statement. keepalived(8) splits at blanks; a word that starts with `"` runs to the
// next `"`, and a `"` inside a word ends it and starts another. Quotes go, nothing is escaped but
// `\#` and `\!` outside of them.

import type { Span } from '../base/span.ts';
import type { Source } from '../diag/source-map.ts';

export interface Word extends Span {
  readonly text: string;
  readonly quoted: boolean;
}

const blank = /[ \t\f\v\r]/;

/** The words between two offsets of `source` (offsets among all texts). */
export const splitWords = (source: Source, start: number, end: number): Word[] => {
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
