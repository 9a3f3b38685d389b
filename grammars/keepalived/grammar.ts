// The grammar of keepalived.conf, in four rules. What a word means is the schema's business; here a
// statement may be followed by a block, whose `{` may stand on a line of its own. Braces that match
// nothing are part of the grammar, so that a file is always read to its end.

import { EmbeddedActionsParser, type IToken } from 'chevrotain';
import { Close, Open, Statement, tokens } from './tokens.ts';

/** Offsets of one statement, with its block when it has one. */
export interface StatementNode {
  readonly start: number;
  /** Equal to `start` when a `{` stands where a statement should. */
  readonly end: number;
  /** Offset of `{`, or -1. */
  readonly open: number;
  /** Offset of `}`, or -1 when there is no block or it is never closed. */
  readonly close: number;
  readonly children: readonly StatementNode[];
}

export interface FileNode {
  readonly statements: readonly StatementNode[];
  /** Offsets of `}` that close nothing. */
  readonly strayCloses: readonly number[];
}

const noChildren: readonly StatementNode[] = [];

/** Length without blanks at the end; String.trimEnd() would take more for blank than the tokens do. */
const lengthOf = (image: string): number => {
  let end = image.length;
  while (end > 0 && ' \t\v\f\r'.includes(image.charAt(end - 1))) end--;
  return end;
};

class KeepalivedParser extends EmbeddedActionsParser {
  constructor() {
    super(tokens, { maxLookahead: 1 });
    this.performSelfAnalysis();
  }

  readonly file = this.RULE('file', (): FileNode => {
    const statements: StatementNode[] = [];
    const strayCloses: number[] = [];
    this.MANY(() => {
      this.OR([
        { ALT: () => statements.push(this.SUBRULE(this.statement)) },
        { ALT: () => statements.push(this.SUBRULE(this.nameless)) },
        { ALT: () => strayCloses.push(this.CONSUME(Close).startOffset) },
      ]);
    });
    return { statements, strayCloses };
  });

  private readonly statement = this.RULE('statement', (): StatementNode => {
    const { startOffset, image } = this.CONSUME(Statement);
    const end = startOffset + lengthOf(image);
    let block: StatementNode | undefined;
    this.OPTION(() => {
      block = this.SUBRULE(this.nameless);
    });
    if (block === undefined) {
      return { start: startOffset, end, open: -1, close: -1, children: noChildren };
    }
    return { ...block, start: startOffset, end };
  });

  private readonly nameless = this.RULE('nameless', (): StatementNode => {
    const open = this.CONSUME(Open).startOffset;
    const children: StatementNode[] = [];
    let close = -1;
    this.MANY(() => {
      this.OR([
        { ALT: () => children.push(this.SUBRULE(this.statement)) },
        { ALT: () => children.push(this.SUBRULE2(this.nameless)) },
      ]);
    });
    this.OPTION(() => {
      close = this.CONSUME(Close).startOffset;
    });
    return { start: open, end: open, open, close, children };
  });
}

const parser = new KeepalivedParser();

/** The tree of a token list; total, since every token sequence is a file. */
export const parseTokens = (input: IToken[]): FileNode => {
  parser.input = input;
  const file = parser.file();
  const [error] = parser.errors;
  // The tokens of a large file are not needed any more.
  parser.input = [];
  if (error !== undefined) throw new Error(`keepalived grammar: ${error.message}`);
  return file;
};
