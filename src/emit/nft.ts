// Tables as one transaction of `nft -j -f -`, libnftables-json(5).

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
export const emitNftTable = (op: '+' | '~' | '-', table: NftTable): Line => {
  const { family, name, objects } = table;
  const made = [
    { add: { table: { family, name } } },
    ...objects.map((one) => withTable(one, name)),
  ];
  return {
    tool: 'nft',
    argv: ['nft', '-j', '-f', '-'],
    contract: 'atomic',
    input: [...clear(table), ...(op === '-' ? [] : made)],
  };
};
