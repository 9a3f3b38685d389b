// Tokens of keepalived.conf: one for a statement, not for a word, since a file may have a million
// lines and most words are never looked at; syntax/tree.ts splits them on demand. Only offsets are
// kept. Where a statement ends: at a brace, a comment or the end of the line, none of which counts
// inside double quotes; `\#` and `\!` are plain characters.

import { createToken, Lexer } from 'chevrotain';

/** Code units a statement may start with; Chevrotain wants them listed to pick patterns fast. */
const statementStarts = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).filter(
  (char) => !/[\s#!{}]/.test(char),
);

export const Blank = createToken({
  name: 'Blank',
  pattern: /\s+/,
  line_breaks: true,
  group: Lexer.SKIPPED,
});
export const Comment = createToken({ name: 'Comment', pattern: /[#!][^\n\r]*/, group: 'comments' });
export const Open = createToken({ name: 'Open', pattern: /\{/ });
export const Close = createToken({ name: 'Close', pattern: /\}/ });
export const Statement = createToken({
  name: 'Statement',
  pattern: /(?:\\[#!]|[^\s#!{}"]|"[^"\n\r]*"?)(?:\\[#!]|[^\n\r#!{}"]|"[^"\n\r]*"?)*/,
  line_breaks: false,
  start_chars_hint: statementStarts,
});

export const tokens = [Blank, Statement, Open, Close, Comment];

/** Never fails: every character belongs to one of the tokens. */
export const lexer = new Lexer(tokens, { positionTracking: 'onlyOffset' });
