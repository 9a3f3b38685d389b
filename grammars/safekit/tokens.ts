// Tokens of XML 1.0 as SafeKit's files use it: one for a tag, whose inside has a lexer of its own. Both
// never fail: what belongs to no token is a token too, so that a file is always read to its end. A tag
// without `>` ends where the next one begins.

import { createToken, Lexer } from 'chevrotain';
import { once } from '../../src/base/once.ts';

/** Blanks of Unicode are none of a name. */
const nameStart = '(?!\\s)[A-Za-z_:\\u0080-\\uffff]';
const nameEnd = '\\w:.\\-\\u0080-\\uffff';

const token = (name: string, pattern: RegExp, options: { group?: string } = {}) =>
  createToken({ name, pattern, line_breaks: true, ...options });

export const Comment = token('Comment', /<!--(?:(?!-->)[^])*(?:-->)?/, { group: 'comments' });
export const Cdata = token('Cdata', /<!\[CDATA\[(?:(?!\]\]>)[^])*(?:\]\]>)?/);
/** With its subset in brackets, which is refused later. */
export const Doctype = token(
  'Doctype',
  /<!DOCTYPE(?:"[^"]*"|'[^']*'|\[[^\]]*\]?|[^>[\]"']+|["'\]])*>?/i,
);
/** `<?xml ...?>` and other instructions to programs. */
export const Instruction = token('Instruction', /<\?(?:(?!\?>)[^])*(?:\?>)?/);
export const EndTag = token('EndTag', /<\/[^<>]*>?/);
export const StartTag = token(
  'StartTag',
  new RegExp(`<${nameStart}(?:"[^"<]*"|'[^'<]*'|[^<>"']+|["'])*>?`),
);
export const Text = token('Text', /[^<]+/);
/** A `<` that opens nothing. */
export const Junk = token('Junk', /</);

export const tokens = [Comment, Cdata, Doctype, Instruction, EndTag, StartTag, Text, Junk];
/** Made when the first XML is read: most runs read none. */
export const lexer = once(() => new Lexer(tokens, { positionTracking: 'onlyOffset' }));

export const Name = token('Name', new RegExp(`${nameStart}[${nameEnd}]*`));
export const Equals = token('Equals', /=/);
/** A value; one without its second quote goes on to the end of the tag. */
export const Quoted = token('Quoted', /"[^"]*"?|'[^']*'?/);
/** Signs that no tag holds, or a value without quotes. */
export const Bare = token('Bare', /[^\s="']+/);
const Blank = token('Blank', /\s+/, { group: Lexer.SKIPPED });

/** The inside of a start tag, behind its name. */
export const tagTokens = [Blank, Name, Equals, Quoted, Bare];
export const tagLexer = once(() => new Lexer(tagTokens, { positionTracking: 'onlyOffset' }));
