// Places of an XML file that must not be shown: values of macros and variables whose names say so, and
// whatever looks like a password in any other text. Looked for in the text, since files with mistakes
// have secrets, too.

import { joined, moved, type Span } from '../../base/span.ts';
import type { Source } from '../../diag/source-map.ts';
import { isNameOfSecret, mayHoldSecrets, secretWordsIn } from '../secret-words.ts';

const nameOfIt = /name\s*=\s*(?=["']([^"'<>]*))/gi;
const valueOfIt = /value\s*=\s*(?=(?:"([^"<]*)|'([^'<]*)|([^\s<>]+)))/dgi;

/** The parts of a place that stand on one line each. */
const lineByLine = (text: string, { start, end }: Span): Span[] => {
  let at = start;
  return text
    .slice(start, end)
    .split('\n')
    .flatMap((line) => {
      const part = { start: at, end: at + line.length };
      at = part.end + 1;
      return line === '' ? [] : [part];
    });
};

/** What stands behind `value` in a tag that names a secret; quotes may be torn. */
const inTags = (text: string): Span[] =>
  [...text.matchAll(nameOfIt)].flatMap(({ index, 1: name = '' }) => {
    if (!isNameOfSecret(name)) return [];
    const start = text.lastIndexOf('<', index) + 1;
    const stop = text.indexOf('<', index);
    const image = text.slice(start, stop < 0 ? undefined : stop);
    return [...image.matchAll(valueOfIt)].flatMap(({ indices }) => {
      const [from, to] = indices?.slice(1).find((place) => place !== undefined) ?? [0, 0];
      return lineByLine(text, { start: start + from, end: start + to });
    });
  });

const inLines = (text: string): Span[] => {
  let at = 0;
  return text.split('\n').flatMap((line) => {
    const start = at;
    at += line.length + 1;
    return secretWordsIn(line).map((word) => moved(word, start));
  });
};

/** The places of secrets in the order of the text. */
export const secretsOfXml = ({ text, base }: Source): readonly Span[] =>
  mayHoldSecrets(text)
    ? joined([...inTags(text), ...inLines(text)]).map((span) => moved(span, base))
    : [];
