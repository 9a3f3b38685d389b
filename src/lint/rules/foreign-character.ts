// Blanks and punctuation that look like those of keepalived and are others.

import { type Diagnostic, diagnostic, mendedBy } from '../../diag/diagnostic.ts';
import type { LintContext, Rule } from '../rule.ts';
import { isQuotedAt, matchesIn } from '../text.ts';

const blank = /[\u0085\u00a0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]/;
/** Quotation marks, dashes and full-width forms; letters of any script are fine. */
const sign =
  /[\u2010-\u2015\u2018-\u201f\u2212\u3001\u3002\u3008-\u3011\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/;
const any = new RegExp(`(?:${blank.source}|${sign.source})+`, 'g');

const lookalikes: readonly (readonly [RegExp, string])[] = [
  [/[\u201c-\u201f]/, '"'],
  [/[\u2018-\u201b]/, "'"],
  [/[\u2010-\u2015\u2212]/, '-'],
  [/[\u3001]/, ','],
  [/[\u3002\uff61]/, '.'],
];

/** What was most likely meant. */
const meant = (char: string): string => {
  if (blank.test(char)) return 'a blank';
  const found = lookalikes.find(([pattern]) => pattern.test(char))?.[1];
  const code = char.charCodeAt(0);
  // The full-width forms stand in the order of ASCII.
  if (found === undefined && code <= 0xff5e && code >= 0xff01) {
    return String.fromCharCode(code - 0xfee0);
  }
  return found ?? 'a sign of keepalived';
};

/**
 * A blank in place of blanks that are none, outside of all quotes. Signs are left to the author: a quote,
 * a brace or a comment sign would change what the rest of the line is.
 */
const plainBlank = (text: string, lineBefore: string): string | undefined =>
  [...text].every((char) => blank.test(char)) && !/["']/.test(lineBefore) ? ' ' : undefined;

const nameOf = (char: string): string =>
  `U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

function* foreignIn({ tree }: LintContext): Generator<Diagnostic> {
  const { source } = tree;
  if (!/[^\0-\x7f]/.test(source.text)) return;
  let lineEnd = -1;
  for (const { text, start, end } of matchesIn(tree, any)) {
    // Once for a line: they hardly ever come alone.
    if (start <= lineEnd) continue;
    const isText = isQuotedAt(source.text, start - source.base) && !blank.test(text);
    // A byte order mark has an error of its own.
    if (isText || start === source.base) continue;
    const [char = ''] = text;
    lineEnd = source.base + source.text.indexOf('\n', end - source.base);
    const found = diagnostic('HA4102', { start, end }, { name: nameOf(char), meant: meant(char) });
    const at = start - source.base;
    const lineBefore = source.text.slice(source.text.lastIndexOf('\n', at) + 1, at);
    yield mendedBy(found, { start, end }, plainBlank(text, lineBefore));
  }
}

export const foreignCharacter: Rule = {
  code: 'HA4102',
  isAboutText: true,
  yieldsToErrors: true,
  check: foreignIn,
};
