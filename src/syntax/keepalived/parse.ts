// keepalived.conf: text -> tree. Says what is wrong with the text as such; keywords come in bind.ts.

import type { Span } from '../../base/span.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { Source } from '../../diag/source-map.ts';
import {
  type FileNode,
  parseTokens,
  type StatementNode,
} from '../../../grammars/keepalived/grammar.ts';
import { Close, lexer, Open } from '../../../grammars/keepalived/tokens.ts';

export interface Tree {
  readonly source: Source;
  readonly file: FileNode;
  /** Comments in the order of the text, `#` or `!` included. */
  readonly comments: readonly Span[];
}

/** keywords.json knows five levels; the rest is room for mistakes. */
const maxDepth = 32;

type Tokens = ReturnType<typeof lexer.tokenize>['tokens'];

/** Offset where blocks get deeper than `maxDepth`, or -1. */
const tooDeepAt = (tokens: Tokens): number => {
  let depth = 0;
  for (const { tokenType, startOffset } of tokens) {
    if (tokenType === Open && ++depth > maxDepth) return startOffset;
    if (tokenType === Close) depth--;
  }
  return -1;
};

const at = (source: Source, offset: number): Span => ({
  start: source.base + offset,
  end: source.base + offset + 1,
});

function* blocksOf(statements: readonly StatementNode[]): Generator<StatementNode> {
  for (const statement of statements) {
    if (statement.open < 0) continue;
    yield statement;
    yield* blocksOf(statement.children);
  }
}

const checkBraces = (source: Source, file: FileNode): Diagnostic[] => {
  const found = file.strayCloses.map((offset) => diagnostic('HA1005', at(source, offset), {}));
  for (const block of blocksOf(file.statements)) {
    if (block.close < 0) found.push(diagnostic('HA1004', at(source, block.open), {}));
    if (block.start === block.end) found.push(diagnostic('HA1006', at(source, block.open), {}));
  }
  return found;
};

const checkQuotes = (source: Source, tokens: Tokens): Diagnostic[] => {
  if (!source.text.includes('"')) return [];
  return tokens
    .filter(({ image }) => image.includes('"') && image.split('"').length % 2 === 0)
    .map(({ startOffset, image }) =>
      diagnostic('HA1007', at(source, startOffset + image.lastIndexOf('"')), {}),
    );
};

const checkComments = (source: Source, comments: readonly Span[]): Diagnostic[] =>
  comments
    .map(({ start }) => start - source.base)
    .filter((offset) => offset > 0 && /[^ \t\n\v\f\r{}]/.test(source.text[offset - 1] ?? ' '))
    .map((offset) => diagnostic('HA1009', at(source, offset), { sign: source.text[offset] ?? '' }));

/** The tree of a text and what is wrong with it as text; the tree is whole in any case. */
export const parseKeepalived = (source: Source): { tree: Tree; diagnostics: Diagnostic[] } => {
  const hasMark = source.text.startsWith('\uFEFF');
  const { tokens, groups } = lexer.tokenize(hasMark ? ` ${source.text.slice(1)}` : source.text);
  const comments = (groups['comments'] ?? []).map(({ startOffset, image }) => ({
    start: source.base + startOffset,
    end: source.base + startOffset + image.length,
  }));
  const deepAt = tooDeepAt(tokens);
  const file = parseTokens(deepAt < 0 ? tokens : []);
  const diagnostics = [
    ...(hasMark ? [diagnostic('HA1003', at(source, 0), {})] : []),
    ...(deepAt < 0 ? [] : [diagnostic('HA1008', at(source, deepAt), { limit: maxDepth })]),
    ...checkBraces(source, file),
    ...checkQuotes(source, tokens),
    ...checkComments(source, comments),
  ];
  return { tree: { source, file, comments }, diagnostics };
};
