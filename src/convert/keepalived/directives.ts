// The directives of a keepalived.conf: every statement of its tree, read or not, so that none is
// missing from a report because a later stage left it out.

import { once } from '../../base/once.ts';
import { type Span, touching } from '../../base/span.ts';
import { visibleInLine } from '../../base/visible.ts';
import { fixedStars, maskedText } from '../../diag/masking.ts';
import type { SourceMap } from '../../diag/source-map.ts';
import type { StatementNode } from '../../../grammars/keepalived/statement-table.ts';
import type { keepalived } from '../../../grammars/keepalived/index.ts';
import { nodesOf, type Tree } from '../../syntax/keepalived/parse.ts';
import type { BoundBlock, BoundStatement } from '../../syntax/tree.ts';
import { splitWords } from '../../syntax/words.ts';
import type { Directive } from '../directive.ts';
import { type CommentShelf, createCommentShelf } from './comments.ts';

/** What of a loaded keepalived.conf a conversion reads. */
export interface KeepalivedText {
  readonly file: string;
  readonly sources: SourceMap;
  readonly secrets: readonly Span[];
  readonly tree: Tree;
  readonly root: BoundBlock<typeof keepalived>;
}

export interface Directives {
  /** In the order of the text, blocks before what they hold. */
  readonly all: readonly Directive[];
  /** The directive that a span of the IR or of the bound tree belongs to. */
  readonly at: (span: Span) => Directive | undefined;
}

interface Walk {
  readonly text: KeepalivedText;
  readonly shelf: CommentShelf;
  /** What the schema understood, by its place: a block may be read outside of the one it stands in. */
  readonly bound: ReadonlyMap<number, BoundStatement>;
  readonly found: Directive[];
  /** Where each of them starts. */
  readonly starts: number[];
}

const shownText = ({ tree, secrets }: KeepalivedText, { start, end }: StatementNode): string => {
  const { base, text } = tree.source;
  const span = { start: base + start, end: base + end };
  const places = touching(secrets, span).map((secret) => ({
    start: Math.max(secret.start - span.start, 0),
    end: Math.min(secret.end, span.end) - span.start,
  }));
  const written = maskedText(text.slice(start, end), places, fixedStars);
  return visibleInLine(written.replace(/\s+/g, ' ').trim());
};

const keywordOf = ({ tree }: KeepalivedText, { start, end }: StatementNode): string => {
  const { base } = tree.source;
  return splitWords(tree.source, base + start, base + end)[0]?.text ?? '';
};

const statementsIn = (statements: readonly BoundStatement[]): BoundStatement[] =>
  statements.flatMap((one) => [one, ...statementsIn(one.block?.statements ?? [])]);

const visit = (
  walk: Walk,
  nodes: readonly StatementNode[],
  parent: Directive | undefined,
  isList: boolean,
): void => {
  const { text, shelf, found, starts } = walk;
  const { base } = text.tree.source;
  for (const node of nodes) {
    const start = base + node.start;
    const bound = walk.bound.get(start);
    const { file, line } = text.sources.locate(start);
    const keyword = isList ? '*' : (bound?.keyword ?? keywordOf(text, node));
    const directive: Directive = {
      file,
      line,
      path: [...(parent?.path ?? []), keyword],
      text: shownText(text, node),
      meaning: isList ? (parent?.meaning ?? '') : (bound?.spec.doc ?? ''),
      comments: shelf.take(start, base + node.end),
      parent,
    };
    found.push(directive);
    starts.push(start);
    visit(walk, node.children, directive, bound?.spec.entries !== undefined);
  }
};

/** The directives of a text that was loaded; total. */
export const keepalivedDirectives = (text: KeepalivedText): Directives => {
  const bound = new Map(statementsIn(text.root.statements).map((one) => [one.span.start, one]));
  const walk: Walk = { text, shelf: createCommentShelf(text), bound, found: [], starts: [] };
  visit(walk, nodesOf(text.tree), undefined, false);
  const byStart = once(() => new Map(walk.starts.map((start, at) => [start, walk.found[at]])));
  const at = ({ start }: Span): Directive | undefined => {
    const exact = byStart().get(start);
    if (exact !== undefined) return exact;
    // A word of a line that holds several: the line began before it.
    const index = walk.starts.findLastIndex((one) => one <= start);
    return walk.found[index];
  };
  return { all: walk.found, at };
};
