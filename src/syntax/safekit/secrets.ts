// Places of an XML file that must not be shown: values of macros and variables whose names say so, and
// whatever looks like a password in any other text.

import { joined, type Span } from '../../base/span.ts';
import type { Source } from '../../diag/source-map.ts';
import { isNameOfSecret, mayHoldSecrets, secretWordsIn } from '../secret-words.ts';
import type { XmlElement, XmlTree } from './parse.ts';

/** The parts of a place that stand on one line each. */
const lineByLine = ({ start, end }: Span, { text, base }: Source): Span[] => {
  let at = start;
  return text
    .slice(start - base, end - base)
    .split('\n')
    .flatMap((line) => {
      const part = { start: at, end: at + line.length };
      at = part.end + 1;
      return line === '' ? [] : [part];
    });
};

const inElement = ({ attributes, children }: XmlElement, source: Source): Span[] => {
  const name = attributes.find((one) => one.name === 'name')?.value ?? '';
  const value = attributes.find((one) => one.name === 'value');
  const isSecret = value !== undefined && isNameOfSecret(name);
  const own = isSecret ? lineByLine(value.valueSpan, source) : [];
  return [...own, ...children.flatMap((child) => inElement(child, source))];
};

const inText = ({ source: { text, base } }: XmlTree): Span[] => {
  if (!mayHoldSecrets(text)) return [];
  let at = base;
  return text.split('\n').flatMap((line) => {
    const start = at;
    at += line.length + 1;
    return secretWordsIn(line).map((word) => ({
      start: start + word.start,
      end: start + word.end,
    }));
  });
};

/** The places of secrets in the order of the text. */
export const secretsOfXml = (tree: XmlTree): readonly Span[] =>
  joined([...inText(tree), ...(tree.root === undefined ? [] : inElement(tree.root, tree.source))]);
