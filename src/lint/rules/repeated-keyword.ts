// A keyword that stands twice in a block where only one of them counts, be it by another name.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { BlockShape, KeywordLine } from '../../syntax/shape.ts';
import type { BoundBlock, BoundStatement } from '../../syntax/tree.ts';
import { anywhereIn } from '../look-through.ts';
import type { Rule } from '../rule.ts';

/** Those where keepalived itself complains about a second one are HA2017. */
const isSingle = ({ spec }: KeywordLine): boolean =>
  spec.block === undefined && spec.entries === undefined && (spec.repeat ?? 'last') === 'last';

const mainName = ({ keyword, spec }: KeywordLine): string => spec.synonymOf ?? keyword;

const repeats = ({ statements }: BlockShape): boolean => {
  const seen = new Set<string>();
  for (const { line } of statements) {
    if (!isSingle(line)) continue;
    const name = mainName(line);
    if (seen.has(name)) return true;
    seen.add(name);
  }
  return false;
};

function* repeatedIn(
  block: BoundBlock,
  mayRepeat: (shape: BlockShape) => boolean,
): Generator<Diagnostic> {
  if (!mayRepeat(block.shape)) return;
  const seen = new Map<string, BoundStatement>();
  for (const statement of block.statements) {
    if (statement.block !== undefined) yield* repeatedIn(statement.block, mayRepeat);
    if (!isSingle(statement.line)) continue;
    const { span, line } = statement;
    const name = mainName(line);
    const other = seen.get(name);
    seen.set(name, statement);
    if (other === undefined) continue;
    const isSame = other.keyword === statement.keyword;
    const keyword = isSame
      ? statement.keyword
      : `${statement.keyword} (the same as ${other.keyword})`;
    const labels = [{ span: other.span, text: 'this one is not used' }];
    yield diagnostic('HA4001', span, { keyword }, labels);
  }
}

export const repeatedKeyword: Rule = {
  code: 'HA4001',
  check: ({ root }) => repeatedIn(root, anywhereIn(repeats)),
};
