// Tokens of keepalived.conf: one for a statement, not for a word, since a file may have a million
// lines and most words are never looked at; syntax/words.ts splits them on demand. Only offsets are
// kept. Where a statement ends: at a brace, a comment or the end of the line, none of which counts
// inside double quotes; a backslash does not keep `#` or `!` from starting one, since keepalived looks
// for comments twice. Blank is what isspace(3) calls so in the C
// locale: a no-break space is a part of a word. A token takes the blanks behind it along, line ends
// too: that halves the work.

import { createToken, type ILexingResult, Lexer } from 'chevrotain';
import { KnownBlocks } from './known-blocks.ts';

/**
 * Code units a statement may start with; Chevrotain picks patterns by the first one, and would take
 * longer to find out than to read a file. Those above 255 it takes in classes of 255, so one of each
 * class will do.
 */
const statementStarts = [
  ...Array.from({ length: 257 }, (_, code) => code),
  ...Array.from({ length: 256 }, (_, index) => (index + 2) * 255),
]
  .map((code) => String.fromCharCode(code))
  .filter((char) => !/[ \t\n\v\f\r#!{}]/.test(char));

const blanks = '[ \\t\\n\\v\\f\\r]';

export const Blank = createToken({
  name: 'Blank',
  pattern: new RegExp(`${blanks}+`),
  line_breaks: true,
  start_chars_hint: [' ', '\t', '\n', '\v', '\f', '\r'],
  group: Lexer.SKIPPED,
});
export const Comment = createToken({
  name: 'Comment',
  pattern: /\\?[#!][^\n]*/,
  start_chars_hint: ['#', '!', '\\'],
  group: 'comments',
});
export const Open = createToken({
  name: 'Open',
  pattern: new RegExp(`\\{${blanks}*`),
  line_breaks: true,
  start_chars_hint: ['{'],
});
export const Close = createToken({
  name: 'Close',
  pattern: new RegExp(`\\}${blanks}*`),
  line_breaks: true,
  start_chars_hint: ['}'],
});
export const Statement = createToken({
  name: 'Statement',
  pattern: new RegExp(
    `(?:\\\\(?![#!])|[^ \\t\\n\\v\\f\\r#!{}"\\\\]|"[^"\\n]*"?)(?:[^\\n#!{}"\\\\]+|\\\\(?![#!])|"[^"\\n]*"?)*${blanks}*`,
  ),
  line_breaks: true,
  start_chars_hint: statementStarts,
});

/** A block that reads as one before it, from `{` to `}`; its payload is that one. */
export const Known = createToken({
  name: 'Known',
  pattern: { exec: (text, offset) => known.find(text, offset) },
  line_breaks: true,
  start_chars_hint: ['{'],
});

export const tokens = [Blank, Statement, Known, Open, Close, Comment];

/** That the tokens are in order is for a test to say. */
const lexer = new Lexer(tokens, { positionTracking: 'onlyOffset', skipValidations: true });

let known = new KnownBlocks();

/** The tokens of a text; never fails, since every character belongs to one of them. */
export const tokenize = (text: string, blocks: KnownBlocks): ILexingResult => {
  known = blocks;
  return lexer.tokenize(text);
};
