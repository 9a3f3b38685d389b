// The tree of an XML file as text: an element a line with its line number, children indented.

import { moved, type Span, touching } from '../base/span.ts';
import { visibleInLine } from '../base/visible.ts';
import { fixedStars, maskedText } from '../diag/masking.ts';
import type { SourceMap } from '../diag/source-map.ts';
import type { XmlAttribute, XmlElement, XmlTree } from '../syntax/safekit/parse.ts';

export const renderXmlTree = (
  { root, source }: XmlTree,
  sources: SourceMap,
  secrets: readonly Span[],
): string => {
  const shown = ({ name, valueSpan: { start, end } }: XmlAttribute): string => {
    const written = source.text.slice(start - source.base, end - source.base);
    const places = touching(secrets, { start, end }).map((secret) => moved(secret, -start));
    return `${name}="${visibleInLine(maskedText(written, places, fixedStars))}"`;
  };
  const linesOf = ({ name, span, attributes, children }: XmlElement, depth: number): string[] => {
    const number = String(sources.locate(span.start).line).padStart(5);
    const words = [name, ...attributes.map(shown)].join(' ');
    const inner = children.flatMap((child) => linesOf(child, depth + 1));
    return [`${number}  ${'  '.repeat(depth)}${words}`, ...inner];
  };
  return root === undefined ? '' : `${linesOf(root, 0).join('\n')}\n`;
};
