// Statements -> lines of a keepalived.conf: quotes where a word needs them, the layout of the formatter,
// comments where they belong.

import { formatKeepalived } from '../../syntax/keepalived/format.ts';
import { printWord } from '../../syntax/keepalived/print.ts';
import type { Directive } from '../directive.ts';
import type { CommentsOf } from './comments.ts';
import type { Output, OutputLine } from './output.ts';

export interface Statement {
  readonly words: readonly string[];
  /** Statements of its block, when it has one. */
  readonly children?: readonly Statement[];
  readonly from: readonly Directive[];
  readonly isSecret?: boolean;
  /** Said about it by the conversion itself. */
  readonly note?: string;
}

interface RawLine {
  readonly text: string;
  readonly from: readonly Directive[];
  readonly isSecret: boolean;
}

const plain = (text: string): RawLine => ({ text, from: [], isSecret: false });

/** A comment may not hold what ends its line, nor the backslash that old releases join lines by. */
const commentLine = (said: string): RawLine =>
  plain(`# ${said.replace(/[\r\n\v\f\0]+/g, ' ')}`.replace(/[\s\\]+$/, ''));

const linesOf = (statement: Statement, comments: CommentsOf): RawLine[] => {
  const { words, children, from, isSecret = false, note } = statement;
  const above = [...comments.next(from), ...(note === undefined ? [] : [note])].map(commentLine);
  const head = words.map(printWord).join(' ');
  if (children === undefined) return [...above, { text: head, from, isSecret }];
  const inner = children.flatMap((child) => linesOf(child, comments));
  return [...above, { text: `${head} {`, from, isSecret }, ...inner, plain('}')];
};

/** Outermost statements stand apart; single ones of a kind together. */
const withGaps = (blocks: readonly RawLine[][]): RawLine[] =>
  blocks.flatMap((lines, index) => (index === 0 ? lines : [plain(''), ...lines]));

/** The file of these statements; `head` is a comment above all of them. */
export const keepalivedOutput = (
  path: string,
  head: readonly string[],
  statements: readonly Statement[],
  comments: CommentsOf,
): Output => {
  const blocks = statements.map((statement) => linesOf(statement, comments));
  const raw = withGaps([head.map(commentLine), ...blocks].filter((lines) => lines.length > 0));
  const texts = formatKeepalived(raw.map(({ text }) => `${text}\n`).join(''))
    .split('\n')
    .slice(0, -1);
  if (texts.length !== raw.length) throw new Error(`${path}: formatting moved its lines`);
  const lines = texts.map((text, at): OutputLine => ({ ...(raw[at] as RawLine), text }));
  return { path, language: 'keepalived', isExecutable: false, lines };
};
