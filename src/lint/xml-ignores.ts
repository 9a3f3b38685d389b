// `<!-- hactl-ignore CODE[,CODE] reason -->`: the same as in other languages. On a line of its own it is
// for the next element with all inside, behind an element for that line.

import type { Span } from '../base/span.ts';
import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import { codeNamed } from '../diag/selection.ts';
import type { XmlElement, XmlTree } from '../syntax/safekit/parse.ts';
import { type Ignore, marker, namesFrom, type ReadIgnores } from './ignores.ts';

const form = /^<!--\s*hactl-ignore:?(?=\s|$)\s*/;

/** The next element behind an offset, in the element that the offset is in. */
const nextIn = (siblings: readonly XmlElement[], offset: number): XmlElement | undefined => {
  const around = siblings.find(({ whole }) => whole.start < offset && offset < whole.end);
  if (around !== undefined) return nextIn(around.children, offset);
  return siblings.find(({ whole }) => whole.start >= offset);
};

const rangeOf = ({ source, root }: XmlTree, comment: Span): Span | undefined => {
  const { text, base } = source;
  const start = comment.start - base;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (text.slice(lineStart, start).trim() !== '') {
    return { start: base + lineStart, end: comment.start };
  }
  return nextIn(root === undefined ? [] : [root], comment.end)?.whole;
};

/** The ignores of an XML file. */
export const readXmlIgnores = (tree: XmlTree): ReadIgnores => {
  const { text, base } = tree.source;
  const ignores: Ignore[] = [];
  const ofIgnores: Diagnostic[] = [];
  if (!text.includes(marker)) return { ignores, ofIgnores };
  for (const comment of tree.comments) {
    const words = text.slice(comment.start - base, comment.end - base).replace(/-->$/, '');
    const lead = form.exec(words);
    if (lead === null) continue;
    const range = rangeOf(tree, comment);
    const found = namesFrom(words, lead[0].length).map(({ name, index }): Ignore => {
      const start = comment.start + index;
      const at = { start, end: start + name.length };
      return { at, name, code: codeNamed(name), ranges: range === undefined ? [] : [range] };
    });
    if (found.length === 0) ofIgnores.push(diagnostic('HA4900', comment, {}));
    ignores.push(...found);
  }
  return { ignores, ofIgnores };
};
