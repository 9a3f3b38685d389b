// A backslash before a quote, left over from the shell that wrote the file.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { LintContext, Rule } from '../rule.ts';
import { matchesIn } from '../text.ts';

/** Where the first word behind a keyword begins. */
const atFirstWord = /(?<=^[ \t]*[\w-]+[ \t]+)\\"/gm;

function* escapedIn({ tree }: LintContext): Generator<Diagnostic> {
  if (!tree.source.text.includes('\\"')) return;
  for (const { start, end } of matchesIn(tree, atFirstWord)) {
    yield diagnostic('HA4104', { start, end }, {});
  }
}

export const escapedQuote: Rule = {
  code: 'HA4104',
  isAboutText: true,
  yieldsToErrors: true,
  check: escapedIn,
};
