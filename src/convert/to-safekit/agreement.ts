// A module is the same on all nodes: what the first of them says is taken. Rows of the others must not
// claim that theirs was.

import type { BoundStatement } from '../../syntax/tree.ts';
import type { Context } from './context.ts';
import { directiveAt, type SourceNode } from './source.ts';

/** A statement in the file of a node. */
export interface PlacedStatement {
  readonly node: SourceNode;
  readonly statement: BoundStatement;
}

/** The words of a statement before its block; of the text itself, since directives hide secrets. */
const wordsOf = ({ node, statement }: PlacedStatement): string => {
  const { text, base } = node.tree.source;
  const { start, end } = statement.span;
  return text
    .slice(start - base, end - base)
    .replace(/\s+/g, ' ')
    .trim();
};

const partsOf = ({ node, statement }: PlacedStatement): PlacedStatement[] =>
  (statement.block?.statements ?? []).map((part) => ({ node, statement: part }));

/** What of a statement of another node is not as the first node has it. */
interface Difference {
  /** Statements that only the other node has. */
  readonly foreign: readonly PlacedStatement[];
  /** Blocks that both have, of which only the first says something. */
  readonly lacking: readonly PlacedStatement[];
}

/** What a statement of another node says otherwise than that of the first, blocks part by part. */
const differenceOf = (first: PlacedStatement, other: PlacedStatement): Difference => {
  const own = new Map(partsOf(first).map((part) => [wordsOf(part), part]));
  const theirs = partsOf(other);
  const said = new Set(theirs.map(wordsOf));
  const inner = theirs.flatMap((part): Difference[] => {
    const same = own.get(wordsOf(part));
    return same === undefined ? [] : [differenceOf(same, part)];
  });
  const lacks = [...own.keys()].some((words) => !said.has(words));
  return {
    foreign: [
      ...theirs.filter((part) => !own.has(wordsOf(part))),
      ...inner.flatMap(({ foreign }) => foreign),
    ],
    lacking: [...(lacks ? [other] : []), ...inner.flatMap(({ lacking }) => lacking)],
  };
};

const wholeOf = (part: PlacedStatement): PlacedStatement[] => [
  part,
  ...partsOf(part).flatMap(wholeOf),
];

/** Notes what another node says otherwise than the first, and tells whether it does; the rest keeps its notes. */
export const noteDifference = (
  first: PlacedStatement,
  other: PlacedStatement,
  { trail }: Context,
): boolean => {
  const { file } = first.node;
  const { foreign, lacking } = differenceOf(first, other);
  for (const { node, statement } of lacking)
    trail.note(directiveAt(node, statement.span), 'nodes-differ', { file });
  for (const { node, statement } of foreign.flatMap(wholeOf))
    trail.note(directiveAt(node, statement.span), 'taken-from-first', { file });
  const isUnlike = foreign.length + lacking.length > 0;
  if (isUnlike) trail.note(directiveAt(other.node, other.statement.span), 'nodes-differ', { file });
  return isUnlike;
};
