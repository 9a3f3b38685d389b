// keepalived.conf: text -> tree. Says what is wrong with the text as such; keywords come in bind.ts.

import type { Span } from '../../base/span.ts';
import { type Diagnostic, diagnostic, mendedBy } from '../../diag/diagnostic.ts';
import type { Source } from '../../diag/source-map.ts';
import { emptyFile, type FileRows, parseTokens } from '../../../grammars/keepalived/grammar.ts';
import { type KnownBlock, KnownBlocks } from '../../../grammars/keepalived/known-blocks.ts';
import type {
  StatementNode,
  StatementTable,
} from '../../../grammars/keepalived/statement-table.ts';
import { Close, Known, Open, Statement, tokenize } from '../../../grammars/keepalived/tokens.ts';
import {
  backslashInComment,
  isNewerThan,
  newest,
  type Version,
} from '../../../grammars/keepalived/versions.ts';

export interface Tree {
  readonly source: Source;
  readonly statements: StatementTable;
  /** Offsets of `}` that close nothing. */
  readonly strayCloses: readonly number[];
  /** Comments in the order of the text, `#` or `!` included. */
  readonly comments: readonly Span[];
}

/** The statements of a tree as objects. */
export const nodesOf = ({ source, statements }: Tree): readonly StatementNode[] =>
  statements.nodes(source.text);

/** The schema knows five levels; the rest is room for blocks that are not closed. */
const maxDepth = 250;

/** Text is read in pieces of about this length, so that most tokens are gone before the next ones come. */
const pieceLength = 65536;

/** What reading a text brings to light besides its statements. */
interface Found {
  readonly comments: Span[];
  readonly diagnostics: Diagnostic[];
}

type Tokens = ReturnType<typeof tokenize>['tokens'];

const at = (source: Source, offset: number): Span => ({
  start: source.base + offset,
  end: source.base + offset + 1,
});

const checkQuotes = (source: Source, tokens: Tokens): Diagnostic[] =>
  tokens
    .filter(({ image }) => image.includes('"') && image.split('"').length % 2 === 0)
    .map(({ startOffset, image }) =>
      diagnostic('HA1007', at(source, startOffset + image.lastIndexOf('"')), {}),
    );

/** The tokens of a text, piece by piece; a piece ends with a line, which no token but a blank goes over. */
function* tokensOf(
  source: Source,
  text: string,
  known: KnownBlocks,
  comments: Span[],
): Generator<Tokens> {
  for (let from = 0; from < text.length;) {
    const lineEnd = text.indexOf('\n', from + pieceLength);
    const to = lineEnd < 0 ? text.length : lineEnd + 1;
    const { tokens, groups } = tokenize(text.slice(from, to), known);
    for (const token of tokens) token.startOffset += from;
    for (const { startOffset, image } of groups['comments'] ?? []) {
      const start = source.base + from + startOffset;
      comments.push({ start, end: start + image.length });
    }
    yield tokens;
    from = to;
  }
}

/** Parses whole statements, and remembers the blocks of the last one. */
const parseWhole = (tokens: Tokens, file: FileRows, known: KnownBlocks, text: string): void => {
  const { statements } = file;
  let last = statements.length;
  parseTokens(tokens, file);
  if (last === statements.length) return;
  while (statements.after(last) < statements.length) last = statements.after(last);
  known.learn(statements, last, text);
};

/** The statements of a text; none when its blocks are too deep. Tokens are parsed once no block is open. */
const readRows = (source: Source, text: string, { comments, diagnostics }: Found): FileRows => {
  const hasQuotes = text.includes('"');
  const file = emptyFile(text.length);
  const known = new KnownBlocks();
  let waiting: Tokens = [];
  let depth = 0;
  let deepAt = -1;
  for (const tokens of tokensOf(source, text, known, comments)) {
    if (hasQuotes) diagnostics.push(...checkQuotes(source, tokens));
    let whole = 0;
    for (let index = 0; index < tokens.length; index++) {
      const { tokenType, startOffset, payload } = tokens[index] as Tokens[number];
      if (tokenType === Statement) continue;
      if (tokenType === Close) depth = Math.max(0, depth - 1);
      else {
        const height = tokenType === Known ? (payload as KnownBlock).height : 1;
        if (depth + height > maxDepth && deepAt < 0) deepAt = startOffset;
        if (tokenType === Open) depth++;
      }
      if (depth === 0) whole = index + 1;
    }
    if (whole > 0 && deepAt < 0) {
      parseWhole([...waiting, ...tokens.slice(0, whole)], file, known, text);
    }
    if (whole > 0) waiting = [];
    for (const token of tokens.slice(whole)) waiting.push(token);
  }
  if (deepAt >= 0) {
    diagnostics.push(diagnostic('HA1008', at(source, deepAt), { limit: maxDepth }));
    return emptyFile();
  }
  parseTokens(waiting, file);
  return file;
};

const checkBraces = (source: Source, { statements, strayCloses }: FileRows): Diagnostic[] => {
  const found = strayCloses.map((offset) => diagnostic('HA1005', at(source, offset), {}));
  for (let row = 0; row < statements.length; row++) {
    const open = statements.openOf(row);
    if (open < 0) continue;
    if (statements.closeOf(row) < 0) found.push(diagnostic('HA1004', at(source, open), {}));
    if (statements.startOf(row) === open) found.push(diagnostic('HA1006', at(source, open), {}));
  }
  return found;
};

/** A comment behind a word, or behind a backslash that was to make a word of it. */
const startsInWord = /[^ \t\n\v\f\r{}][#!\\]$|\\$/;

const checkComments = (source: Source, comments: readonly Span[]): Diagnostic[] =>
  comments
    .map(({ start }) => start - source.base)
    .filter((offset) => startsInWord.test(source.text.slice(Math.max(0, offset - 1), offset + 1)))
    .map((offset) => {
      const sign = /^\\?./.exec(source.text.slice(offset, offset + 2))?.[0] ?? '';
      return diagnostic('HA1009', at(source, offset), { sign });
    });

/** In older releases a comment was not all of the line. */
const checkBackslashes = (
  source: Source,
  comments: readonly Span[],
  target: Version,
): Diagnostic[] => {
  if (!isNewerThan(backslashInComment.until, target)) return [];
  return comments
    .map(({ end }) => end - source.base - 1)
    .filter((last) => source.text[last] === '\\')
    .map((last) => diagnostic('HA1030', at(source, last), { target }));
};

/** The tree of a text and what is wrong with it as text; the tree is whole in any case. */
export const parseKeepalived = (
  source: Source,
  target: Version = newest,
): { tree: Tree; diagnostics: Diagnostic[] } => {
  const hasMark = source.text.startsWith('\uFEFF');
  const text = hasMark ? ` ${source.text.slice(1)}` : source.text;
  const found: Found = { comments: [], diagnostics: [] };
  const file = readRows(source, text, found);
  const { comments } = found;
  const diagnostics = [
    ...(hasMark ? [mendedBy(diagnostic('HA1003', at(source, 0), {}), at(source, 0), '')] : []),
    ...found.diagnostics,
    ...checkBraces(source, file),
    ...checkComments(source, comments),
    ...checkBackslashes(source, comments, target),
  ];
  return { tree: { source, ...file, comments }, diagnostics };
};
