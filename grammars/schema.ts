// What a language is, as data: blocks of keywords, each with its arguments, default, rules and one
// sentence of documentation. The parser's binder, the linter, the formatter, completion and the
// reference pages all read the same tables, so a keyword is described once.

/** What a word must be. `T` is the type of the value that comes out of it. */
export interface ArgSpec<T = unknown> {
  readonly kind: ArgKind;
  /** How usage lines name it. */
  readonly name: string;
  readonly optional?: boolean;
  /** Takes all words that remain; the values come as a list. */
  readonly rest?: boolean;
  /** A list that may not be empty; only for `rest`. */
  readonly atLeastOne?: boolean;
  readonly min?: number;
  readonly max?: number;
  /** Of a whole number: it may be hexadecimal with 0x. */
  readonly hex?: boolean;
  /** Of a decimal: more digits than these behind the point are rounded. */
  readonly places?: number;
  readonly values?: readonly string[];
  readonly ignoreCase?: boolean;
  readonly maxLength?: number;
  readonly form?: Form;
  /** Its text is never shown. */
  readonly secret?: boolean;
  /**
   * Its line is split in another way: single quotes count, and what touches is one word; `escaped`:
   * escapes count too.
   */
  readonly quoting?: 'plain' | 'escaped';
  /** Of an address: nothing may follow it; else keepalived drops what stands behind a dash or slash. */
  readonly whole?: boolean;
  /** Of a prefix: words like `default` stand for none. */
  readonly isNumeric?: boolean;
  /** An address that many listen to. */
  readonly multicast?: boolean;
  /** Words that stand for themselves where anything else would be of the kind, such as `*`. */
  readonly words?: readonly string[];
  /** Of a duration: what a bare number counts, and its value too. */
  readonly unit?: string;
  /** Of a host: an IPv6 address stands in brackets. */
  readonly brackets?: boolean;
  /** Releases before this one take a bad value, or none, without a word. */
  readonly silentBefore?: string;
  /** What releases before `before` want instead. */
  readonly earlier?: { readonly before: string; readonly arg: ArgSpec };
  /** Only for the type checker: there is no such member. */
  readonly valueType?: T;
}

export type ArgKind =
  | 'word'
  | 'int'
  | 'decimal'
  | 'bool'
  | 'ip'
  | 'ip4'
  | 'ip6'
  | 'prefix'
  | 'netmask'
  | 'netmask4'
  | 'mac'
  | 'duration'
  | 'host'
  | 'enum';

/** What a word must look like that goes into a command line; syntax/forms.ts has the patterns. */
export type Form =
  /** What the kernel takes for the name of an interface. */
  | 'ifname'
  /** An interface, or an Ethernet address of six octets or of five. */
  | 'link'
  /** An interface with an optional part behind a colon. */
  | 'label'
  /** Letters, digits, `_`, `.` and `-`. */
  | 'name'
  /** Decimal, or hexadecimal with 0x. */
  | 'number'
  | 'digits'
  | 'mark'
  /** One number, or two with a dash between. */
  | 'range'
  /** Two numbers with a dash between. */
  | 'span'
  /** With `ms` or `s` behind it. */
  | 'time'
  | 'lifetime'
  | 'broadcast'
  /** A host by name or address. */
  | 'host'
  /** A number of one octet, or the name that ip-address(8) has for one. */
  | 'scope'
  | 'tos'
  | 'md5'
  | 'status'
  | 'hex'
  | 'hexPattern'
  | 'dnsName'
  | 'umask'
  | 'bufferPolicy';

type Limits = Pick<ArgSpec, 'maxLength' | 'secret' | 'form' | 'quoting'>;

export const word = (name: string, limits: Limits = {}): ArgSpec<string> => ({
  kind: 'word',
  name,
  ...limits,
});
/** A command: with arguments it is one quoted word. */
export const command = (): ArgSpec<string> => word('COMMAND', { quoting: 'escaped' });
export const int = (name: string, min: number, max: number): ArgSpec<number> => ({
  kind: 'int',
  name,
  min,
  max,
});
/** A whole number that may be hexadecimal with 0x. */
export const decimalOrHex = (name: string, min: number, max: number): ArgSpec<number> => ({
  ...int(name, min, max),
  hex: true,
});
/** A decimal number; keywords that take a time count it in seconds unless their name says other. */
export const decimal = (name: string, min: number, max: number, places = 6): ArgSpec<number> => ({
  kind: 'decimal',
  name,
  min,
  max,
  places,
});
export const bool = (): ArgSpec<boolean> => ({ kind: 'bool', name: 'BOOL' });
export const ip = (name = 'IP'): ArgSpec<string> => ({ kind: 'ip', name });
/** An address with nothing behind it. */
export const wholeIp = (name = 'IP'): ArgSpec<string> => ({ ...ip(name), whole: true });
export const ip4 = (name = 'IPV4'): ArgSpec<string> => ({ kind: 'ip4', name });
export const ip6 = (name = 'IPV6'): ArgSpec<string> => ({ kind: 'ip6', name });
/** ADDRESS[/LENGTH], or `default`. */
export const prefix = (name = 'PREFIX'): ArgSpec<string> => ({ kind: 'prefix', name });
/** The same without words that stand for all addresses. */
export const numericPrefix = (name: string): ArgSpec<string> => ({
  ...prefix(name),
  isNumeric: true,
});
/** A dotted IPv4 mask or an IPv6 prefix length. */
export const netmask = (): ArgSpec<string> => ({ kind: 'netmask', name: 'NETMASK|LENGTH' });
export const mac = (): ArgSpec<string> => ({ kind: 'mac', name: 'MAC' });
export const oneOf = <const V extends readonly string[]>(...values: V): ArgSpec<V[number]> => ({
  kind: 'enum',
  name: values.join('|'),
  values,
});
export const oneOfAnyCase = <const V extends readonly string[]>(
  ...values: V
): ArgSpec<V[number]> => ({ ...oneOf(...values), ignoreCase: true });
export const optional = <T>(arg: ArgSpec<T>): ArgSpec<T | undefined> => ({
  ...arg,
  optional: true,
});
export const rest = <T>(arg: ArgSpec<T>): ArgSpec<readonly T[]> =>
  ({ ...arg, rest: true }) as ArgSpec<readonly T[]>;
export const restNotEmpty = <T>(arg: ArgSpec<T>): ArgSpec<readonly T[]> => ({
  ...rest(arg),
  atLeastOne: true,
});
export const multicast = <T>(arg: ArgSpec<T>): ArgSpec<T> => ({ ...arg, multicast: true });
/** An argument of which releases before `release` never say that it is bad or missing. */
export const silentBefore = <T>(release: string, arg: ArgSpec<T>): ArgSpec<T> => ({
  ...arg,
  silentBefore: release,
});
/** An argument that is `now` since `release`, and was `arg` in those before. */
export const changedIn = <T>(release: string, now: ArgSpec<T>, arg: ArgSpec<T>): ArgSpec<T> => ({
  ...now,
  earlier: { before: release, arg },
});

/** Names with their own limits, used all over the tables. */
export const ifname = (name = 'INTERFACE'): ArgSpec<string> =>
  word(name, { maxLength: 15, form: 'ifname' });
export const port = (name = 'PORT'): ArgSpec<number> => int(name, 1, 65535);
export const uint32 = 4294967295;
/** Seconds that keepalived can count in microseconds. */
export const anySeconds = 18446744073709;
export const int32 = 2147483647;

/** An option word inside a line, such as `dev eth0` or `weight 10`. */
export interface OptionSpec {
  readonly doc: string;
  readonly args?: readonly ArgSpec[];
  /** Another spelling of the option named here. */
  readonly sameAs?: string;
  /** Ends the list of options of the line and starts one of its own (a route's `nexthop`). */
  readonly starts?: OptionTable;
  /** May stand more than once. */
  readonly repeats?: boolean;
  readonly since?: string;
  /** Still read, but the word to write is this one. */
  readonly deprecated?: { readonly use: string };
  /** keepalived skips the word behind it, whatever that is. */
  readonly skipsNext?: boolean;
}
export type OptionTable = { readonly [word: string]: OptionSpec };

/** The lines, or words, of a value block. */
export interface EntrySpec {
  /** `word`: each word is an entry; `line`: each line. */
  readonly per: 'line' | 'word';
  readonly args: readonly ArgSpec[];
  readonly options?: OptionTable;
  /** keepalived complains about a block without any. */
  readonly notEmpty?: boolean;
}

export interface KeywordSpec {
  /** One sentence. */
  readonly doc: string;
  readonly args?: readonly ArgSpec[];
  readonly options?: OptionTable;
  /** It means nothing without an option. */
  readonly needsOption?: boolean;
  /** Words that are neither arguments nor options are skipped without a word. */
  readonly ignoresOthers?: boolean;
  /** It is skipped when more words stand there than it has arguments. */
  readonly exact?: boolean;
  /** The keywords of its block. */
  readonly block?: BlockSpec;
  /** The entries of its block, when it holds values instead of keywords. */
  readonly entries?: EntrySpec;
  readonly default?: string;
  /** It is on whatever its argument says. */
  readonly ignoresValue?: boolean;
  /**
   * Which of several counts: `last` unless said; `append` keeps all. keepalived complains about a
   * second one with `first`, which ignores it, and with `replace`, where the last one counts.
   */
  readonly repeat?: 'last' | 'first' | 'replace' | 'append';
  /** The keyword of the same block that it is another name of: the last one of either counts. */
  readonly synonymOf?: string;
  /** First release that knows it; left out when all of 1.4.5 and later do. */
  readonly since?: string;
  /** Still read, but the word to write is this one. */
  readonly deprecated?: { readonly use: string };
  /** Only a keepalived that was built with this knows it. */
  readonly builtWith?: string;
  /** What hactl does with it: part of the plan, or only read. */
  readonly applies?: 'plan' | 'parsed';
}
export type BlockSpec = { readonly [keyword: string]: KeywordSpec };

/** Every keyword of a block and of the blocks inside it, with the name of the block it is in. */
export const keywordsOf = (
  block: BlockSpec,
  blockName: string,
): { readonly keyword: string; readonly blockName: string; readonly spec: KeywordSpec }[] =>
  Object.entries(block).flatMap(([keyword, spec]) => [
    { keyword, blockName, spec },
    ...(spec.block === undefined ? [] : keywordsOf(spec.block, keyword)),
  ]);

/** Words that never were keywords, or no longer are, with what to write. */
export type MisspeltTable = ReadonlyMap<string, string>;

/** The value type of an argument. */
export type ValueOf<A> = A extends ArgSpec<infer T> ? T : never;
/** The value types of a list of arguments. */
export type ValuesOf<A> = A extends readonly ArgSpec[]
  ? { readonly [K in keyof A]: ValueOf<A[K]> }
  : readonly [];
