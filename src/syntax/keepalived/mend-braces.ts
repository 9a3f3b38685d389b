// Braces that are not what they should be: in quotes, left out behind the head of a block, or closing
// one too early. What is meant is read, so that one mistake is one finding and the rest is still judged.

import type { Span } from '../../base/span.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { Source } from '../../diag/source-map.ts';
import { keepalived } from '../../../grammars/keepalived/index.ts';
import { newest, type Version } from '../../../grammars/keepalived/versions.ts';
import { type ColumnOf, firstMisfit } from './brace-marks.ts';
import { contentLength } from './include.ts';
import { keywordsIn } from './keywords.ts';
import { parseKeepalived, type Tree } from './parse.ts';

type Parsed = ReturnType<typeof parseKeepalived>;

/** One sign put in the place of another. */
interface Mend {
  readonly at: number;
  readonly sign: '{' | ' ';
  readonly found: Diagnostic;
}

/** What is read over and over again at most: about half a second's worth. */
const maxCharacters = 4_000_000;

const put = (text: string, at: number, sign: string): string =>
  text.slice(0, at) + sign + text.slice(at + sign.length);

const quotedBrace = /"([{}])"/g;

/** Whether a word is the last of its line; a brace inside of another quote is no word. */
const isLast = (line: string, at: number, length: number): boolean => {
  const before = line.slice(0, at);
  const isWord = before.split('"').length % 2 === 1 && /(?:^|\s)$/.test(before);
  // Not in a comment.
  if (at >= line.length) return false;
  return isWord && line.slice(at + length).trim() === '';
};

const firstWord = (line: string): string => line.trim().split(/\s/, 1)[0] ?? '';

/** Whether a quoted brace at the end of a line stands where somebody meant a brace. */
const isMeant = (sign: string, head: string, before: string): boolean => {
  const { blocks } = keywordsIn(keepalived);
  if (head !== '') return sign === '{' && blocks.has(firstWord(head));
  const lineBefore = before.trimEnd().split('\n').at(-1) ?? '';
  return sign === '}' || (blocks.has(firstWord(lineBefore)) && !/[{}]/.test(lineBefore));
};

/** The text with braces for those in quotes that are meant as such, and what to say about all of them. */
const unquoted = ({ text, base }: Source): { text: string; found: Diagnostic[] } => {
  if (!text.includes('"{"') && !text.includes('"}"')) return { text, found: [] };
  let mended = text;
  const found: Diagnostic[] = [];
  let balance = 0;
  for (const { 0: word, 1: sign = '', index } of text.matchAll(quotedBrace)) {
    const lineStart = text.lastIndexOf('\n', index) + 1;
    const stop = text.indexOf('\n', index);
    const whole = text.slice(lineStart, stop < 0 ? text.length : stop);
    const line = whole.slice(0, contentLength(whole));
    if (!isLast(line, index - lineStart, word.length)) continue;
    const head = line.slice(0, index - lineStart).trim();
    const isBrace = isMeant(sign, head, text.slice(0, lineStart));
    // Behind any other word it opens nothing.
    if (!isBrace && sign === '{') continue;
    if (isBrace) mended = put(mended, index, ` ${sign} `);
    if (isBrace) balance += sign === '{' ? 1 : -1;
    const place = { start: base + index, end: base + index + word.length };
    const values = { sign, effect: sign === '{' ? 'opens' : 'closes' };
    found.push(diagnostic('HA1031', place, values));
  }
  // Where as many open as close, nobody misses any.
  const isQuiet = balance === 0 && mended !== text;
  const quiet = (one: Diagnostic): Diagnostic => ({ ...one, severity: 'warning' });
  return { text: mended, found: isQuiet ? found.map(quiet) : found };
};

const troubleOf = ({ tree: { statements, strayCloses } }: Parsed): number => {
  let trouble = strayCloses.length;
  for (let row = 0; row < statements.length; row++) {
    if (statements.openOf(row) >= 0 && statements.closeOf(row) < 0) trouble++;
  }
  return trouble;
};

/** Heads of blocks that none follows: a `{` for the blank behind each. */
function* missingOpens({ source: { text, base }, statements }: Tree): Generator<Mend> {
  const { blocks } = keywordsIn(keepalived);
  for (let row = 0; row < statements.length; row++) {
    if (statements.openOf(row) >= 0) continue;
    const start = statements.startOf(row);
    const at = statements.endOf(row, text);
    const [keyword = ''] = text.slice(start, at).split(/[\s"]/, 1);
    if (!blocks.has(keyword) || !/\s/.test(text.charAt(at))) continue;
    const place: Span = { start: base + start, end: base + start + keyword.length };
    yield { at, sign: '{', found: diagnostic('HA2007', place, { keyword }) };
  }
}

function* mendsOf(tree: Tree, columnOf: ColumnOf): Generator<Mend> {
  if (tree.strayCloses.length === 0) return;
  yield* missingOpens(tree);
  const misfit = firstMisfit(tree, columnOf);
  if (misfit?.isEarlyClose !== true) return;
  const { span, found } = misfit;
  yield { at: span.start - tree.source.base, sign: ' ', found: { ...found, severity: 'error' } };
}

/**
 * The tree of a text as it was meant, and what is wrong with it as text. The tree's own text is as long as
 * the one that was written.
 */
export const parseMended = (
  source: Source,
  target: Version = newest,
  columnOf: ColumnOf,
): Parsed => {
  const { text, found } = unquoted(source);
  const read = (meant: string): Parsed => parseKeepalived({ ...source, text: meant }, target);
  let parsed = read(text);
  let left = Math.floor(maxCharacters / (text.length + 1));
  const mendOnce = (): boolean => {
    for (const { at, sign, found: one } of mendsOf(parsed.tree, columnOf)) {
      if (--left < 0) return false;
      const tried = read(put(parsed.tree.source.text, at, sign));
      if (troubleOf(tried) >= troubleOf(parsed)) continue;
      parsed = tried;
      found.push(one);
      return true;
    }
    return false;
  };
  while (mendOnce());
  return { tree: parsed.tree, diagnostics: [...parsed.diagnostics, ...found] };
};
