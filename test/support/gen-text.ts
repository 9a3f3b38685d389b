// Texts for readers that must take everything: made of pieces that mean something to one of them, and
// real ones with a few changes.

import fc from 'fast-check';

/** What keepalived, its children or a template engine may take for more than a letter. */
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'bc', 'priority', '10', '/bin/x', 'é', '\u00a0') },
  {
    weight: 6,
    arbitrary: fc.constantFrom(' ', '  ', '\t', '\f', '\v', '\r', '\n', '\n\n', '\r\n', '   \n'),
  },
  { weight: 4, arbitrary: fc.constantFrom('{', '}', ' {\n', '\n}\n', ' }}', '{{', '{%', '%}') },
  {
    weight: 3,
    arbitrary: fc.constantFrom('"', "'", '"b  c"', "'b  c'", '\\', '\\"', '\\#', '\\ ', '\\ \n'),
  },
  { weight: 2, arbitrary: fc.constantFrom('#', '!', ' # x\n', '# x \\\n', ' \\\n') },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '@main ',
      '\n@^main ',
      '\n@other ',
      '$A',
      '${A}',
      '\n$A=1\n',
      '\n$A= \\\n',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\ninclude x', '~SEQ(i, 2) ', '~LST(A, {a,b}) ', '~', '@', '$'),
  },
);

/** Pieces in any order. */
export const piecedText = fc
  .tuple(fc.constantFrom('', '', '', '\ufeff'), fc.array(piece, { maxLength: 40 }))
  .map(([mark, pieces]) => mark + pieces.join(''));

/** One of `texts` with a few characters taken out and pieces put in. */
export const mutatedText = (texts: readonly string[]): fc.Arbitrary<string> => {
  const change = fc.tuple(fc.nat(), fc.nat({ max: 2 }), fc.oneof(piece, fc.constant('')));
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(change, { minLength: 1, maxLength: 6 }))
    .map(([text, changes]) =>
      changes.reduce((changed, [place, length, put]) => {
        const at = place % (changed.length + 1);
        return changed.slice(0, at) + put + changed.slice(at + length);
      }, text),
    );
};
