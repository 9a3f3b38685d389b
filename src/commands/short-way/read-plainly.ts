// A command line that is plainly right, read as oclif reads it. All else, from a mistake to a call for
// help, is left to oclif itself.

/** The members of oclif's definitions that count here. */
interface FlagDefinition {
  readonly type: string;
  readonly char?: string;
  readonly options?: readonly string[];
  readonly multiple?: boolean;
  readonly multipleNonGreedy?: boolean;
  readonly delimiter?: string;
  readonly default?: unknown;
  /** Other flags that cannot be given with it. */
  readonly exclusive?: readonly string[];
  readonly parse: unknown;
}

type Flags = Readonly<Record<string, FlagDefinition>>;

export interface Definition {
  readonly args?: Readonly<Record<string, object>>;
  readonly flags?: Readonly<Record<string, object>>;
  readonly strict?: boolean;
}

export interface PlainResult {
  readonly args: Readonly<Record<string, unknown>>;
  readonly argv: readonly string[];
  readonly flags: Readonly<Record<string, unknown>>;
}

/** Thrown before anything is done. */
export class NotPlain extends Error {}

export const giveUp = (): never => {
  throw new NotPlain();
};

/** What a flag may be defined with when it is given. */
const understood = new Set([
  ...['type', 'char', 'options', 'multiple', 'multipleNonGreedy', 'delimiter', 'default', 'parse'],
  ...['name', 'input', 'description', 'summary', 'helpValue', 'allowNo', 'hidden', 'exclusive'],
]);
/** And when it is not, since then it does nothing. */
const idle = new Set([...understood, 'dependsOn', 'combinable']);

const hasOnly = (flag: FlagDefinition, members: ReadonlySet<string>): boolean =>
  Object.entries(flag).every(([name, value]) => members.has(name) || value === undefined) &&
  typeof flag.default !== 'function' &&
  (flag.multiple !== true || flag.multipleNonGreedy === true);

const nameOf = (word: string, flags: Flags): string => {
  const found = Object.keys(flags).find(
    (name) => word === `--${name}` || word === `-${flags[name]?.char}`,
  );
  return found ?? giveUp();
};

interface Words {
  readonly given: ReadonlyMap<string, readonly string[]>;
  readonly positional: readonly string[];
}

const sortOut = (argv: readonly string[], flags: Flags): Words => {
  const given = new Map<string, string[]>();
  const positional: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? '';
    if (!word.startsWith('-') || word === '-') {
      positional.push(word);
      continue;
    }
    const [, head = word, value] = /^(--[^=]+)=(.*)$/s.exec(word) ?? [];
    const name = nameOf(head, flags);
    const before = given.get(name) ?? [];
    if (flags[name]?.type === 'boolean') {
      if (value !== undefined) giveUp();
      given.set(name, ['']);
      continue;
    }
    const input = value ?? argv[++at] ?? giveUp();
    if (input.startsWith('-') || (before.length > 0 && flags[name]?.multiple !== true)) giveUp();
    given.set(name, [...before, input]);
  }
  return { given, positional };
};

const partsOf = ({ delimiter }: FlagDefinition, inputs: readonly string[]): readonly string[] => {
  if (delimiter === undefined) return inputs;
  // oclif takes quotes and backslashes away.
  if (inputs.some((input) => /["'\\]/.test(input))) giveUp();
  return inputs.flatMap((input) => input.split(delimiter)).map((part) => part.trim());
};

const valueOf = async (flag: FlagDefinition, inputs: readonly string[]): Promise<unknown> => {
  const parse = flag.parse as (input: unknown, context: object, of: object) => Promise<unknown>;
  if (flag.type === 'boolean') return parse(true, {}, flag);
  const parts = partsOf(flag, inputs);
  if (parts.some((part) => flag.options?.includes(part) === false)) giveUp();
  const values = await Promise.all(parts.map((part) => parse(part, {}, flag).catch(giveUp)));
  return flag.multiple === true ? values : values[0];
};

/** Reads the words of a command that takes files; rejects with NotPlain when there is any doubt. */
export const readPlainly = async (
  argv: readonly string[],
  { args = {}, flags: defined = {}, strict = true }: Definition,
): Promise<PlainResult> => {
  const flags = defined as Flags;
  const [name = giveUp(), ...others] = Object.keys(args);
  const { given, positional } = sortOut(argv, flags);
  // Without a word, oclif looks for one on standard input.
  const [first = giveUp(), ...more] = positional;
  if (others.length > 0 || 'multiple' in (args[name] ?? {}) || (strict && more.length > 0))
    giveUp();
  const values: Record<string, unknown> = {};
  for (const [flagName, flag] of Object.entries(flags)) {
    const inputs = given.get(flagName);
    if (!hasOnly(flag, inputs === undefined ? idle : understood)) giveUp();
    if (inputs !== undefined && flag.exclusive?.some((other) => given.has(other))) giveUp();
    const value = inputs === undefined ? flag.default : await valueOf(flag, inputs);
    if (value !== undefined) values[flagName] = value;
  }
  const place = (word: string): number => argv.indexOf(word);
  return {
    args: { [name]: first },
    argv: positional.toSorted((one, other) => place(one) - place(other)),
    flags: values,
  };
};
