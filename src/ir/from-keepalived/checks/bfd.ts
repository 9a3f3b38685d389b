// bfd_instance: names and neighbors that stand twice, and addresses of two families.

import type { keepalived } from '../../../../grammars/keepalived/index.ts';
import type { Span } from '../../../base/span.ts';
import { familyOf } from '../../../base/ip.ts';
import { type Diagnostic, diagnostic } from '../../../diag/diagnostic.ts';
import { all, arg, type BoundBlock, blockOf, one, value } from '../../../syntax/tree.ts';
import { familyNames } from './family-names.ts';

type Root = BoundBlock<typeof keepalived>;

export const checkBfd = (root: Root, diagnostics: Diagnostic[]): void => {
  const names = new Map<string, Span>();
  const neighbors = new Map<string, Span>();
  for (const statement of all(root, 'bfd_instance')) {
    const name = arg(statement, 0);
    const block = blockOf(statement);
    if (name === undefined) continue;
    const { span } = statement;
    const same = names.get(name);
    if (same !== undefined) {
      const labels = [{ span: same, text: 'first defined here' }];
      diagnostics.push(diagnostic('HA3001', span, { keyword: 'bfd_instance', name }, labels));
      continue;
    }
    names.set(name, span);
    const neighbor = value(block, 'neighbor_ip') ?? value(block, 'neighbour_ip');
    const place = (one(block, 'neighbor_ip') ?? one(block, 'neighbour_ip'))?.span ?? span;
    const source = value(block, 'source_ip');
    if (neighbor === undefined) continue;
    if (source !== undefined && familyOf(source) !== familyOf(neighbor)) {
      const [family, other] = [familyNames[familyOf(source)], familyNames[familyOf(neighbor)]];
      const at = one(block, 'source_ip')?.span ?? span;
      diagnostics.push(diagnostic('HA3046', at, { ip: source, family, name, other }));
    }
    const key = `${neighbor} ${source ?? ''}`;
    const twin = neighbors.get(key);
    neighbors.set(key, place);
    if (twin === undefined) continue;
    const labels = [{ span: twin, text: 'also a neighbor here' }];
    const values = { entry: neighbor, keyword: 'neighbor_ip', name };
    diagnostics.push(diagnostic('HA3041', place, values, labels));
  }
};
