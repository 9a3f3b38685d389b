// Elements -> lines of userconfig.xml and cluster.xml, as xmlbuilder2 writes them: one line for each
// start tag, empty element, end tag and comment.

import { create } from 'xmlbuilder2';
import { formatXml } from '../../syntax/safekit/format.ts';
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

/** What a line of xmlbuilder2 was made of; of a start tag also each of its attributes. */
interface Mark {
  readonly from: readonly Directive[];
  readonly attributes: readonly (readonly Directive[])[];
}

const mark = (from: readonly Directive[]): Mark => ({ from, attributes: [] });

/** Adds an element below `parent`; the result has what each of its lines was made of. */
const add = (parent: Builder, element: XmlElement, comments: CommentsOf): Mark[] => {
  const { name, attributes, children, note } = element;
  const from = allFrom(element);
  const above = [...comments.next(from), ...(note === undefined ? [] : [note])];
  for (const said of above) parent.com(commentText(said));
  const made = parent.ele(name, Object.fromEntries(attributes.map((one) => [one.name, one.value])));
  const inner = children.flatMap((child) => add(made, child, comments));
  const tag = { from, attributes: attributes.map((one) => one.from) };
  const own = [...above.map(() => mark([])), tag];
  return inner.length === 0 ? own : [...own, ...inner, mark([])];
};

/** Lines as the formatter has them: an attribute a line where a tag is long. */
const formattedLines = (text: string, marks: readonly Mark[]): OutputLine[] => {
  let at = -1;
  let attribute = -1;
  return formatXml(text)
    .trimEnd()
    .split('\n')
    .map((line): OutputLine => {
      if (attribute < 0) at++;
      const { from, attributes } = marks[at] ?? mark([]);
      const own = attribute < 0 ? from : (attributes[attribute] ?? []);
      const goesOn = !line.endsWith('>');
      attribute = goesOn ? attribute + 1 : -1;
      return { text: line, from: own, isSecret: false };
    });
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
  const marks = [...head.map(() => mark([])), ...add(document, root, comments)];
  const text = document.end({ prettyPrint: true, headless: true });
  if (text.split('\n').length !== marks.length)
    throw new Error(`${path}: an element went over its line`);
  const lines = formattedLines(`${text}\n`, marks);
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
