// Statements -> keepalived.conf: quotes where a word needs them; the layout is the formatter's.

import { formatKeepalived } from './format.ts';

/** A statement as its words and, when it has a block, the statements inside it. */
export interface Printable {
  readonly words: readonly string[];
  readonly children?: readonly Printable[];
}

/** What would end a word or its statement, start a comment, or be a byte order mark. */
const special = /^\uFEFF|[ \t\v\f\r{}#!]/;

/** A word as it has to be written to be read back. */
export const printWord = (word: string): string =>
  word === '' || special.test(word) ? `"${word}"` : word;

const printLines = (statements: readonly Printable[]): string[] =>
  statements.flatMap(({ words, children }) => {
    const head = words.map(printWord).join(' ');
    return children === undefined ? [head] : [`${head} {`, ...printLines(children), '}'];
  });

/**
 * The text that reads back as `statements`. Each of them has at least one word: a `{` without one
 * would belong to the statement before it. A double quote inside a word, a line break and a word that
 * is a backslash alone cannot be written in this language and must not be in one.
 */
export const printKeepalived = (statements: readonly Printable[]): string =>
  formatKeepalived(printLines(statements).join('\n'));
