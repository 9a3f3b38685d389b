// A tree whose statements the schema has understood: keyword, typed arguments, options, block. What is
// missing or wrong is undefined here and a diagnostic there. Blocks, statements and entries are shapes
// (shape.ts) at their place; they are made when somebody asks and not kept, so the same statement is
// another object each time: its place tells which it is.

import { moved, type Span } from '../base/span.ts';
import type {
  ArgSpec,
  BlockSpec,
  EntrySpec,
  KeywordSpec,
  OptionTable,
  ValueOf,
} from '../../grammars/schema.ts';
import {
  type BlockShape,
  type BoundArg,
  type BoundOption,
  type KeywordLine,
  type Line,
  movedArgs,
  movedOption,
  movedOptions,
  type StatementShape,
} from './shape.ts';

export type { BoundArg, BoundOption } from './shape.ts';

/** What has options: a statement, or one line or word of a value block. */
export class BoundEntry<S = unknown> {
  readonly line: Line;
  /** What the offsets of `line` count from. */
  readonly base: number;
  /** Only for the type checker: there is no such member. */
  declare readonly specType?: S;

  constructor(line: Line, base: number) {
    this.line = line;
    this.base = base;
  }

  get span(): Span {
    return moved(this.line.span, this.base);
  }

  get args(): readonly (BoundArg | undefined)[] {
    return movedArgs(this.line.args, this.base);
  }

  get options(): readonly BoundOption[] {
    return movedOptions(this.line.options, this.base);
  }
}

const noEntries: readonly BoundEntry[] = [];

export class BoundStatement<S = unknown> extends BoundEntry<S> {
  declare readonly line: KeywordLine;
  private readonly shape: StatementShape;

  /** `base` is what the offset of `shape` counts from. */
  constructor(shape: StatementShape, base: number) {
    super(shape.line, base + shape.offset);
    this.shape = shape;
  }

  get keyword(): string {
    return this.line.keyword;
  }

  get spec(): KeywordSpec {
    return this.line.spec;
  }

  get block(): BoundBlock | undefined {
    const { block, open, offset } = this.shape;
    return block && new BoundBlock(block, this.base - offset + open);
  }

  get entries(): readonly BoundEntry[] {
    const { entries, offset } = this.shape;
    if (entries.length === 0) return noEntries;
    const base = this.base - offset;
    return entries.map((entry) => new BoundEntry(entry.line, base + entry.offset));
  }
}

export class BoundBlock<B = unknown> {
  /** Blocks that read alike have the same. */
  readonly shape: BlockShape;
  /** Offset of its `{`. */
  readonly base: number;
  /** Only for the type checker: there is no such member. */
  declare readonly specType?: B;

  constructor(shape: BlockShape, base: number) {
    this.shape = shape;
    this.base = base;
  }

  /** In the order of the text. */
  get statements(): readonly BoundStatement[] {
    return this.shape.statements.map((one) => new BoundStatement(one, this.base));
  }
}

/** Several blocks as one. */
export const joinBlocks = <B>(blocks: readonly BoundBlock<B>[]): BoundBlock<B> => {
  const placed = blocks.flatMap(({ shape, base }) =>
    shape.statements.map((one) => ({
      ...one,
      offset: one.offset + base,
      open: one.open + base,
      entries: one.entries.map((entry) => ({ ...entry, offset: entry.offset + base })),
    })),
  );
  return new BoundBlock<B>({ statements: placed }, 0);
};

type Names<T> = Extract<keyof T, string>;
type ArgsOf<S> = S extends { readonly args: infer A extends readonly ArgSpec[] } ? A : readonly [];
type Arg<S, I extends number> =
  ArgsOf<S> extends infer A extends readonly ArgSpec[] ? Exclude<ValueOf<A[I]>, undefined> : never;
type OptionsOf<S> = S extends { readonly options: infer O extends OptionTable } ? O : never;

/** All statements of a keyword, in the order of the text. */
export const all = <B, N extends Names<B>>(
  block: BoundBlock<B> | undefined,
  name: N,
): readonly BoundStatement<B[N]>[] =>
  block === undefined
    ? []
    : block.shape.statements
        .filter(({ line }) => line.keyword === name)
        .map((shape) => new BoundStatement<B[N]>(shape, block.base));

/** Whether a keyword is written in a block, or another name of it. */
export const isWritten = (block: BoundBlock | undefined, name: string): boolean =>
  shapeOf(block, name) !== undefined;

/** The statement that counts when a keyword, or another name of it, stands more than once. */
const shapeOf = (block: BoundBlock | undefined, name: string): StatementShape | undefined => {
  if (block === undefined) return undefined;
  let found: StatementShape | undefined;
  for (const statement of block.shape.statements) {
    const { keyword, mainKeyword, spec } = statement.line;
    if (keyword !== name && mainKeyword !== name) continue;
    found = statement;
    if (spec.repeat === 'first') break;
  }
  return found;
};

/** The statement that counts when a keyword, or another name of it, stands more than once. */
export const one = <B, N extends Names<B>>(
  block: BoundBlock<B> | undefined,
  name: N,
): BoundStatement<B[N]> | undefined => {
  const shape = shapeOf(block, name);
  return block && shape && new BoundStatement<B[N]>(shape, block.base);
};

/** Argument `index` of a statement or entry. */
export const arg = <S, const I extends number>(
  holder: BoundEntry<S> | undefined,
  index: I,
): Arg<S, I> | undefined => holder?.line.args[index]?.value as Arg<S, I> | undefined;

/** First argument of the statement of a keyword that counts. */
export const value = <B, N extends Names<B>>(
  block: BoundBlock<B> | undefined,
  name: N,
): Arg<B[N], 0> | undefined =>
  shapeOf(block, name)?.line.args[0]?.value as Arg<B[N], 0> | undefined;

/** Whether a keyword is written, and does not say off; `otherwise` when it is not, or says what it cannot. */
export const isOn = <B>(
  block: BoundBlock<B> | undefined,
  name: Names<B>,
  otherwise = false,
): boolean => {
  const line = shapeOf(block, name)?.line;
  if (line === undefined) return otherwise;
  const [word] = line.args;
  return word === undefined ? line.args.length === 0 || otherwise : word.value !== false;
};

const lastOption = (line: Line | undefined, name: string): BoundOption | undefined =>
  line?.options.findLast((candidate) => candidate.name === name);

/** An option of a statement or entry; the last one counts. */
export const option = <S>(
  holder: BoundEntry<S> | undefined,
  name: Names<OptionsOf<S>>,
): BoundOption | undefined => {
  const found = lastOption(holder?.line, name);
  return holder && found && movedOption(found, holder.base);
};

/** Argument `index` of an option. */
export const optionValue = <S, N extends Names<OptionsOf<S>>, const I extends number = 0>(
  holder: BoundEntry<S> | undefined,
  name: N,
  index?: I,
): Arg<OptionsOf<S>[N], I> | undefined =>
  lastOption(holder?.line, name)?.args[index ?? 0]?.value as Arg<OptionsOf<S>[N], I> | undefined;

type BlockOf<S> = S extends { readonly block: infer B extends BlockSpec } ? B : never;
type EntryOf<S> = S extends { readonly entries: infer E extends EntrySpec } ? E : never;

/** The block of a statement, typed by the statement's table. */
export const blockOf = <S>(
  statement: BoundStatement<S> | undefined,
): BoundBlock<BlockOf<S>> | undefined => statement?.block as BoundBlock<BlockOf<S>> | undefined;

/** The entries of a value block, typed by the statement's table. */
export const entriesOf = <S>(
  statement: BoundStatement<S> | undefined,
): readonly BoundEntry<EntryOf<S>>[] =>
  (statement?.entries ?? []) as readonly BoundEntry<EntryOf<S>>[];
