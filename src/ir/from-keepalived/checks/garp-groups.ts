// garp_group: an interval to keep, and each interface in one group only.

import type { keepalived } from '../../../../grammars/keepalived/index.ts';
import type { Span } from '../../../base/span.ts';
import { type Diagnostic, diagnostic } from '../../../diag/diagnostic.ts';
import {
  all,
  type BoundBlock,
  type BoundStatement,
  blockOf,
  entriesOf,
  isWritten,
} from '../../../syntax/tree.ts';

type Root = BoundBlock<typeof keepalived>;

const namesIn = (
  statement: BoundStatement<(typeof keepalived)['garp_group']>,
): { readonly name: string; readonly span: Span }[] => {
  const block = blockOf(statement);
  const lines = [...all(block, 'interface'), ...all(block, 'interfaces').flatMap(entriesOf)];
  return lines.flatMap(({ line, span }) => {
    const name = line.args[0]?.value;
    return typeof name === 'string' ? [{ name, span }] : [];
  });
};

export const checkGarpGroups = (root: Root, diagnostics: Diagnostic[]): void => {
  const seen = new Map<string, Span>();
  for (const group of all(root, 'garp_group')) {
    const block = blockOf(group);
    if (block === undefined) continue;
    if (!isWritten(block, 'garp_interval') && !isWritten(block, 'gna_interval')) {
      const mend = 'add: garp_interval SECONDS';
      const values = { keyword: 'garp_group', name: '', missing: 'garp_interval', mend };
      diagnostics.push(diagnostic('HA3043', group.span, values));
    }
    for (const { name, span } of namesIn(group)) {
      const other = seen.get(name);
      if (other === undefined) seen.set(name, span);
      else {
        const labels = [{ span: other, text: 'stands here too' }];
        const values = { entry: name, keyword: 'interface', name: 'garp_group' };
        diagnostics.push(diagnostic('HA3041', span, values, labels));
      }
    }
  }
};
