// Blocks of a text that were read already. In a large file the blocks of real servers read alike, and
// what reads alike is not taken apart again.

import type { CustomPatternMatcherReturn } from 'chevrotain';
import type { StatementTable } from './statement-table.ts';

export interface KnownBlock {
  /** The row of its statement. */
  readonly row: number;
  /** How deep its blocks go; 1 when there are none inside. */
  readonly height: number;
}

/** What the lexer wants of a match: the text, and more about it. */
type Match = CustomPatternMatcherReturn & { readonly payload: KnownBlock };

/** Blocks are looked up by their first characters. */
const headLength = 32;
/** Longer ones hardly ever read alike. */
const maxLength = 1000;

const heightOf = (text: string): number => {
  let depth = 0;
  let height = 0;
  for (const sign of text) {
    if (sign === '{') height = Math.max(height, ++depth);
    else if (sign === '}') depth--;
  }
  return height;
};

export class KnownBlocks {
  private readonly matches = new Map<string, Match>();

  /** Keeps the blocks inside of the statement of `row`; `text` is what the rows were read from. */
  learn(statements: StatementTable, row: number, text: string): void {
    const end = statements.after(row);
    for (let inner = row + 1; inner < end; inner++) {
      const open = statements.openOf(inner);
      const length = statements.closeOf(inner) + 1 - open;
      if (open < 0 || length < headLength || length > maxLength) continue;
      const block = text.slice(open, open + length);
      // Comments and quotes are looked at where they stand.
      if (/["#!]/.test(block)) continue;
      const payload = { row: inner, height: heightOf(block) };
      const match: Match = Object.assign([block] as [string], { payload });
      this.matches.set(block.slice(0, headLength), match);
    }
  }

  /** The known block at an offset of a text. */
  find(text: string, offset: number): Match | null {
    const match = this.matches.get(text.slice(offset, offset + headLength));
    if (match === undefined) return null;
    const [block] = match;
    return text.slice(offset, offset + block.length) === block ? match : null;
  }
}
