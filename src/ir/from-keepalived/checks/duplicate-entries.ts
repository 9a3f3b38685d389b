// Addresses and peers that stand twice in one instance.

import type { Span } from '../../../base/span.ts';
import { diagnostic } from '../../../diag/diagnostic.ts';
import { all, arg, entriesOf } from '../../../syntax/tree.ts';
import type { InstanceCase } from './context.ts';

interface Entry {
  readonly key: string;
  readonly shown: string;
  readonly span: Span;
}

const checkList = (
  { instance: { name }, diagnostics }: InstanceCase,
  keyword: string,
  entries: readonly Entry[],
  seen: Map<string, Span>,
): void => {
  for (const { key, shown, span } of entries) {
    const other = seen.get(key);
    if (other === undefined) seen.set(key, span);
    else {
      const labels = [{ span: other, text: 'stands here too' }];
      diagnostics.push(diagnostic('HA3041', span, { entry: shown, keyword, name }, labels));
    }
  }
};

export const checkDuplicateEntries = (found: InstanceCase): void => {
  const { block, instance } = found;
  // An address is the same whatever its length, and stands on one interface only once.
  const addresses = new Map<string, Span>();
  for (const keyword of ['virtual_ipaddress', 'virtual_ipaddress_excluded'] as const) {
    const written =
      keyword === 'virtual_ipaddress' ? instance.addresses : instance.excludedAddresses;
    const entries = written.map(({ ip, device = instance.interface ?? '', span }) => ({
      key: `${ip} ${device}`,
      shown: ip,
      span,
    }));
    checkList(found, keyword, entries, addresses);
  }
  const peers = all(block, 'unicast_peer').flatMap((list) =>
    entriesOf(list).flatMap((entry): Entry[] => {
      const ip = arg(entry, 0);
      return ip === undefined ? [] : [{ key: ip, shown: ip, span: entry.span }];
    }),
  );
  checkList(found, 'unicast_peer', peers, new Map());
};
