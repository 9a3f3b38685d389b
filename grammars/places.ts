// Where each word of a language may stand: what pages about single words and answers about them start
// from.

import type { BlockSpec, KeywordSpec, OptionSpec, OptionTable } from './schema.ts';

export interface Place {
  readonly word: string;
  /** The keywords around it, the outermost first; empty outside of all blocks. */
  readonly path: readonly string[];
  /** A statement of its own, or a word in the statement or line of the last keyword of `path`. */
  readonly role:
    | { readonly kind: 'keyword'; readonly spec: KeywordSpec }
    | { readonly kind: 'option'; readonly spec: OptionSpec };
}

function* optionPlaces(table: OptionTable, path: readonly string[]): Generator<Place> {
  for (const [word, spec] of Object.entries(table)) {
    yield { word, path, role: { kind: 'option', spec } };
    yield* optionPlaces(spec.starts ?? {}, [...path, word]);
  }
}

/** Every word of a block and of the blocks in it, in the order of the tables. */
export function* placesIn(block: BlockSpec, path: readonly string[] = []): Generator<Place> {
  for (const [word, spec] of Object.entries(block)) {
    const inside = [...path, word];
    yield { word, path, role: { kind: 'keyword', spec } };
    yield* optionPlaces(spec.options ?? {}, inside);
    yield* optionPlaces(spec.entries?.options ?? {}, inside);
    yield* placesIn(spec.block ?? {}, inside);
  }
}
