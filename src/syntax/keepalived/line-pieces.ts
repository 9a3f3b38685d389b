// What of a line is a statement and what a brace, and how each is written. keepalived(8) ends a
// line at every brace outside double quotes and reads on behind it as if a line began there.

import { keepalived } from '../../../grammars/keepalived/index.ts';
import type { Condition } from './block-depth.ts';
import { keywordsIn } from './keywords.ts';
import type { RawLine } from './raw-line.ts';

/** A line that must stay one: it has a condition, or it is expanded before its braces are looked for. */
export interface Whole {
  readonly kind: 'whole';
  readonly text: string;
  readonly condition: Condition | null;
  /** Blocks that end before its first word. */
  readonly closes: number;
  /** Blocks that it opens more than it closes, those of `closes` included. */
  readonly opens: number;
}

export type Piece =
  | { readonly kind: 'statement'; readonly text: string }
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | Whole;

/**
 * Conditions, definitions, repetitions and includes, at the start or behind a brace. With a form feed
 * before them they are words, but not to every reader.
 */
const special = /(?:^|[{}])[ \t\v\f\r]*(?:[@$~]|include[rmwba]?[ \t\v\f\r])/;

const conditionStart = /^(@(\^?)([^ \t]*))[ \t]+/;
const includeStart = /^(include[rmwba]?)[ \t]+/;

/** What is to be taken as it is: its blanks are kept, or printed in messages. */
const untouchable =
  /^(?:~|\$[A-Za-z_]\w*=|[\v\f\r]|include[rmwba]?[\v\f\r])|[{}][ \t]*(?:[@~]|include)/;

/** Whether a line holds a definition, which may go on over the next lines. */
export const hasDefinition = (content: string): boolean => /\$[A-Za-z_]\w*=/.test(content);

/** Whether ` {` may follow a statement on its line: behind `include` it would be a path. */
export const takesBrace = (statement: string): boolean => !/^include[rmwba]?$/.test(statement);

/** Quotes of both kinds; within one kind the other stands for itself. */
const quotes = /"[^"]*"|'[^']*'/g;
const quotesOrBlanks = /"[^"]*"|'[^']*'|[ \t\v\f\r]+/g;
const partsOrPlainBlanks = /"[^"]*"|'[^']*'|\$\{[^{}"']*\}|[ \t]+/g;

/**
 * Whether all readers find the same quotes: those that know both kinds, and those that know one, who
 * may end a line at a brace in single quotes.
 */
const hasClearQuotes = (text: string): boolean =>
  !/["']/.test(text.replace(quotes, '')) &&
  (text.match(quotes) ?? []).every((part) => part.startsWith('"') || !/["{}]/.test(part));

const withSingleBlanks = (text: string, parts: RegExp): string =>
  hasClearQuotes(text) ? text.replace(parts, (part) => (/^["'$]/.test(part) ? part : ' ')) : text;

const writeStatement = (text: string): string =>
  withSingleBlanks(text.replace(/^[ \t\v\f\r]+|[ \t\v\f\r]+$/g, ''), quotesOrBlanks);

/** A name of a parameter ends at a plain blank, so other ones stay what they are. */
const writeWhole = (content: string): string => {
  const [head, condition] = conditionStart.exec(content) ?? [];
  if (head !== undefined) return `${condition} ${writeWhole(content.slice(head.length))}`;
  const [include, keyword] = includeStart.exec(content) ?? [];
  if (include !== undefined) return `${keyword} ${content.slice(include.length)}`;
  return untouchable.test(content) ? content : withSingleBlanks(content, partsOrPlainBlanks);
};

/** Braces outside of quotes, parameters and paths. */
const bracesOf = (content: string): string[] => {
  if (includeStart.test(content) || /^\$[A-Za-z_]\w*=/.test(content)) return [];
  return [...content.matchAll(/"[^"]*"?|\$\{[^{}]*\}|[{}]/g)]
    .map(([sign]) => sign)
    .filter((sign) => sign === '{' || sign === '}');
};

/** A line that is not taken apart; `text` is how it is to be written. */
export const wholePiece = (content: string, text = writeWhole(content)): Whole => {
  const [start = '', , negation, id = ''] = conditionStart.exec(content) ?? [];
  const rest = content.slice(start.length);
  const braces = bracesOf(rest);
  const opening = braces.filter((sign) => sign === '{').length;
  const [closing = ''] = /^(?:\}[ \t]*)*/.exec(rest) ?? [];
  return {
    kind: 'whole',
    text,
    condition: start === '' ? null : { id, isNegated: negation === '^' },
    closes: closing.replace(/[ \t]/g, '').length,
    opens: 2 * opening - braces.length,
  };
};

const firstBrace = (text: string): number => {
  for (const { 0: sign, index } of text.matchAll(/"[^"]*"|[{}]/g)) {
    if (sign.length === 1) return index;
  }
  return text.length;
};

/** Taken apart there, the line could not be mended by closing or changing its quotes. */
const hasQuotedBrace = (text: string): boolean =>
  [...text.matchAll(/'[^']*'?/g)].some(([part]) => /[{}]/.test(part));

/** A password with a brace in it: no word for keepalived, but one for who wrote it. */
const bracedSecret = new RegExp(
  `^[ \\t\\v\\f\\r]*(?:${[...keywordsIn(keepalived).secret.values()].join('|')})[ \\t].*\\S[{}]`,
);

/** The pieces of a line in their order. */
export const piecesOf = ({ content, asWritten, isDelicate }: RawLine): Piece[] => {
  if (isDelicate) return [wholePiece(content, asWritten)];
  // Behind a brace a condition holds for the rest of the line, and a file is included twice.
  if (special.test(content) || content.includes('$')) return [wholePiece(content)];
  if (hasQuotedBrace(content)) return [wholePiece(content)];
  const pieces: Piece[] = [];
  for (let rest = content; rest !== '';) {
    if (bracedSecret.test(rest)) return [...pieces, wholePiece(rest.replace(/^[ \t]+/, ''))];
    const at = firstBrace(rest);
    const text = writeStatement(rest.slice(0, at));
    if (text !== '') pieces.push({ kind: 'statement', text });
    if (at < rest.length) pieces.push({ kind: rest[at] === '{' ? 'open' : 'close' });
    rest = rest.slice(at + 1);
  }
  return pieces;
};
