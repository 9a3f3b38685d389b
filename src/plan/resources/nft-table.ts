// Tables of nftables. One transaction replaces a table, or the rules of its chains where nothing else differs.

import { stableJson } from '../../base/stable-json.ts';
import type { NftObject, NftTable } from '../state.ts';
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

/** Links at whose hooks a chain stands, or to which a rule sends packets: the kernel keeps their numbers. */
const devicesOf = ({ chain, rule }: NftObject): string[] => {
  const { dev } = (chain ?? {}) as { dev?: string | readonly string[] };
  const { expr = [] } = (rule ?? {}) as { expr?: readonly { fwd?: { dev?: unknown } }[] };
  const targets = expr.flatMap(({ fwd }) => (typeof fwd?.dev === 'string' ? [fwd.dev] : []));
  return [...(dev === undefined ? [] : [dev].flat()), ...targets];
};

const isRule = (object: NftObject): boolean => Object.hasOwn(object, 'rule');

const chainOf = ({ rule }: NftObject): string => (rule as { readonly chain: string }).chain;

/** The rules of each chain that has some, in their order. */
const rulesByChain = ({ objects }: NftTable): Map<string, NftObject[]> =>
  Map.groupBy(objects.filter(isRule), chainOf);

/**
 * What turns one table into the other by filling chains anew, with the rules that each then has; null
 * where more than rules differs.
 */
export const refilledChains = (
  found: NftTable,
  wanted: NftTable,
): ReadonlyMap<string, readonly NftObject[]> | null => {
  const frame = ({ objects }: NftTable) => stableJson(objects.filter((one) => !isRule(one)));
  if (frame(found) !== frame(wanted)) return null;
  const [before, after] = [rulesByChain(found), rulesByChain(wanted)];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const rules = names.map((name) => [name, after.get(name) ?? []] as const);
  return new Map(
    rules.filter(([name, some]) => stableJson(some) !== stableJson(before.get(name) ?? [])),
  );
};

export const nftTable: KindVerbs<NftTable> = {
  key: ({ family, name }) => `nft-table:${family}:${name}`,
  equal: (wanted, found) => stableJson(wanted.objects) === stableJson(found.objects),
  needsReplacing: () => false,
  dependsOn: ({ objects }) => {
    const names = objects.flatMap((object) => [
      ...linksOf((object['set'] ?? object['map'] ?? {}) as Elements),
      ...devicesOf(object),
    ]);
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
