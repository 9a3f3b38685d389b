// `nft -j list ruleset`: tables with what they hold, in the form that plan/desired/nft.ts makes. nft 1.0.6
// leaves out there at the hooks of which links netdev chains stand; `nft list chains` says it.

import { ipProtocolNumber } from '../base/ip-protocols.ts';
import { stableJson } from '../base/stable-json.ts';
import { nftTable } from '../plan/desired/nft.ts';
import type { NftObject, NftTable, Resource } from '../plan/state.ts';
import { type Json, type Query, text } from './query.ts';

/** Members that name an object's place or number it, but do not say what it is. */
const unstable = new Set(['handle', 'table', 'index']);

/** Places whose value is the number of a protocol. */
const protocolPlaces = new Set(
  [
    { payload: { protocol: 'ip', field: 'protocol' } },
    { meta: { key: 'l4proto' } },
    { exthdr: { name: 'frag', field: 'nexthdr' } },
  ].map((place) => stableJson(place)),
);

const isIpProtocol = (left: unknown): boolean => protocolPlaces.has(stableJson(left));

/** A counter's counts are no part of the rule; a protocol has its name only where /etc/protocols is. */
const cleanedExpression = (expression: Json): Json => {
  if (Object.hasOwn(expression, 'counter')) return { counter: null };
  const match = expression['match'] as Json | undefined;
  const right = match?.['right'];
  if (match === undefined || typeof right !== 'string' || !isIpProtocol(match['left'])) {
    return expression;
  }
  const number = Number(ipProtocolNumber(right));
  return { match: { ...match, right: Number.isNaN(number) ? right : number } };
};

const cleaned = (type: string, body: Json): NftObject => {
  const members = Object.entries(body).filter(([name]) => !unstable.has(name));
  const clean = Object.fromEntries(members) as Json;
  if (type !== 'rule') return { [type]: clean };
  return { rule: { ...clean, expr: ((clean['expr'] ?? []) as Json[]).map(cleanedExpression) } };
};

const readTables = (output: string): NftTable[] => {
  const { nftables = [] } = JSON.parse(output) as { nftables?: Json[] };
  const tables = new Map<
    string,
    { family: NftTable['family']; name: string; objects: NftObject[] }
  >();
  for (const entry of nftables) {
    const [pair] = Object.entries(entry) as [string, Json][];
    if (pair === undefined || pair[0] === 'metainfo') continue;
    const [type, body] = pair;
    const family = text(body['family']) as NftTable['family'];
    const name = text(body[type === 'table' ? 'name' : 'table']) ?? '';
    const key = `${family} ${name}`;
    const table = tables.get(key) ?? { family, name, objects: [] };
    tables.set(key, table);
    if (type !== 'table') table.objects.push(cleaned(type, body));
  }
  return [...tables.values()].map(({ family, name, objects }) => nftTable(family, name, objects));
};

export const nftQuery: Query = {
  topic: 'nft',
  argv: ['nft', '-j', 'list', 'ruleset'],
  read: readTables,
};

/** Prints which links the chains of these tables belong to. */
export const hooksArgv = ['nft', 'list', 'chains', 'netdev'] as const;

const isHookless = ({ chain }: NftObject): boolean => {
  const { hook, dev } = (chain ?? {}) as { hook?: unknown; dev?: unknown };
  return hook !== undefined && dev === undefined;
};

/** Whether it is not known where the chains of a table stand. */
export const lacksHooks = (resource: Resource): boolean =>
  resource.kind === 'nft-table' &&
  resource.family === 'netdev' &&
  resource.objects.some(isHookless);

/** `table chain` and the links of it: `device "eth0"`, or `devices = { "eth0", "eth1" }` of several. */
const readHooks = (output: string): Map<string, readonly string[]> => {
  const hooks = new Map<string, readonly string[]>();
  let [table, chain] = ['', ''];
  for (const line of output.split('\n')) {
    table = /^table netdev (\S+)/.exec(line)?.[1] ?? table;
    chain = /^\tchain (\S+)/.exec(line)?.[1] ?? chain;
    const names = /\bdevices? (?:= )?(\{[^}]*\}|"[^"]*"|\S+)/.exec(line)?.[1];
    if (names !== undefined) hooks.set(`${table} ${chain}`, names.match(/[^{}",\s]+/g) ?? []);
  }
  return hooks;
};

/** The tables with the links that `output` of `hooksArgv` tells of. */
export const withHooks = (resources: readonly Resource[], output: string): readonly Resource[] => {
  const hooks = readHooks(output);
  return resources.map((table) => {
    if (table.kind !== 'nft-table' || !lacksHooks(table)) return table;
    const objects = table.objects.map((object): NftObject => {
      if (!isHookless(object)) return object;
      const chain = object['chain'] as Json;
      const [only, ...others] = hooks.get(`${table.name} ${text(chain['name'])}`) ?? [];
      if (only === undefined) return object;
      return { chain: { ...chain, dev: others.length === 0 ? only : [only, ...others] } };
    });
    return { ...table, objects };
  });
};
