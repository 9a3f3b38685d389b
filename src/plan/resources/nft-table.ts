// Tables of nftables, each replaced as a whole in one transaction.

import { stableJson } from '../../base/stable-json.ts';
import type { NftTable } from '../state.ts';
import type { KindVerbs } from './kind.ts';
import { linkKey } from './link.ts';

const count = (table: NftTable, type: string): string | undefined => {
  const found = table.objects.filter((object) => Object.hasOwn(object, type)).length;
  return found === 0 ? undefined : String(found);
};

/** Members of a tuple that a set of this type keeps as numbers of links. */
const indexedNames = (type: unknown, element: unknown): string[] => {
  const types = Array.isArray(type) ? type : [type];
  const parts = (typeof element === 'object' && (element as { concat?: unknown[] }).concat) || [
    element,
  ];
  return parts.filter((_, at) => types[at] === 'iface_index').map(String);
};

interface Elements {
  readonly type?: unknown;
  readonly map?: unknown;
  readonly elem?: readonly unknown[];
}

/** Links that the elements of a set or map name by number: another link of that name is not the same. */
const linksOf = ({ type, map, elem = [] }: Elements): string[] =>
  elem.flatMap((element) => {
    if (map === undefined) return indexedNames(type, element);
    const [key, value] = element as readonly unknown[];
    return [...indexedNames(type, key), ...indexedNames(map, value)];
  });

export const nftTable: KindVerbs<NftTable> = {
  key: ({ family, name }) => `nft-table:${family}:${name}`,
  equal: (wanted, found) => stableJson(wanted.objects) === stableJson(found.objects),
  needsReplacing: () => false,
  dependsOn: ({ objects }) => {
    const names = objects.flatMap(({ set, map }) => linksOf((set ?? map ?? {}) as Elements));
    return [...new Set(names)].map(linkKey);
  },
  title: ({ family, name }) => `nftables table ${family} ${name}`,
  attributes: (table) => ({
    chains: count(table, 'chain'),
    sets: count(table, 'set'),
    maps: count(table, 'map'),
    rules: count(table, 'rule'),
  }),
};
