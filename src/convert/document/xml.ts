// Elements -> lines of userconfig.xml and cluster.xml, as xmlbuilder2 writes them: one line for each
// start tag, empty element, end tag and comment.

import { create } from 'xmlbuilder2';
import type { Directive } from '../directive.ts';
import type { CommentsOf } from './comments.ts';
import type { Output, OutputLine } from './output.ts';

export interface XmlAttribute {
  readonly name: string;
  readonly value: string;
  readonly from: readonly Directive[];
}

export interface XmlElement {
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  readonly from: readonly Directive[];
  /** Said about it by the conversion itself. */
  readonly note?: string;
}

type Builder = ReturnType<typeof create>;

/** XML 1.0 §2.5: no `--` in a comment, and no `-` at its end. */
const commentText = (said: string): string =>
  ` ${said
    .replace(/[\s\0]+/g, ' ')
    .replace(/-(?=-)/g, '- ')
    .trim()} `;

const allFrom = ({ from, attributes }: XmlElement): Directive[] => [
  ...new Set([...from, ...attributes.flatMap((attribute) => attribute.from)]),
];

const line = (from: readonly Directive[]): Omit<OutputLine, 'text'> => ({ from, isSecret: false });

/** Adds an element below `parent`; the result has what each of its lines was made of. */
const add = (
  parent: Builder,
  element: XmlElement,
  comments: CommentsOf,
): Omit<OutputLine, 'text'>[] => {
  const from = allFrom(element);
  const above = [...comments.next(from), ...(element.note === undefined ? [] : [element.note])];
  for (const said of above) parent.com(commentText(said));
  const values = Object.fromEntries(element.attributes.map(({ name, value }) => [name, value]));
  const made = parent.ele(element.name, values);
  const inner = element.children.flatMap((child) => add(made, child, comments));
  const own = [...above.map(() => line([])), line(from)];
  return inner.length === 0 ? own : [...own, ...inner, line([])];
};

export interface XmlDocument {
  readonly path: string;
  readonly language: 'userconfig' | 'cluster';
  /** Comments above all of it. */
  readonly head: readonly string[];
  readonly root: XmlElement;
}

/** The file of an element and what is inside it. */
export const xmlOutput = (
  { path, language, head, root }: XmlDocument,
  comments: CommentsOf,
): Output => {
  const document = create({ invalidCharReplacement: '\uFFFD' });
  for (const said of head) document.com(commentText(said));
  const marks = [...head.map(() => line([])), ...add(document, root, comments)];
  const texts = document.end({ prettyPrint: true, headless: true }).split('\n');
  if (texts.length !== marks.length) throw new Error(`${path}: an element went over its line`);
  const lines = texts.map((text, at): OutputLine => ({ ...(marks[at] ?? line([])), text }));
  return { path, language, isExecutable: false, lines };
};

export const attribute = (
  name: string,
  value: string | number,
  from: readonly Directive[] = [],
): XmlAttribute => ({ name, value: String(value), from });

type Inside = Partial<Omit<XmlElement, 'name'>>;

/** An element; what is left out is empty. */
export const element = (name: string, inside: Inside = {}): XmlElement => ({
  name,
  attributes: [],
  children: [],
  from: [],
  ...inside,
});
