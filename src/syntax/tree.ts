// A tree whose statements the schema has understood: keyword, typed arguments, options, block.
// Both languages bind to it. What is missing or wrong is undefined here and a diagnostic there.

import type { Span } from '../base/span.ts';
import type {
  ArgSpec,
  BlockSpec,
  EntrySpec,
  KeywordSpec,
  OptionTable,
  ValueOf,
} from '../../grammars/schema.ts';
import type { Value } from './values.ts';

export interface BoundArg {
  readonly value: Value | readonly Value[];
  readonly span: Span;
}

export interface BoundOption {
  /** The main spelling when the table has several. */
  readonly name: string;
  readonly span: Span;
  readonly args: readonly (BoundArg | undefined)[];
  /** Options that belong to this one, such as those of a route's nexthop. */
  readonly options: readonly BoundOption[];
}

/** What has options: a statement, or one line or word of a value block. */
export interface BoundEntry<S = unknown> {
  readonly span: Span;
  readonly args: readonly (BoundArg | undefined)[];
  readonly options: readonly BoundOption[];
  /** Only for the type checker: there is no such member. */
  readonly specType?: S;
}

export interface BoundStatement<S = unknown> extends BoundEntry<S> {
  readonly keyword: string;
  readonly spec: KeywordSpec;
  readonly block: BoundBlock | undefined;
  readonly entries: readonly BoundEntry[];
}

export interface BoundBlock<B = unknown> {
  /** In the order of the text. A block has few, so looking through them beats an index. */
  readonly statements: readonly BoundStatement[];
  /** Only for the type checker: there is no such member. */
  readonly specType?: B;
}

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
  (block?.statements ?? []).filter(({ keyword }) => keyword === name) as BoundStatement<B[N]>[];

/** Whether a keyword is written in a block. */
export const isWritten = (block: BoundBlock | undefined, name: string): boolean =>
  block?.statements.some(({ keyword }) => keyword === name) ?? false;

/** The statement that counts when a keyword stands more than once. */
export const one = <B, N extends Names<B>>(
  block: BoundBlock<B> | undefined,
  name: N,
): BoundStatement<B[N]> | undefined => {
  let found: BoundStatement | undefined;
  for (const statement of block?.statements ?? []) {
    if (statement.keyword !== name) continue;
    found = statement;
    if (statement.spec.repeat === 'first') break;
  }
  return found as BoundStatement<B[N]> | undefined;
};

/** Argument `index` of a statement or entry. */
export const arg = <S, const I extends number>(
  holder: BoundEntry<S> | undefined,
  index: I,
): Arg<S, I> | undefined => holder?.args[index]?.value as Arg<S, I> | undefined;

/** First argument of the statement of a keyword that counts. */
export const value = <B, N extends Names<B>>(
  block: BoundBlock<B> | undefined,
  name: N,
): Arg<B[N], 0> | undefined => arg(one(block, name), 0);

/** Whether a keyword is written, and does not say off. */
export const isOn = <B>(block: BoundBlock<B> | undefined, name: Names<B>): boolean => {
  const statement = one(block, name);
  return statement !== undefined && statement.args[0]?.value !== false;
};

/** An option of a statement or entry; the last one counts. */
export const option = <S>(
  holder: BoundEntry<S> | undefined,
  name: Names<OptionsOf<S>>,
): BoundOption | undefined => holder?.options.findLast((candidate) => candidate.name === name);

/** Argument `index` of an option. */
export const optionValue = <S, N extends Names<OptionsOf<S>>, const I extends number = 0>(
  holder: BoundEntry<S> | undefined,
  name: N,
  index?: I,
): Arg<OptionsOf<S>[N], I> | undefined =>
  option(holder, name)?.args[index ?? 0]?.value as Arg<OptionsOf<S>[N], I> | undefined;

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
