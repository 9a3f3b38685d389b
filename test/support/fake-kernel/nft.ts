// nft(8) 1.0.6 with -j: one transaction or nothing. Expressions are kept as they come, but what the
// kernel fills in shows in the listing: handles, counts, and interfaces by their number. Which link a netdev
// chain stands at only the listing of chains says, and it stays when the link goes (Linux 6.16).

import type { ExecResult } from '../../../src/host/ports.ts';
import { answer, failure, refuse, Refusal } from './refusal.ts';
import type { FakeNftObject, FakeTable, KernelState } from './state.ts';

type Body = { [member: string]: unknown };

const noSuchThing = (): never =>
  refuse('internal:0:0-0: Error: Could not process rule: No such file or directory\n');

const tableOf = (state: KernelState, body: Body, name: unknown): FakeTable | undefined =>
  state.tables.find((table) => table.family === body['family'] && table.name === name);

const bodyOf = (object: FakeNftObject): readonly [type: string, body: Body] =>
  Object.entries(object)[0] ?? ['', {}];

/** Marks an interface that is kept by its number. */
interface Numbered {
  readonly interfaceIndex: number;
}

/** ifindex_type_parse: a name of a link, or a number that need not be one's. */
const toIndex = (state: KernelState, name: string): Numbered => {
  const index = state.links.find((link) => link.name === name)?.index ?? Number(name);
  if (Number.isNaN(index)) refuse('internal:0:0-0: Error: Interface does not exist\n');
  return { interfaceIndex: index };
};

const isNumbered = (value: unknown): value is Numbered =>
  typeof value === 'object' && value !== null && 'interfaceIndex' in value;

/** A number whose link is gone is listed as it is. */
const fromIndex = (state: KernelState, { interfaceIndex }: Numbered): string =>
  state.links.find(({ index }) => index === interfaceIndex)?.name ?? String(interfaceIndex);

const mapDeep = (value: unknown, change: (leaf: unknown) => unknown): unknown => {
  const changed = change(value);
  if (changed !== value) return changed;
  if (Array.isArray(value)) return value.map((item) => mapDeep(item, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, mapDeep(item, change)]),
  );
};

const withIndexes = (state: KernelState, type: unknown, element: unknown): unknown => {
  const types = Array.isArray(type) ? type : [type];
  if (!types.includes('iface_index')) return element;
  if (typeof element === 'string') return toIndex(state, element);
  const { concat: parts } = element as { concat: unknown[] };
  return {
    concat: parts.map((part, at) =>
      types[at] === 'iface_index' ? toIndex(state, String(part)) : part,
    ),
  };
};

/** Elements of a set, or pairs of a map, as the kernel keeps them. */
const storedElements = (state: KernelState, body: Body): unknown[] =>
  ((body['elem'] ?? []) as unknown[]).map((element) => {
    if (body['map'] === undefined) return withIndexes(state, body['type'], element);
    const [key, value] = element as [unknown, unknown];
    return [withIndexes(state, body['type'], key), withIndexes(state, body['map'], value)];
  });

const addObject = (state: KernelState, type: string, body: Body): void => {
  if (type === 'table') {
    if (tableOf(state, body, body['name']) !== undefined) return;
    const { family, name } = body as { family: string; name: string };
    state.tables.push({ family, name, handle: state.nextHandle++, objects: [] });
    return;
  }
  const table = tableOf(state, body, body['table']);
  if (table === undefined) {
    refuse('internal:0:0-0: Error: No such file or directory\n');
    return;
  }
  const chains = table.objects.map((object) => object['chain']?.['name']);
  if (type === 'rule' && !chains.includes(body['chain'])) noSuchThing();
  if (type === 'chain' && body['dev'] !== undefined) toIndex(state, String(body['dev']));
  const elements = body['elem'] === undefined ? {} : { elem: storedElements(state, body) };
  table.objects.push({ [type]: { ...body, ...elements, handle: state.nextHandle++ } });
};

const deleteTable = (state: KernelState, body: Body): void => {
  const table = tableOf(state, body, body['name']);
  if (table === undefined) noSuchThing();
  state.tables = state.tables.filter((other) => other !== table);
};

const flushChain = (state: KernelState, body: Body): void => {
  const table = tableOf(state, body, body['table']);
  const chain = table?.objects.find((object) => object['chain']?.['name'] === body['name']);
  if (table === undefined || chain === undefined) noSuchThing();
  else table.objects = table.objects.filter((object) => object['rule']?.['chain'] !== body['name']);
};

const runCommand = (state: KernelState, command: { readonly [verb: string]: FakeNftObject }) => {
  const [verb, object] = Object.entries(command)[0] ?? ['', {}];
  const [type, body] = bodyOf(object);
  if (verb === 'add') addObject(state, type, body);
  else if (verb === 'delete' && type === 'table') deleteTable(state, body);
  else if (verb === 'flush' && type === 'chain') flushChain(state, body);
  else refuse('internal:0:0-0: Error: Unknown object passed to add command.\n');
};

/** Carries out a transaction on a copy of the tables, which takes their place when all went well. */
const transact = (state: KernelState, input: string): ExecResult => {
  const { nftables } = JSON.parse(input) as { nftables: { [verb: string]: FakeNftObject }[] };
  const draft: KernelState = { ...state, tables: structuredClone(state.tables) };
  try {
    for (const command of nftables) runCommand(draft, command);
  } catch (error) {
    if (error instanceof Refusal) return failure(1, `${error.message}\n`);
    throw error;
  }
  state.tables = draft.tables;
  state.nextHandle = draft.nextHandle;
  return answer('');
};

const order = ['set', 'map', 'chain', 'rule'];

const withoutDevice = (object: FakeNftObject): FakeNftObject => {
  const { chain } = object;
  if (chain === undefined) return object;
  const { dev, ...rest } = chain;
  return { chain: rest };
};

/** `nft list chains netdev`. */
const listHooks = (state: KernelState): string => {
  const chainLines = ({ chain }: FakeNftObject): string[] => {
    if (chain === undefined) return [];
    const { name, type, hook, dev, prio, policy } = chain;
    const at = `type ${type} hook ${hook} device "${dev}" priority ${prio}; policy ${policy};`;
    return [`\tchain ${name} {`, ...(hook === undefined ? [] : [`\t\t${at}`]), '\t}'];
  };
  const tables = state.tables.filter(({ family }) => family === 'netdev');
  const lines = tables.flatMap(({ name, objects }) => [
    `table netdev ${name} {`,
    ...objects.flatMap(chainLines),
    '}',
  ]);
  return `${lines.join('\n')}\n`;
};

/** The objects of a table as `nft -j list ruleset` shows them. */
export const listedObjects = (state: KernelState, table: FakeTable): FakeNftObject[] => {
  const shown = table.objects.map((object) =>
    mapDeep(object, (leaf) => {
      if (isNumbered(leaf)) return fromIndex(state, leaf);
      const isCounter = typeof leaf === 'object' && leaf !== null && 'counter' in leaf;
      return isCounter ? { counter: { packets: 0, bytes: 0 } } : leaf;
    }),
  ) as FakeNftObject[];
  const rank = (object: FakeNftObject) => order.indexOf(bodyOf(object)[0]);
  return shown.map(withoutDevice).sort((a, b) => rank(a) - rank(b));
};

const listRuleset = (state: KernelState): string => {
  const metainfo = { version: '1.0.6', release_name: 'Lester Gooch #5', json_schema_version: 1 };
  const objects = state.tables.flatMap((table) => {
    const { family, name, handle } = table;
    return [{ table: { family, name, handle } }, ...listedObjects(state, table)];
  });
  return `${JSON.stringify({ nftables: [{ metainfo }, ...objects] })}\n`;
};

export const runNft = (state: KernelState, args: readonly string[], input: string): ExecResult =>
  args.includes('-f')
    ? transact(state, input)
    : answer(args.includes('chains') ? listHooks(state) : listRuleset(state));
