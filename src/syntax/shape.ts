// What text means apart from where it stands: in a large file most lines and many blocks read alike,
// and those share one shape. Offsets count from the start of a line, or from the `{` of a block.

import { moved, type Span } from '../base/span.ts';
import type { KeywordSpec } from '../../grammars/schema.ts';
import type { Value } from './values.ts';

/** Places are two numbers in what a large file has many of. */
export class BoundArg {
  readonly value: Value | readonly Value[];
  private readonly start: number;
  private readonly end: number;

  constructor(value: Value | readonly Value[], { start, end }: Span) {
    this.value = value;
    this.start = start;
    this.end = end;
  }

  get span(): Span {
    return { start: this.start, end: this.end };
  }
}

export interface BoundOption {
  /** The main spelling when the table has several. */
  readonly name: string;
  readonly span: Span;
  readonly args: readonly (BoundArg | undefined)[];
  /** Options that belong to this one, such as those of a route's nexthop. */
  readonly options: readonly BoundOption[];
}

/** What the words of a line say. */
export interface LineParts {
  readonly span: Span;
  readonly args: readonly (BoundArg | undefined)[];
  readonly options: readonly BoundOption[];
}

/** The words of a statement, or of an entry of a value block. */
export class Line implements LineParts {
  /** As far as they are written; one that is wrong is undefined. */
  readonly args: readonly (BoundArg | undefined)[];
  readonly options: readonly BoundOption[];
  private readonly start: number;
  private readonly end: number;

  constructor({ span, args, options }: LineParts) {
    this.start = span.start;
    this.end = span.end;
    // A list that was filled word by word has room for more.
    this.args = args.slice();
    this.options = options;
  }

  get span(): Span {
    return { start: this.start, end: this.end };
  }
}

export class KeywordLine extends Line {
  readonly keyword: string;
  /** What the keyword is another name of; itself when it is none. */
  readonly mainKeyword: string;
  readonly spec: KeywordSpec;

  constructor(keyword: string, spec: KeywordSpec, parts: LineParts) {
    super(parts);
    this.keyword = keyword;
    this.mainKeyword = spec.synonymOf ?? keyword;
    this.spec = spec;
  }
}

export interface EntryShape {
  readonly line: Line;
  /** From the `{` of the block that its statement stands in. */
  readonly offset: number;
}

export interface StatementShape {
  readonly line: KeywordLine;
  /** From the `{` of the block that it stands in. */
  readonly offset: number;
  /** Offset of its own `{`, counted alike. */
  readonly open: number;
  readonly block: BlockShape | undefined;
  readonly entries: readonly EntryShape[];
}

export interface BlockShape {
  /** In the order of the text. A block has few, so looking through them beats an index. */
  readonly statements: readonly StatementShape[];
}

export const movedArgs = (args: Line['args'], by: number): Line['args'] =>
  args.map((arg) => arg && new BoundArg(arg.value, moved(arg.span, by)));

export const movedOptions = (options: readonly BoundOption[], by: number): readonly BoundOption[] =>
  options.map((option) => movedOption(option, by));

export const movedOption = (option: BoundOption, by: number): BoundOption => ({
  name: option.name,
  span: moved(option.span, by),
  args: movedArgs(option.args, by),
  options: movedOptions(option.options, by),
});
