// Tree -> bound tree: each statement is looked up in the schema of its block and its words become
// typed values. One mistake is one diagnostic: an unknown block is left out whole.

import { once } from '../../base/once.ts';
import { joined, moved, type Span } from '../../base/span.ts';
import { type Diagnostic, diagnostic, mendedBy, movedDiagnostic } from '../../diag/diagnostic.ts';
import type { Source } from '../../diag/source-map.ts';
import { endsWhenBare } from '../../../grammars/keepalived/bare-keywords.ts';
import { type Seen, type SeenBySpec, seenIn } from './seen.ts';
import { isNewerThan, newest, type Version } from '../../../grammars/keepalived/versions.ts';
import type { ArgSpec, BlockSpec, EntrySpec, KeywordSpec } from '../../../grammars/schema.ts';
import {
  type BlockShape,
  type EntryShape,
  KeywordLine,
  Line,
  type StatementShape,
} from '../shape.ts';
import { BoundBlock } from '../tree.ts';
import { splitEscaped } from '../command-words.ts';
import { splitQuoted, splitWords, type Word } from '../words.ts';
import { bindLine, type LineContext, type LineSpec, usagesOf } from './bind-line.ts';
import { tableOf } from './keywords.ts';
import type { Tree } from './parse.ts';
import { secretsBehindKeywords } from './secrets.ts';
import { mendUnknown, rightWord } from './unknown-word.ts';

export interface Bound<B = BlockSpec> {
  readonly root: BoundBlock<B>;
  /** Places that hold secrets: never to be shown. */
  readonly secrets: readonly Span[];
}

/** Longer blocks hardly ever read alike. */
const maxSharedLength = 1000;

interface Context {
  readonly source: Source;
  readonly statements: Tree['statements'];
  readonly schema: BlockSpec;
  readonly target: Version;
  readonly seen: SeenBySpec;
  readonly diagnostics: Diagnostic[];
  readonly secrets: Span[];
}

/** A block that is being bound. */
interface Place extends Seen {
  readonly spec: BlockSpec;
  /** What it is called in messages. */
  readonly name: string;
  /** Offset of its `{`. */
  readonly at: number;
  /** The block that it stands in. */
  readonly outer: Place | undefined;
  /** Statements further inside that belong here, behind the one that they stand in. */
  readonly escaped: StatementShape[];
  /** Whether one that belongs to an outer block was found in it. */
  hasEscaped: boolean;
  /** The statement before wants a block of values and has none: what follows may be those. */
  hasLostBrace: boolean;
}

const holdsSecret = (args: readonly ArgSpec[] = []): boolean => args.some((arg) => arg.secret);

/** From the second word to the end of the line: a comment sign inside a secret does not end it. */
const hideWords = ({ source, secrets }: Context, words: readonly Word[]): void => {
  const [, second] = words;
  if (second === undefined) return;
  const lineEnd = source.text.indexOf('\n', second.start - source.base);
  const end = lineEnd < 0 ? source.text.length : lineEnd;
  secrets.push({ start: second.start, end: source.base + end });
};

/** The words of a row, at their place. */
const wordsOf = ({ source, statements }: Context, row: number): Word[] => {
  const { text, base } = source;
  return splitWords(source, base + statements.startOf(row), base + statements.endOf(row, text));
};

/** Reports the statement of `row`, whose first word is no keyword of its block. */
const reportUnknown = (context: Context, row: number, place: Place): void => {
  const { spec, name, mends } = place;
  const { statements, diagnostics, schema } = context;
  const words = wordsOf(context, row);
  const [first] = words;
  if (first === undefined) return;
  if (Object.values(spec).some(({ args }) => holdsSecret(args))) hideWords(context, words);
  if (place.hasLostBrace && statements.openOf(row) < 0) return;
  const code = statements.openOf(row) < 0 ? 'HA2001' : 'HA2002';
  const { text: word } = first;
  const how = mends.get(word) ?? mendUnknown(word, Object.keys(spec), schema);
  mends.set(word, how);
  const found = diagnostic(code, first, { word, block: name, mend: how });
  diagnostics.push(mendedBy(found, first, rightWord(word, Object.keys(spec))));
};

/**
 * Binds a block that a block further out knows, where a brace is missing: what follows from that is
 * not said again. False when no block around knows it.
 */
const escape = (context: Context, row: number, place: Place): boolean => {
  const [first] = context.statements.openOf(row) < 0 ? [] : wordsOf(context, row);
  if (first === undefined) return false;
  let outer = place.outer;
  while (outer !== undefined && !takesBlock(outer.spec[first.text])) outer = outer.outer;
  if (outer === undefined) return false;
  if (!place.hasEscaped) {
    const into = outer.outer === undefined ? 'outside of all blocks' : `into ${outer.name}`;
    const values = { word: first.text, place: into, block: place.name };
    context.diagnostics.push(diagnostic('HA2022', first, values));
  }
  place.hasEscaped = true;
  const shape = bindStatement(context, row, outer);
  if (shape !== undefined) outer.escaped.push(shape);
  return true;
};

const takesBlock = (spec: KeywordSpec | undefined): boolean =>
  spec?.block !== undefined || spec?.entries !== undefined;

const reportBrace = ({ source, diagnostics }: Context, offset: number, keyword: string): void => {
  const brace = { start: source.base + offset, end: source.base + offset + 1 };
  diagnostics.push(diagnostic('HA2006', brace, { keyword }));
};

/** Reports what was found in a text that starts at `start`. */
const report = (context: Context, { diagnostics }: LineContext, start: number): void => {
  const { base } = context.source;
  for (const found of diagnostics) context.diagnostics.push(movedDiagnostic(found, base + start));
};

const checkWords = (
  keyword: Word,
  { needsOption, options: table = {} }: KeywordSpec,
  options: Line['options'],
  { diagnostics }: LineContext,
): void => {
  const { text } = keyword;
  if (needsOption === true && options.length === 0) {
    const argument = `one of ${Object.keys(table).join(', ')}`;
    const usage = `${text} ${usagesOf(table)}`;
    const effect = 'ignores the line or stops reading';
    diagnostics.push(diagnostic('HA2004', keyword, { word: text, argument, usage, effect }));
  }
};

const splitters = { none: undefined, plain: splitQuoted, escaped: splitEscaped };

/** The statement's words, offsets from their start; undefined when the first is no keyword. */
const bindWords = (text: string, place: Place, here: LineContext): KeywordLine | undefined => {
  const source = { text, base: 0 };
  const words = splitWords(source, 0, text.length);
  const first = words[0];
  const known = first && tableOf(place.spec).get(first.text);
  if (first === undefined || known === undefined) return undefined;
  const [keyword, spec] = known;
  const { target, diagnostics } = here;
  if (spec.since !== undefined && isNewerThan(spec.since, target)) {
    diagnostics.push(diagnostic('HA2016', first, { word: keyword, since: spec.since, target }));
    return undefined;
  }
  const split = splitters[spec.args?.[0]?.quoting ?? 'none'];
  const others = split?.(source, first.end, text.length) ?? words.slice(1);
  if (spec.exact === true && others.length > (spec.args ?? []).length) {
    diagnostics.push(diagnostic('HA2021', first, { keyword, count: others.length }));
    return undefined;
  }
  if (spec.deprecated !== undefined) {
    diagnostics.push(diagnostic('HA2013', first, { keyword, use: spec.deprecated.use }));
  }
  const line: LineSpec = {
    args: spec.args ?? [],
    options: spec.options,
    siblings: place.spec,
    isPlanned: spec.applies === 'plan',
    endsWhenBare: endsWhenBare(place.name, keyword),
    ignoresOthers: spec.ignoresOthers,
  };
  const bound = bindLine(others, line, first, keyword, here);
  const [value] = bound.args;
  if (spec.ignoresValue === true && value?.value === false) {
    const values = { keyword, word: others[0]?.text ?? '' };
    diagnostics.push(diagnostic('HA2032', value.span, values));
  }
  checkWords(first, spec, bound.options, here);
  return new KeywordLine(keyword, spec, bound);
};

const bindEntries = (
  context: Context,
  row: number,
  place: Place,
  { keyword, spec: { applies } }: KeywordLine,
  spec: EntrySpec,
): EntryShape[] => {
  const { source, statements, target } = context;
  const startsWithArg = spec.args.some(({ optional = false }) => !optional);
  const lines: LineSpec = { ...spec, isPlanned: applies === 'plan', startsWithArg };
  const entries: EntryShape[] = [];
  const end = statements.after(row);
  for (let line = row + 1; line < end; line = statements.after(line)) {
    const start = statements.startOf(line);
    const open = statements.openOf(line);
    if (open > start) reportBrace(context, open, `a line of ${keyword}`);
    const text = source.text.slice(start, statements.endOf(line, source.text));
    const words = splitWords({ text, base: 0 }, 0, text.length);
    const groups = spec.per === 'word' ? words.map((word) => [word]) : [words];
    const here: LineContext = { target, diagnostics: [] };
    for (const group of groups) {
      const [first] = group;
      if (first === undefined) continue;
      entries.push({
        line: new Line(bindLine(group, lines, first, keyword, here)),
        offset: start - place.at,
      });
    }
    report(context, here, start);
  }
  if (spec.notEmpty === true && entries.length === 0) {
    const [first = null] = wordsOf(context, row);
    context.diagnostics.push(diagnostic('HA2018', first, { keyword }));
  }
  return entries;
};

/** Most heads of blocks have a name of their own. */
const isShared = ({ spec, args }: KeywordLine): boolean =>
  spec.block === undefined || args.length === 0;

const lineOf = (context: Context, row: number, place: Place): KeywordLine | undefined => {
  const { source, statements, target } = context;
  const start = statements.startOf(row);
  // Most lines have the same blanks behind them.
  const text = source.text.slice(start, statements.looseEndOf(row));
  const known = place.lines.get(text);
  if (known !== undefined) return known;
  const here: LineContext = { target, diagnostics: [] };
  const words = text.slice(0, statements.endOf(row, source.text) - start);
  const line = bindWords(words, place, here);
  if (here.diagnostics.length > 0) report(context, here, start);
  else if (line === undefined) {
    if (!escape(context, row, place)) reportUnknown(context, row, place);
  } else if (isShared(line)) place.lines.set(text, line);
  return line;
};

const checkBlock = (context: Context, row: number, { keyword, spec }: KeywordLine): void => {
  const open = context.statements.openOf(row);
  if (takesBlock(spec) === open >= 0) return;
  if (open >= 0) reportBrace(context, open, keyword);
  else {
    const [first = null] = wordsOf(context, row);
    context.diagnostics.push(diagnostic('HA2007', first, { keyword }));
  }
};

const noEntries: readonly EntryShape[] = [];

const bindStatement = (context: Context, row: number, place: Place): StatementShape | undefined => {
  const line = lineOf(context, row, place);
  if (line === undefined) return undefined;
  const { keyword, spec } = line;
  const { statements } = context;
  const open = statements.openOf(row);
  if (holdsSecret(spec.args)) hideWords(context, wordsOf(context, row));
  checkBlock(context, row, line);
  place.hasLostBrace = spec.entries !== undefined && open < 0;
  const block =
    open < 0 || !spec.block ? undefined : bindBlock(context, row, spec.block, keyword, place);
  const entries =
    spec.entries === undefined ? noEntries : bindEntries(context, row, place, line, spec.entries);
  return {
    line,
    offset: statements.startOf(row) - place.at,
    open: open - place.at,
    block,
    entries,
  };
};

/** keepalived says so when a keyword is set again that it takes once. */
const checkRepeat = (
  { source, diagnostics }: Context,
  { line, offset }: StatementShape,
  before: readonly StatementShape[],
  { at }: Place,
): void => {
  const { keyword, spec } = line;
  if (spec.repeat !== 'first' && spec.repeat !== 'replace') return;
  const other = before.find((one) => one.line.keyword === keyword);
  if (other === undefined) return;
  const start = source.base + at;
  const first = { span: moved(other.line.span, start + other.offset), text: 'set here before' };
  const values = { keyword, counts: spec.repeat === 'first' ? 'first' : 'last' };
  diagnostics.push(diagnostic('HA2017', moved(line.span, start + offset), values, [first]));
};

const bindRows = (context: Context, from: number, to: number, place: Place): BlockShape => {
  const { statements } = context;
  const shapes: StatementShape[] = [];
  for (let row = from; row < to; row = statements.after(row)) {
    const shape = bindStatement(context, row, place);
    if (shape === undefined) continue;
    checkRepeat(context, shape, shapes, place);
    shapes.push(shape, ...place.escaped.splice(0));
  }
  return { statements: shapes };
};

/** The block of a row. */
const bindBlock = (
  context: Context,
  row: number,
  spec: BlockSpec,
  name: string,
  outer: Place,
): BlockShape => {
  const { source, statements, diagnostics, secrets } = context;
  const seen = seenIn(context.seen, spec);
  const first = statements.firstAlike(row);
  const repeated = first === row ? undefined : seen.repeats.get(first);
  if (repeated !== undefined) return repeated;
  const at = statements.openOf(row);
  const length = statements.closeOf(row) - at;
  const text = length > 0 && length < maxSharedLength ? source.text.slice(at, at + length) : '';
  const known = seen.blocks.get(text);
  if (known !== undefined) {
    seen.repeats.set(row, known);
    return known;
  }
  const before = diagnostics.length + secrets.length;
  const place: Place = {
    spec,
    name,
    at,
    outer,
    escaped: [],
    hasEscaped: false,
    hasLostBrace: false,
    ...seen,
  };
  const block = bindRows(context, row + 1, statements.after(row), place);
  const isClean = diagnostics.length + secrets.length === before;
  if (text !== '' && isClean) {
    seen.blocks.set(text, block);
    seen.repeats.set(row, block);
  }
  return block;
};

/** Binds a tree to `schema` as keepalived `target` knows it; total: what does not fit is left out and reported. */
export const bindKeepalived = <const B extends BlockSpec>(
  tree: Tree,
  schema: B,
  target: Version = newest,
): { bound: Bound<B>; diagnostics: Diagnostic[] } => {
  const { source, statements } = tree;
  const secrets: Span[] = [];
  const context: Context = {
    source,
    statements,
    schema,
    target,
    seen: new Map(),
    diagnostics: [],
    secrets,
  };
  const place: Place = {
    spec: schema,
    name: 'the file',
    at: 0,
    outer: undefined,
    escaped: [],
    hasEscaped: false,
    hasLostBrace: false,
    ...seenIn(context.seen, schema),
  };
  const root = bindRows(context, 0, statements.length, place);
  // Few texts are shown: most have nothing to complain of.
  const allSecrets = once(() => joined([...secrets, ...secretsBehindKeywords(source, schema)]));
  const bound = {
    root: new BoundBlock<B>(root, source.base),
    get secrets() {
      return allSecrets();
    },
  };
  return { bound, diagnostics: context.diagnostics };
};
