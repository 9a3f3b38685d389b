// The grammar of keepalived.conf, in six rules. What a word means is the schema's business; here a
// statement may be followed by a block, whose `{` may stand on a line of its own. Braces that match
// nothing are part of the grammar, so that a file is always read to its end.

import { EmbeddedActionsParser, type IToken } from 'chevrotain';
import type { KnownBlock } from './known-blocks.ts';
import { StatementTable } from './statement-table.ts';
import { Close, Known, Open, Statement, tokens } from './tokens.ts';

export interface FileRows {
  readonly statements: StatementTable;
  /** Offsets of `}` that close nothing. */
  readonly strayCloses: number[];
}

export const emptyFile = (textLength = 0): FileRows => ({
  statements: new StatementTable(textLength),
  strayCloses: [],
});

/** Where rows go when nobody wants them. */
const noFile = emptyFile();

export class KeepalivedParser extends EmbeddedActionsParser {
  rows = noFile;

  /** Whether the rules are in order takes longer to find out than to read a file. */
  constructor({ skipValidations }: { readonly skipValidations: boolean }) {
    super(tokens, { maxLookahead: 1, skipValidations });
    this.performSelfAnalysis();
  }

  readonly file = this.RULE('file', () => {
    this.MANY(() => this.OR(this.partsOfFile));
  });

  /** Statements up to the first with a block. */
  private readonly statements = this.RULE('statements', () => {
    this.AT_LEAST_ONE(this.addStatement);
    this.OPTION(this.ownBlock);
  });

  private readonly nameless = this.RULE('nameless', () => {
    const { startOffset } = this.LA(1);
    this.rows.statements.add(startOffset, startOffset);
    this.SUBRULE(this.block);
  });

  /** The block of the statement added last. */
  private readonly block = this.RULE('block', () => {
    this.OR(this.kindsOfBlock);
  });

  private readonly knownBlock = this.RULE('knownBlock', () => {
    const { startOffset, payload } = this.CONSUME(Known);
    this.ACTION(() => this.rows.statements.repeat((payload as KnownBlock).row, startOffset));
  });

  private readonly newBlock = this.RULE('newBlock', () => {
    const { statements } = this.rows;
    const row = statements.length - 1;
    statements.open(row, this.CONSUME(Open).startOffset);
    this.MANY(() => this.OR(this.partsOfBlock));
    let close = -1;
    this.OPTION(() => {
      close = this.CONSUME(Close).startOffset;
    });
    statements.close(row, close);
  });

  // Made once, since a large file has a million statements.
  private readonly addStatement = () => {
    const { startOffset, image } = this.CONSUME(Statement);
    this.rows.statements.add(startOffset, startOffset + image.length);
  };
  private readonly ownBlock = () => this.SUBRULE(this.block);
  private readonly kindsOfBlock = [
    { ALT: () => this.SUBRULE(this.newBlock) },
    { ALT: () => this.SUBRULE(this.knownBlock) },
  ];
  private readonly partsOfBlock = [
    { ALT: () => this.SUBRULE(this.statements) },
    { ALT: () => this.SUBRULE(this.nameless) },
  ];
  private readonly partsOfFile = [
    ...this.partsOfBlock,
    { ALT: () => void this.rows.strayCloses.push(this.CONSUME(Close).startOffset) },
  ];
}

const parser = new KeepalivedParser({ skipValidations: true });

/** Adds what the tokens hold to `rows`; total, since every token sequence is a file. */
export const parseTokens = (input: IToken[], rows: FileRows): void => {
  parser.rows = rows;
  parser.input = input;
  parser.file();
  const [error] = parser.errors;
  // The parser stays; tokens and rows need not.
  parser.rows = noFile;
  parser.input = [];
  if (error !== undefined) throw new Error(`keepalived grammar: ${error.message}`);
};
