// `nft -j list ruleset`: tables with what they hold, in the form that plan/desired/nft.ts makes.

import { ipProtocolNumber } from '../base/ip-protocols.ts';
import { nftTable } from '../plan/desired/nft.ts';
import type { NftObject, NftTable } from '../plan/state.ts';
import { type Json, type Query, text } from './query.ts';

/** Members that name an object's place or number it, but do not say what it is. */
const unstable = new Set(['handle', 'table', 'index']);

const isIpProtocol = (left: unknown): boolean => {
  const place = (left as Json | null)?.['payload'] as Json | undefined;
  return place?.['protocol'] === 'ip' && place['field'] === 'protocol';
};

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
