// The words of one statement or one line: arguments in their order, and options by their names in
// any order between them, as in `10.0.0.1/24 dev eth0 label eth0:1`.

import { cover } from '../../base/span.ts';
import { suggest } from '../../base/suggest.ts';
import { accepted, type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { misspelt } from '../../../grammars/keepalived/index.ts';
import { isNewerThan, type Version } from '../../../grammars/keepalived/versions.ts';
import type { ArgSpec, BlockSpec, OptionSpec, OptionTable } from '../../../grammars/schema.ts';
import { BoundArg, type BoundOption, type LineParts } from '../shape.ts';
import { surplusProblem } from './surplus.ts';
import { parseValue, type Value } from '../values.ts';
import type { Word } from '../words.ts';

export interface LineSpec {
  readonly args: readonly ArgSpec[];
  readonly options?: OptionTable | undefined;
  /** For a statement: what else may stand in its block. */
  readonly siblings?: BlockSpec;
  /** A plan depends on its values. */
  readonly isPlanned: boolean;
  /** For a statement: keepalived ends when it has no argument. */
  readonly endsWhenBare?: boolean;
  /** Its first word is an argument, even when an option is called so. */
  readonly startsWithArg?: boolean;
  /** Words that mean nothing are skipped without a word. */
  readonly ignoresOthers?: boolean | undefined;
}

/** What a line is bound for, and where to say what is wrong with it. */
export interface LineContext {
  readonly target: Version;
  readonly diagnostics: Diagnostic[];
}

/** The words and how far they are read. */
interface Cursor extends LineContext {
  readonly words: readonly Word[];
  readonly isPlanned: boolean;
  at: number;
  /** The word that an option made keepalived skip. */
  skipped?: { readonly word: Word; readonly option: string };
}

/** Who wants arguments: its name and where to point when one is missing. */
interface Owner {
  readonly name: string;
  readonly at: Word;
  readonly args: readonly ArgSpec[];
  /** For a statement: keepalived ends when it has no argument. */
  readonly endsWhenBare?: boolean | undefined;
}

const nameOf = (arg: ArgSpec): string => {
  const name = arg.rest === true ? `${arg.name} ...` : arg.name;
  return arg.optional === true || arg.rest === true ? `[${name}]` : name;
};

/** `priority NUMBER`, as usage lines write it. */
export const usageOf = (keyword: string, args: readonly ArgSpec[]): string =>
  [keyword, ...args.map(nameOf)].join(' ');

/** The options of a table as usage lines write them: `[tcp SECONDS] [udp SECONDS]`. */
export const usagesOf = (table: OptionTable): string =>
  Object.entries(table)
    .map(([word, { args = [] }]) => `[${usageOf(word, args)}]`)
    .join(' ');

const optionAt = (options: OptionTable | undefined, word: Word | undefined) =>
  options !== undefined && word !== undefined && !word.quoted && Object.hasOwn(options, word.text)
    ? options[word.text]
    : undefined;

/** Whether an optional argument is left out here: a choice that the word is not one of. */
const isSkipped = (arg: ArgSpec, word: Word): boolean =>
  arg.optional === true && arg.kind === 'enum' && !(arg.values ?? []).includes(word.text);

/** What the argument is in the release that the file is for. */
const inForce = (arg: ArgSpec, target: Version): ArgSpec =>
  arg.earlier !== undefined && isNewerThan(arg.earlier.before, target) ? arg.earlier.arg : arg;

/** A name that no interface can have is to keepalived one that is not there: the host's matter. */
const isOfHost = (arg: ArgSpec, { code }: Diagnostic): boolean =>
  arg.form === 'ifname' && code === 'HA2014';

const report = (cursor: Cursor, arg: ArgSpec, problem: Diagnostic): void => {
  const { diagnostics, target, isPlanned } = cursor;
  const isSilent =
    isOfHost(arg, problem) ||
    (arg.silentBefore !== undefined && isNewerThan(arg.silentBefore, target));
  diagnostics.push(isSilent ? accepted(problem, isPlanned) : problem);
};

const reportMissing = (cursor: Cursor, arg: ArgSpec, owner: Owner): void => {
  const usage = usageOf(owner.name, owner.args);
  const { endsWhenBare } = owner;
  const isBare = endsWhenBare !== undefined && cursor.words.length === 0;
  const bareEffect = endsWhenBare === true ? 'ends with exit code 2' : 'ignores the line';
  const effect = isBare ? bareEffect : 'ignores the line or stops reading';
  const values = { word: owner.name, argument: arg.name, usage, effect };
  report(cursor, arg, diagnostic('HA2004', owner.at, values));
};

const readRest = (cursor: Cursor, arg: ArgSpec, owner: Owner): BoundArg | undefined => {
  const words = cursor.words.slice(cursor.at);
  cursor.at = cursor.words.length;
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) {
    if (arg.atLeastOne === true) reportMissing(cursor, arg, owner);
    return undefined;
  }
  const values: Value[] = [];
  for (const word of words) {
    const parsed = parseValue(word, arg);
    if ('value' in parsed) values.push(parsed.value);
    if (parsed.problem !== undefined) report(cursor, arg, parsed.problem);
  }
  return new BoundArg(values, cover(first, last));
};

/** The next word as `arg`; `'missing'` after reporting that there is none. */
const readArg = (cursor: Cursor, spec: ArgSpec, owner: Owner): BoundArg | undefined | 'missing' => {
  const word = cursor.words[cursor.at];
  const arg = inForce(spec, cursor.target);
  if (arg.rest === true) return readRest(cursor, arg, owner);
  if (word === undefined && arg.optional !== true) {
    reportMissing(cursor, arg, owner);
    return 'missing';
  }
  if (word === undefined || isSkipped(arg, word)) return undefined;
  cursor.at++;
  const parsed = parseValue(word, arg);
  if (parsed.problem !== undefined) report(cursor, arg, parsed.problem);
  return 'value' in parsed ? new BoundArg(parsed.value, word) : undefined;
};

const readOption = (cursor: Cursor, word: Word, spec: OptionSpec): BoundOption => {
  cursor.at++;
  if (spec.since !== undefined && isNewerThan(spec.since, cursor.target)) {
    const values = { word: word.text, since: spec.since, target: cursor.target };
    cursor.diagnostics.push(diagnostic('HA2016', word, values));
  }
  if (spec.deprecated !== undefined) {
    const values = { keyword: word.text, use: spec.deprecated.use };
    cursor.diagnostics.push(diagnostic('HA2013', word, values));
  }
  const args: (BoundArg | undefined)[] = [];
  const owner = { name: word.text, at: word, args: spec.args ?? [] };
  for (const arg of owner.args) {
    const read = readArg(cursor, arg, owner);
    if (read === 'missing') break;
    args.push(read);
  }
  const skipped = spec.skipsNext === true ? cursor.words[cursor.at] : undefined;
  if (skipped !== undefined) {
    cursor.skipped = { word: skipped, option: word.text };
    cursor.at++;
  }
  const options = readOptions(cursor, spec.starts);
  const last = cursor.words[cursor.at - 1] ?? word;
  return { name: spec.sameAs ?? word.text, span: cover(word, last), args, options };
};

/** Most statements have no options: they share this. */
const noOptions: readonly BoundOption[] = [];

const readOptions = (cursor: Cursor, table: OptionTable | undefined): readonly BoundOption[] => {
  if (table === undefined) return noOptions;
  const options: BoundOption[] = [];
  for (;;) {
    const word = cursor.words[cursor.at];
    const spec = optionAt(table, word);
    if (word === undefined || spec === undefined) break;
    options.push(readOption(cursor, word, spec));
  }
  return options.length === 0 ? noOptions : options;
};

const reportSurplus = (cursor: Cursor, { name, at, args }: Owner, spec: LineSpec): void => {
  const word = cursor.words[cursor.at];
  if (cursor.skipped !== undefined) {
    const { word: skipped, option } = cursor.skipped;
    const found = diagnostic('HA2035', skipped, { word: skipped.text, option });
    // What it belonged to means nothing by itself.
    cursor.diagnostics.push(word === undefined ? found : { ...found, severity: 'error' });
    return;
  }
  if (word === undefined) return;
  const { options, siblings = {}, ignoresOthers = false } = spec;
  if (options === undefined || ignoresOthers) {
    const words = [word, ...cursor.words.slice(cursor.at + 1)] as const;
    const before = cursor.words[cursor.at - 1] ?? at;
    const surplus = { keyword: name, args, siblings, before, words };
    cursor.diagnostics.push(surplusProblem(surplus));
    return;
  }
  const known = Object.keys(options);
  const near = suggest(word.text, known);
  const hint = near === undefined ? `it knows ${known.join(', ')}` : `did you mean "${near}"?`;
  const values = { word: word.text, block: name, mend: misspelt.get(word.text) ?? hint };
  cursor.diagnostics.push(diagnostic('HA2003', word, values));
};

/** An argument that may be left out may stand again: keepalived takes the last one without a word. */
const readRepeated = (cursor: Cursor, spec: LineSpec, name: string): readonly BoundOption[] => {
  const [arg] = spec.args;
  if (spec.siblings !== undefined || arg?.optional !== true) return noOptions;
  let options = noOptions;
  for (;;) {
    const word = cursor.words[cursor.at];
    if (word === undefined || !('value' in parseValue(word, arg))) return options;
    const mend = `${arg.name} stands once in a line: remove the others`;
    const problem = diagnostic('HA2003', word, { word: word.text, block: name, mend });
    cursor.diagnostics.push(accepted(problem, cursor.isPlanned));
    cursor.at++;
    const more = readOptions(cursor, spec.options);
    if (more !== noOptions) options = [...options, ...more];
  }
};

/**
 * Binds the words of a line to `spec`. `at` is the keyword before them, or the first of them in a
 * value block; `name` is the keyword or the value block. Problems go to the context. Offsets count as
 * those of the words do.
 */
export const bindLine = (
  words: readonly Word[],
  spec: LineSpec,
  at: Word,
  name: string,
  { target, diagnostics }: LineContext,
): LineParts => {
  const cursor: Cursor = { words, target, diagnostics, isPlanned: spec.isPlanned, at: 0 };
  const owner = { name, at, args: spec.args, endsWhenBare: spec.endsWhenBare };
  const args: (BoundArg | undefined)[] = [];
  const [first] = words;
  const isMisplaced = spec.startsWithArg === true && optionAt(spec.options, first) !== undefined;
  let options = isMisplaced ? noOptions : readOptions(cursor, spec.options);
  for (const arg of spec.args) {
    const isThere = cursor.at < words.length;
    const read = readArg(cursor, arg, owner);
    if (read === 'missing') break;
    if (isThere) args.push(read);
    // Without it the rest of the line means nothing.
    if (isMisplaced && read === undefined) break;
    const more = readOptions(cursor, spec.options);
    if (more !== noOptions) options = [...options, ...more];
  }
  const more = readRepeated(cursor, spec, name);
  if (more !== noOptions) options = [...options, ...more];
  if (!isMisplaced || args[0] !== undefined) reportSurplus(cursor, owner, spec);
  return { span: cover(at, words.at(-1) ?? at), args, options };
};
