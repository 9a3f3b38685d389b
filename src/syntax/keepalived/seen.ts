// What was bound before, so that what reads alike is bound once.

import type { BlockSpec } from '../../../grammars/schema.ts';
import type { BlockShape, KeywordLine } from '../shape.ts';

/** What was bound in blocks of a kind, by its text; only what there is nothing to say about. */
export interface Seen {
  readonly lines: Map<string, KeywordLine>;
  readonly blocks: Map<string, BlockShape>;
  /** The same by the rows that the statement table knows to be repeated. */
  readonly repeats: Map<number, BlockShape>;
  /** How to mend a word that is no keyword. */
  readonly mends: Map<string, string>;
}

export type SeenBySpec = Map<BlockSpec, Seen>;

export const seenIn = (all: SeenBySpec, spec: BlockSpec): Seen => {
  let found = all.get(spec);
  if (found === undefined) {
    found = { lines: new Map(), blocks: new Map(), repeats: new Map(), mends: new Map() };
    all.set(spec, found);
  }
  return found;
};
