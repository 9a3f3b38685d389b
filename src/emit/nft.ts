// Tables as one transaction of `nft -j -f -`, libnftables-json(5).

import { refilledChains } from '../plan/resources/nft-table.ts';
import type { NftObject, NftTable } from '../plan/state.ts';
import type { Line } from './command.ts';

const withTable = (object: NftObject, table: string): NftObject => {
  const [entry] = Object.entries(object);
  if (entry === undefined) return object;
  const [type, body] = entry;
  return { add: { [type]: { ...(body as object), table } } };
};

/** Adding before deleting makes the deletion work whether or not the table is there. */
const clear = ({ family, name }: NftTable): NftObject[] => [
  { add: { table: { family, name } } },
  { delete: { table: { family, name } } },
];

/** Chains before the rules in them: sets, then chains, then rules is how a table is ordered. */
const make = ({ family, name, objects }: NftTable): NftObject[] => [
  { add: { table: { family, name } } },
  ...objects.map((one) => withTable(one, name)),
];

/** Fills the chains whose rules differ; the counters of all others go on. */
const refill = (before: NftTable, table: NftTable): NftObject[] | null => {
  const chains = refilledChains(before, table);
  if (chains === null) return null;
  const { family, name } = table;
  return [...chains].flatMap(([chain, rules]) => [
    { flush: { chain: { family, table: name, name: chain } } },
    ...rules.map((rule) => withTable(rule, name)),
  ]);
};

const inputFor = (op: '+' | '~' | '-', table: NftTable, before?: NftTable): NftObject[] => {
  if (op === '-') return clear(table);
  const whole = [...clear(table), ...make(table)];
  return op === '~' && before !== undefined ? (refill(before, table) ?? whole) : whole;
};

/** `before` is what a table that changes holds, so that only what differs is sent. */
export const emitNftTable = (op: '+' | '~' | '-', table: NftTable, before?: NftTable): Line => ({
  tool: 'nft',
  argv: ['nft', '-j', '-f', '-'],
  contract: 'atomic',
  input: inputFor(op, table, before),
});
