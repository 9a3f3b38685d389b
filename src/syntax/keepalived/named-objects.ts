// What a configuration names of the host that it is for: interfaces and network namespaces, all of
// them, wherever the schema says that a word is one.

import type { ArgSpec, OptionTable } from '../../../grammars/schema.ts';
import type { BoundArg, BoundBlock, BoundOption, BoundStatement } from '../tree.ts';

export interface NamedObjects {
  readonly interfaces: readonly string[];
  /** Interfaces that have to be VRFs. */
  readonly vrfs: readonly string[];
  readonly namespaces: readonly string[];
}

/** Their names are those of links that keepalived makes. */
const makers = new Set(['use_vmac', 'use_ipvlan']);
const namespaceKeywords = new Set(['net_namespace', 'net_namespace_ipvs']);

const textsOf = ({ value }: BoundArg): string[] => [value].flat().map(String);

const namesIn = (
  specs: readonly ArgSpec[] | undefined,
  args: readonly (BoundArg | undefined)[],
): string[] =>
  args.flatMap((found, index) =>
    found !== undefined && specs?.[index]?.form === 'ifname' ? textsOf(found) : [],
  );

const namesInOptions = (table: OptionTable = {}, options: readonly BoundOption[]): string[] =>
  options.flatMap(({ name, args, options: inner }) => [
    ...namesIn(table[name]?.args, args),
    ...namesInOptions(table[name]?.starts, inner),
  ]);

const namesOf = ({ spec, args, options, entries }: BoundStatement): string[] => [
  ...namesIn(spec.args, args),
  ...namesInOptions(spec.options, options),
  ...entries.flatMap((entry) => [
    ...namesIn(spec.entries?.args, entry.args),
    ...namesInOptions(spec.entries?.options, entry.options),
  ]),
];

const madeBy = ({ args, options }: BoundStatement): string[] =>
  [...args, ...options.flatMap(({ name, args: own }) => (name === 'name' ? own : []))].flatMap(
    (found) => (found === undefined ? [] : textsOf(found)),
  );

/** The objects that a configuration takes for granted, each once, by name. */
export const namedObjects = (root: BoundBlock): NamedObjects => {
  const interfaces = new Set<string>();
  const vrfs = new Set<string>();
  const namespaces = new Set<string>();
  const made = new Set<string>();
  const add = (statement: BoundStatement): void => {
    const { keyword, args, block } = statement;
    const names = namesOf(statement);
    if (makers.has(keyword)) for (const name of madeBy(statement)) made.add(name);
    else if (keyword === 'vrf') for (const name of names) vrfs.add(name);
    else for (const name of names) interfaces.add(name);
    const [first] = args;
    if (namespaceKeywords.has(keyword) && first) namespaces.add(String(first.value));
    block?.statements.forEach(add);
  };
  root.statements.forEach(add);
  const others = (name: string): boolean => !made.has(name) && !vrfs.has(name) && name !== 'lo';
  return {
    interfaces: [...interfaces].filter(others).sort(),
    vrfs: [...vrfs].sort(),
    namespaces: [...namespaces].sort(),
  };
};
