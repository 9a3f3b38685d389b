// A text with pieces cut out, doubled, moved, or replaced by something else, wherever they stand.

import fc from 'fast-check';
import { anyCharacters } from './words.ts';

const fillings = fc.oneof(
  fc.constantFrom(
    ...['', '', '{', '}', '"', "'", '\n', '\r\n', ' ', '\t', '\\', '\\\n', '#', '!', '\v', '\f'],
    ...['-1', '99999999999', '0x', '::', '/', '$', '${', '$V', '@', '~', '=', '(', ')', ','],
    ...['include ', '~SEQ(i,1,9) ', '@main ', '$V=', '# hactl-ignore HA2001', '\ufeff', '\u00a0'],
    ...['\u0001', '\u001b[31m', '\u0085', '\u2028', '\ud83d\ude00', 'é', ']]>', '&amp;', '<a>'],
    ...['{{ x }}', '{% if x %}', '{% endif %}', '<%= x %>', '{#', '@X@'],
  ),
  anyCharacters(5),
);

interface Mutation {
  /** Where, and how far, as shares of the text. */
  readonly at: number;
  readonly length: number;
  /** What takes the place; without it the piece goes to `to`. */
  readonly filling: string | null;
  readonly to: number;
}

const share = fc.nat({ max: 9999 }).map((part) => part / 10_000);

const anyMutation: fc.Arbitrary<Mutation> = fc.record({
  at: share,
  length: fc.oneof(
    { weight: 4, arbitrary: fc.nat({ max: 3 }) },
    { weight: 1, arbitrary: fc.nat({ max: 200 }) },
  ),
  filling: fc.option(fillings, { freq: 5, nil: null }),
  to: share,
});

const mutate = (text: string, { at, length, filling, to }: Mutation): string => {
  const start = Math.floor(at * text.length);
  const piece = text.slice(start, start + length);
  if (filling !== null) return text.slice(0, start) + filling + text.slice(start + length);
  // The piece comes a second time, elsewhere.
  const place = Math.floor(to * text.length);
  return text.slice(0, place) + piece + text.slice(place);
};

/** A text of `texts` with mistakes such as editors, merges and transfers leave. */
export const mutated = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(texts, fc.array(anyMutation, { minLength: 1, maxLength: 6 }))
    .map(([text, mutations]) => mutations.reduce(mutate, text));
