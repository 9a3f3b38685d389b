// What a schema says of all its keywords together; found out once, since files may be many.

import {
  type ArgSpec,
  type BlockSpec,
  type KeywordSpec,
  keywordsOf,
} from '../../../grammars/schema.ts';

export interface Keywords {
  /** The blocks that a keyword belongs into; '' is outside of all. */
  readonly places: ReadonlyMap<string, readonly string[]>;
  /** Those with a secret among their arguments, and what matches them with the words before it. */
  readonly secret: ReadonlyMap<string, string>;
  /** Those that have a block wherever they stand. */
  readonly blocks: ReadonlySet<string>;
}

/** Matches a keyword and its words before a secret; undefined when it takes none. */
const beforeSecret = (keyword: string, args: readonly ArgSpec[] = []): string | undefined => {
  const index = args.findIndex(({ secret }) => secret);
  if (index < 0) return undefined;
  const words = args.slice(0, index).map(({ kind }) => (kind === 'int' ? '\\d+' : '\\S+'));
  return [keyword, ...words].join('[ \\t]+');
};

const found = new WeakMap<BlockSpec, Keywords>();

export const keywordsIn = (schema: BlockSpec): Keywords => {
  const known = found.get(schema);
  if (known !== undefined) return known;
  const places = new Map<string, string[]>();
  const secret = new Map<string, string>();
  const plain = new Set<string>();
  for (const { keyword, blockName, spec } of keywordsOf(schema, '')) {
    const before = places.get(keyword) ?? [];
    if (!before.includes(blockName)) places.set(keyword, [...before, blockName]);
    if (spec.block === undefined && spec.entries === undefined) plain.add(keyword);
    const head = beforeSecret(keyword, spec.args);
    if (head !== undefined) secret.set(keyword, head);
  }
  const blocks = new Set([...places.keys()].filter((keyword) => !plain.has(keyword)));
  const keywords = { places, secret, blocks };
  found.set(schema, keywords);
  return keywords;
};

type Table = ReadonlyMap<string, readonly [keyword: string, spec: KeywordSpec]>;

const tables = new WeakMap<BlockSpec, Table>();

/** Every line asks for these, and members are read fastest of objects that all have the same. */
const noMembers: { readonly [K in keyof Required<KeywordSpec>]: undefined } = {
  doc: undefined,
  args: undefined,
  options: undefined,
  needsOption: undefined,
  ignoresOthers: undefined,
  exact: undefined,
  block: undefined,
  entries: undefined,
  default: undefined,
  ignoresValue: undefined,
  repeat: undefined,
  synonymOf: undefined,
  since: undefined,
  deprecated: undefined,
  builtWith: undefined,
  applies: undefined,
};

/**
 * The keywords of a block, each with its name as the schema has it: strings compare fast when they are
 * the same one.
 */
export const tableOf = (block: BlockSpec): Table => {
  const known = tables.get(block);
  if (known !== undefined) return known;
  const table: Table = new Map(
    Object.entries(block).map(([keyword, spec]) => {
      return [keyword, [keyword, { ...noMembers, ...spec } as KeywordSpec]];
    }),
  );
  tables.set(block, table);
  return table;
};
