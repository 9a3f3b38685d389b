// The directives of a file of SafeKit: every element and every attribute of its tree, read or not.

import { type Span, touching } from '../../base/span.ts';
import { visibleInLine } from '../../base/visible.ts';
import { fixedStars, maskedText } from '../../diag/masking.ts';
import type { SourceMap } from '../../diag/source-map.ts';
import type { BoundRoot } from '../../syntax/safekit/bind.ts';
import type { BoundElement } from '../../syntax/safekit/bound.ts';
import type { XmlElement, XmlTree } from '../../syntax/safekit/parse.ts';
import { type Directive, isOwnRemark } from '../directive.ts';

/** What of a loaded file of SafeKit a conversion reads. */
export interface SafekitText {
  readonly file: string;
  readonly sources: SourceMap;
  readonly secrets: readonly Span[];
  readonly tree: XmlTree;
  readonly bound: BoundRoot;
}

export interface SafekitDirectives {
  /** In the order of the text, elements before their attributes. */
  readonly all: readonly Directive[];
  /** An element alone, and some of its attributes with the macros that gave their values. */
  readonly of: (element: BoundElement, ...attributes: readonly string[]) => readonly Directive[];
  /** The same without the element. */
  readonly attributes: (element: BoundElement, ...names: readonly string[]) => readonly Directive[];
  /** Whether something here must not be shown. */
  readonly isSecret: (element: BoundElement, attribute: string) => boolean;
}

type Shelf = { readonly take: (from: number, to: number) => string[] };

/** What a comment says, line by line without the signs around it. */
const saidBy = (text: string): string[] =>
  text
    .replace(/^<!--/, '')
    .replace(/-->$/, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !isOwnRemark(line));

const createShelf = ({ tree, secrets }: SafekitText): Shelf => {
  const { base, text } = tree.source;
  let next = 0;
  const take = (from: number, to: number): string[] => {
    const taken: string[] = [];
    for (; next < tree.comments.length; next++) {
      const comment = tree.comments[next] as Span;
      const between = text.slice(to - base, comment.start - base);
      const isBehind = comment.start >= to && /^[ \t]*$/.test(between);
      if (comment.start >= from && !isBehind) break;
      const isSecret = touching(secrets, comment).length > 0;
      const said = saidBy(text.slice(comment.start - base, comment.end - base));
      taken.push(...(isSecret ? ['(a comment with a secret was left out)'] : said));
    }
    return taken;
  };
  return { take };
};

interface Walk {
  readonly text: SafekitText;
  readonly shelf: Shelf;
  readonly all: Directive[];
  readonly elements: Map<XmlElement, Directive>;
  /** By the offset of the value. */
  readonly values: Map<number, Directive>;
}

const shown = ({ tree, secrets }: SafekitText, span: Span): string => {
  const { base, text } = tree.source;
  const places = touching(secrets, span).map(({ start, end }) => ({
    start: Math.max(start, span.start) - span.start,
    end: Math.min(end, span.end) - span.start,
  }));
  const written = text.slice(span.start - base, span.end - base);
  return visibleInLine(maskedText(written, places, fixedStars).replace(/\s+/g, ' '));
};

const visit = (
  walk: Walk,
  xml: XmlElement,
  bound: BoundElement | undefined,
  parent: Directive | undefined,
): void => {
  const { text, shelf, all, elements, values } = walk;
  const lineOf = ({ start }: Span): number => text.sources.locate(start).line;
  const path = [...(parent?.path ?? []), xml.name];
  const element: Directive = {
    file: text.file,
    line: lineOf(xml.span),
    path,
    text: `<${xml.name}>`,
    meaning: bound?.spec.doc ?? '',
    comments: shelf.take(xml.span.start, xml.span.end),
    parent,
  };
  all.push(element);
  elements.set(xml, element);
  for (const { name, nameSpan, valueSpan } of xml.attributes) {
    const attribute: Directive = {
      file: text.file,
      line: lineOf(nameSpan),
      path: [...path, `@${name}`],
      text: shown(text, { start: nameSpan.start, end: valueSpan.end + 1 }),
      meaning: bound?.spec.attributes[name]?.doc ?? '',
      comments: [],
      parent: element,
    };
    all.push(attribute);
    values.set(valueSpan.start, attribute);
  }
  for (const child of xml.children) {
    const inner = bound?.children.find((one) => one.xml === child);
    visit(walk, child, inner, element);
  }
};

/** The directives of a file that was loaded; total. */
export const safekitDirectives = (text: SafekitText): SafekitDirectives => {
  const walk: Walk = {
    text,
    shelf: createShelf(text),
    all: [],
    elements: new Map(),
    values: new Map(),
  };
  const { root } = text.tree;
  const bound = text.bound.kind === 'none' ? undefined : text.bound.root;
  if (root !== undefined) visit(walk, root, bound, undefined);
  const { all, elements, values } = walk;
  const attributes = (element: BoundElement, ...names: readonly string[]): Directive[] =>
    names.flatMap((name) => {
      const written = element.xml.attributes.find((one) => one.name === name);
      const own = written && values.get(written.valueSpan.start);
      const span = element.attributes.get(name)?.span;
      const macro = span && values.get(span.start);
      const isMacro = macro !== undefined && macro !== own;
      // A macro is its element, its name and its value.
      const ofMacro = isMacro
        ? all.filter((one) => one === macro.parent || one.parent === macro.parent)
        : [];
      return [...(own === undefined ? [] : [own]), ...ofMacro];
    });
  return {
    all,
    attributes,
    of: (element, ...names) => {
      const own = elements.get(element.xml);
      return [...(own === undefined ? [] : [own]), ...attributes(element, ...names)];
    },
    isSecret: (element, name) => {
      const span = element.attributes.get(name)?.span;
      return span !== undefined && touching(text.secrets, span).length > 0;
    },
  };
};
