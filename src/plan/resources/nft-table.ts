// Tables of nftables, each replaced as a whole in one transaction.

import { stableJson } from '../../base/stable-json.ts';
import type { NftTable } from '../state.ts';
import type { KindVerbs } from './kind.ts';

const count = (table: NftTable, type: string): string | undefined => {
  const found = table.objects.filter((object) => Object.hasOwn(object, type)).length;
  return found === 0 ? undefined : String(found);
};

export const nftTable: KindVerbs<NftTable> = {
  key: ({ family, name }) => `nft-table:${family}:${name}`,
  equal: (wanted, found) => stableJson(wanted.objects) === stableJson(found.objects),
  needsReplacing: () => false,
  dependsOn: () => [],
  title: ({ family, name }) => `nftables table ${family} ${name}`,
  attributes: (table) => ({
    chains: count(table, 'chain'),
    sets: count(table, 'set'),
    maps: count(table, 'map'),
    rules: count(table, 'rule'),
  }),
};
