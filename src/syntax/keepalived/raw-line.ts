// One line of a text as keepalived(8) takes it apart before it looks for words: what counts, and the
// comment behind it.

import { contentLength } from './include.ts';

export interface RawLine {
  /** Without the comment and blanks around it. */
  readonly content: string;
  /** From `#` or `!` to the end of the line; empty when there is none. */
  readonly comment: string;
  /** Without blanks around it, but with those at the end that lie in a quote, or change what is before. */
  readonly asWritten: string;
  /** Ends with a backslash: in a definition the next line belongs to it. */
  readonly goesOn: boolean;
  /**
   * A change of any blank might be seen: readers disagree where its quotes end (comments, braces, words
   * and commands are looked for one after the other), its end has a meaning, or it has an escaped
   * comment sign, which starts a comment in the copy that the children of keepalived read.
   */
  readonly isDelicate: boolean;
}

const trim = (text: string): string => text.replace(/^[ \t]+|[ \t]+$/g, '');

/** A backslash at the end that no other hides; it counts even at the end of a comment. */
const freeBackslash = /(?<!\\)(?:\\\\)*\\$/;

const isOdd = (text: string): boolean => text.split('"').length % 2 === 0;

/** Also for who takes a quote behind a backslash for none. */
const hasOpenQuote = (text: string): boolean => isOdd(text) || isOdd(text.replace(/\\./g, ''));

/** Takes a line apart. It comes without the signs that end it. */
export const readRawLine = (line: string): RawLine => {
  const at = contentLength(line);
  const content = trim(line.slice(0, at));
  const hasOpenEnd = /\\[ \t\v\f\r]*$|\r[ \t]+$/.test(line) || hasOpenQuote(content);
  return {
    content,
    comment: line.slice(at),
    asWritten: hasOpenEnd ? line.replace(/^[ \t]+/, '') : trim(line),
    goesOn: freeBackslash.test(line) || content.endsWith('\\'),
    isDelicate: hasOpenEnd || /\\["'\\{}#! \t\v\f\r]/.test(content),
  };
};
