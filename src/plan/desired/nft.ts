// The words of libnftables-json(5) that hactl writes, and the one form of a table that is compared:
// sets and chains by name, elements sorted, rules in their order, no handles, no counts.

import { stableJson } from '../../base/stable-json.ts';
import type { NftObject, NftTable } from '../state.ts';

type Family = NftTable['family'];

export const payload = (protocol: string, field: string) => ({ payload: { protocol, field } });
export const meta = (key: string) => ({ meta: { key } });
export const match = (left: unknown, right: unknown): NftObject => ({
  match: { op: '==', left, right },
});

/** A chain at a hook; packets that no rule decides on are accepted. */
export const baseChain = (family: Family, name: string, hook: string, prio: number): NftObject => ({
  chain: { family, name, type: 'filter', hook, prio, policy: 'accept' },
});

export const rule = (family: Family, chain: string, expr: readonly NftObject[]): NftObject => ({
  rule: { family, chain, expr },
});

export const dropRule = (
  family: Family,
  chain: string,
  matches: readonly NftObject[],
  counted: boolean,
): NftObject =>
  rule(family, chain, [...matches, ...(counted ? [{ counter: null }] : []), { drop: null }]);

/** A set, or a map when `map` says what its elements lead to. */
export const set = (
  family: Family,
  name: string,
  type: string | readonly string[],
  elem: readonly unknown[],
  map?: string,
): NftObject =>
  map === undefined
    ? { set: { family, name, type, elem } }
    : { map: { family, name, type, map, elem } };

const rank = (object: NftObject): number =>
  Object.hasOwn(object, 'rule') ? 2 : Object.hasOwn(object, 'chain') ? 1 : 0;

const nameOf = (object: NftObject): string => {
  const [body] = Object.values(object) as { name?: string; chain?: string }[];
  return body?.name ?? body?.chain ?? '';
};

const withSortedElements = (object: NftObject): NftObject => {
  const [entry] = Object.entries(object) as [string, { elem?: unknown[] }][];
  if (entry === undefined || entry[1].elem === undefined) return object;
  const elem = entry[1].elem.toSorted((a, b) => (stableJson(a) < stableJson(b) ? -1 : 1));
  return { [entry[0]]: { ...entry[1], elem } };
};

/** The table in the form that compares. */
export const nftTable = (
  family: Family,
  name: string,
  objects: readonly NftObject[],
): NftTable => ({
  kind: 'nft-table',
  family,
  name,
  objects: objects
    .map(withSortedElements)
    .toSorted(
      (a, b) => rank(a) - rank(b) || (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0),
    ),
});
