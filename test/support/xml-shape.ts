// What an XML text says, apart from its layout: elements, attributes, texts and comments in their order.

import { createSourceMap } from '../../src/diag/source-map.ts';
import { parseXml, type XmlElement } from '../../src/syntax/safekit/parse.ts';

const linesOf = (text: string): string =>
  text
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');

const shapeOf = ({ name, attributes, texts, children }: XmlElement): unknown => [
  name,
  attributes.map((one) => [one.name, one.value]),
  texts.map(({ text }) => linesOf(text)),
  children.map(shapeOf),
];

/** The same for texts that say the same; the codes of what is wrong with them are a part of it. */
export const xmlShape = (text: string): unknown => {
  const { tree, diagnostics } = parseXml(createSourceMap().add('a.xml', text));
  const comments = tree.comments.map(({ start, end }) => linesOf(text.slice(start, end)));
  return {
    root: tree.root === undefined ? null : shapeOf(tree.root),
    comments,
    codes: diagnostics.map(({ code }) => code).sort(),
  };
};
