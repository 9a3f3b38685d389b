// Words that a template or its reader should have replaced.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { LintContext, Rule } from '../rule.ts';
import { matchesIn } from '../text.ts';

interface Form {
  /** One of them is in every text that has the form: looking for that is much faster. */
  readonly signs: readonly string[];
  /** And one of these letters, which is faster yet where the others are frequent. */
  readonly letters?: readonly string[];
  readonly pattern: RegExp;
}

const before = '(?<![^\\s"/=])';
const behind = '(?![^\\s"/])';

const forms: readonly Form[] = [
  // Jinja and ERB
  { signs: ['{{'], pattern: /\{\{[^{}\n]*\}\}/g },
  { signs: ['{%'], pattern: /\{%[^\n]*?%\}/g },
  { signs: ['<'], pattern: /<%[^\n]*?%>|<<[^<>\n]+>>|<[A-Za-z][^<>@/\n]*>/g },
  // autoconf, and home-made ones
  { signs: ['@'], pattern: new RegExp(`${before}@[A-Z][A-Z0-9_]*@`, 'g') },
  { signs: ['__'], pattern: new RegExp(`${before}__[A-Za-z][A-Za-z0-9_]*__${behind}`, 'g') },
  { signs: ['%'], pattern: new RegExp(`${before}%%?[A-Z][A-Z0-9_]*%%?${behind}`, 'g') },
  { signs: ['HANGE', 'hange'], pattern: /(?<![\w-])change_?me(?![\w-])/gi },
  { signs: ['PLACE', 'place'], pattern: /(?<![\w-])replace_?me(?![\w-])/gi },
  { signs: ['YOUR', 'your'], pattern: /(?<![\w-])your[_-][\w-]+/gi },
  { signs: ['/path/to/'], pattern: /\/path\/to\/[^\s"']*/g },
  // 10.0.x.x
  {
    signs: ['.x', '.X', 'x.', 'X.'],
    letters: ['x', 'X'],
    pattern: /(?<![^\s"])(?:\d{1,3}\.){0,3}[xX]{1,3}(?:\.(?:\d{1,3}|[xX]{1,3})){1,3}(?![\w.])/g,
  },
];

const mayHold = (text: string, { signs, letters = signs }: Form): boolean =>
  letters.some((letter) => text.includes(letter)) && signs.some((sign) => text.includes(sign));

/** Once for a file, at the first of them. */
const placeholders = ({ tree }: LintContext): Diagnostic[] => {
  const { text } = tree.source;
  const [first, ...others] = forms
    .filter((form) => mayHold(text, form))
    .flatMap(({ pattern }) => [...matchesIn(tree, pattern)])
    .sort((a, b) => a.start - b.start);
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : `, and so do ${others.length} more in this file`;
  return [diagnostic('HA4101', first, { word: first.text, more })];
};

export const placeholderLeft: Rule = {
  code: 'HA4101',
  isAboutText: true,
  check: placeholders,
};
