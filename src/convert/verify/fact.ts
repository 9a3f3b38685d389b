// What source and result say of the world, in words that both can say it in: two files agree where a
// fact of one key has one value.

import type { Span } from '../../base/span.ts';
import type { SourceMap } from '../../diag/source-map.ts';

export interface Place {
  readonly file: string;
  readonly line: number;
}

export interface Fact {
  /** What it is about, for people; equal for equal matters. */
  readonly key: string;
  readonly value: string;
  /** Where the file says it. */
  readonly places: readonly Place[];
}

/** Where spans of a text are. */
export const placesOf = (sources: SourceMap, spans: readonly (Span | undefined)[]): Place[] =>
  spans.flatMap((span) => {
    if (span === undefined) return [];
    const { file, line } = sources.locate(span.start);
    return [{ file, line }];
  });
