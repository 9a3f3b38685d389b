// userconfig.xml and cluster.xml: text -> elements with their attributes. Says what is wrong with the
// text as XML; elements and attributes get their meaning in bind.ts.

import type { IToken } from 'chevrotain';
import type { Span } from '../../base/span.ts';
import { type Diagnostic, diagnostic, mendedBy } from '../../diag/diagnostic.ts';
import type { Source } from '../../diag/source-map.ts';
import {
  type Content,
  type ElementNode,
  nameOfEnd,
  nameOfStart,
  parseTokens,
} from '../../../grammars/safekit/grammar.ts';
import {
  Bare,
  Cdata,
  EndTag,
  Equals,
  Instruction,
  lexer,
  Name,
  Quoted,
  StartTag,
  tagLexer,
} from '../../../grammars/safekit/tokens.ts';

import { declaredEncoding, isKnownEncoding } from './encoding.ts';

export interface XmlAttribute {
  readonly name: string;
  readonly nameSpan: Span;
  /** References replaced, macros not yet; null when one refers to nothing, or nobody knows the end. */
  readonly value: string | null;
  /** Between the quotes. */
  readonly valueSpan: Span;
}

export interface XmlElement {
  readonly name: string;
  readonly nameSpan: Span;
  /** The start tag. */
  readonly span: Span;
  /** With its end tag; to the end of the text without one. */
  readonly whole: Span;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** What stands between tags, and in CDATA sections. */
  readonly texts: readonly XmlText[];
}

export interface XmlText {
  readonly text: string;
  /** Of its first line. */
  readonly span: Span;
}

export interface XmlTree {
  readonly source: Source;
  /** Undefined when the file holds no element. */
  readonly root: XmlElement | undefined;
  readonly comments: readonly Span[];
}

/** SafeKit's own elements go seven deep. */
const maxDepth = 64;
const maxElements = 20_000;
/** Tags, and what stands between them. */
const maxTokens = 100_000;
const maxAttributes = 64;
const maxLength = 1_000_000;

const references: { readonly [name: string]: string } = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

/** Code point of `&#N;` or `&#xN;`; null for one that XML has not (XML 1.0 §2.2). */
const characterOf = (digits: string): string | null => {
  const code = digits.startsWith('x') ? Number.parseInt(digits.slice(1), 16) : Number(digits);
  const isAllowed =
    [9, 10, 13].includes(code) ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return isAllowed ? String.fromCodePoint(code) : null;
};

class XmlReader {
  readonly diagnostics: Diagnostic[] = [];
  private elements = 0;
  private readonly source: Source;

  constructor(source: Source) {
    this.source = source;
  }

  checkEncoding(): void {
    const match = declaredEncoding(this.source.text);
    const [whole, encoding = ''] = match ?? [''];
    if (match === null || isKnownEncoding(encoding)) return;
    const mark = this.source.text.startsWith('\uFEFF') ? 1 : 0;
    const start = mark + whole.length - 1 - encoding.length;
    const span = this.span(start, start + encoding.length);
    this.diagnostics.push(diagnostic('HA1114', span, { encoding }));
  }

  checkEnds(comments: readonly IToken[], tokens: readonly IToken[]): void {
    const sections = tokens.filter(({ tokenType }) => tokenType === Cdata);
    const instructions = tokens.filter(({ tokenType }) => tokenType === Instruction);
    const kinds = [
      ['comment', '-->', unclosed(comments, '<!--', '-->')],
      ['CDATA section', ']]>', unclosed(sections, '<![CDATA[', ']]>')],
      ['instruction', '?>', unclosed(instructions, '<?', '?>')],
    ] as const;
    for (const [what, end, found] of kinds) {
      for (const { startOffset, image } of found) {
        const span = this.span(startOffset, startOffset + Math.min(4, image.length));
        this.diagnostics.push(diagnostic('HA1115', span, { what, end }));
      }
    }
  }

  spanOf({ startOffset, image }: IToken): Span {
    return this.span(startOffset, startOffset + image.length);
  }

  span(start: number, end: number): Span {
    return { start: this.source.base + start, end: this.source.base + end };
  }

  element(node: ElementNode): XmlElement {
    const { name, start, end, children } = node;
    const span = this.spanOf(start);
    this.elements++;
    if (this.elements === maxElements) {
      this.diagnostics.push(diagnostic('HA1109', span, { what: `${maxElements} elements` }));
    }
    const nameSpan = { start: span.start + 1, end: span.start + 1 + name.length };
    if (end?.image.endsWith('>') === false) {
      this.diagnostics.push(diagnostic('HA1103', this.spanOf(end), { name: `/${name}` }));
    }
    if (end !== undefined && end !== start && nameOfEnd(end) !== name) {
      const place = this.spanOf(end);
      const written = { start: place.start + 2, end: place.start + 2 + nameOfEnd(end).length };
      const problem = diagnostic('HA1116', place, { found: nameOfEnd(end), name });
      this.diagnostics.push(mendedBy(problem, written, name));
    }
    // Whether a tag without its end would have been empty, nobody knows.
    if (!start.image.endsWith('>')) this.diagnostics.push(diagnostic('HA1103', nameSpan, { name }));
    else if (end === undefined) this.diagnostics.push(diagnostic('HA1101', nameSpan, { name }));
    const attributes = this.attributes(start, name);
    const whole = end === undefined ? this.span(0, this.source.text.length) : this.spanOf(end);
    return {
      ...{ name, nameSpan, span, attributes },
      whole: { start: span.start, end: whole.end },
      texts: children.flatMap((item) => this.textIn(item)),
      children: this.children(children, name),
    };
  }

  private children(content: readonly Content[], parent: string): XmlElement[] {
    const found: XmlElement[] = [];
    for (const item of content) {
      if (item.kind !== 'element') this.check(item, parent);
      else if (this.elements < maxElements) found.push(this.element(item));
    }
    return found;
  }

  /** What stands between elements. */
  check(item: Exclude<Content, ElementNode>, parent: string | null): void {
    const { kind, token } = item;
    const span = this.spanOf(token);
    switch (kind) {
      case 'stray-end':
        this.diagnostics.push(diagnostic('HA1102', span, { name: nameOfEnd(token) }));
        break;
      case 'doctype':
        this.checkDoctype(token, parent);
        break;
      case 'junk':
        this.diagnostics.push(diagnostic('HA1104', span, { text: '<' }));
        break;
      case 'cdata':
      case 'text':
        if (parent === null) this.diagnostics.push(...this.textIn(item).map(strayText));
        break;
      case 'instruction':
        break;
    }
  }

  private textIn({ kind, ...item }: Content): XmlText[] {
    if ((kind !== 'text' && kind !== 'cdata') || !('token' in item)) return [];
    const { image, startOffset } = item.token;
    const text = kind === 'cdata' ? image.slice('<![CDATA['.length).replace(/\]\]>$/, '') : image;
    const [words = ''] = text.trim().split('\n');
    if (words === '') return [];
    const at = startOffset + image.indexOf(words);
    return [{ text, span: this.span(at, at + words.length) }];
  }

  /** A subset could name files and entities (XML 1.0 §2.8): neither is ever read. */
  private checkDoctype(token: IToken, parent: string | null): void {
    const { image } = token;
    const hasMore = /[[\]"']|\b(?:SYSTEM|PUBLIC)\b/i.test(image.slice('<!DOCTYPE'.length));
    if (hasMore || parent !== null)
      this.diagnostics.push(diagnostic('HA1106', this.spanOf(token), {}));
  }

  private attributes(start: IToken, element: string): XmlAttribute[] {
    const inner = start.image.slice(1 + element.length).replace(/\/?>$/, '');
    const base = start.startOffset + 1 + element.length;
    const { tokens } = tagLexer().tokenize(inner);
    const found: XmlAttribute[] = [];
    for (let at = 0; at < tokens.length;) {
      const [name, equals, value] = tokens.slice(at, at + 3);
      if (name === undefined) break;
      const span = this.span(base + name.startOffset, base + name.startOffset + name.image.length);
      if (name.tokenType !== Name) {
        // What stands in quotes may be a secret.
        const text = name.image.split(/["']/, 1)[0] || name.image.slice(0, 1);
        this.diagnostics.push(diagnostic('HA1104', span, { text }));
        at++;
      } else if (equals?.tokenType !== Equals) {
        this.diagnostics.push(diagnostic('HA1107', span, { name: name.image }));
        at++;
      } else if (value?.tokenType !== Quoted) {
        this.diagnostics.push(diagnostic('HA1107', span, { name: name.image }));
        const isValue = value?.tokenType === Bare || value?.tokenType === Name;
        at += isValue ? 3 : 2;
      } else {
        at += 3;
        this.add(found, name.image, span, value, base);
      }
    }
    if (found.length > maxAttributes) {
      const what = `${maxAttributes} attributes in one element`;
      this.diagnostics.push(diagnostic('HA1109', this.spanOf(start), { what }));
    }
    return found.slice(0, maxAttributes);
  }

  private add(
    found: XmlAttribute[],
    name: string,
    nameSpan: Span,
    { image, startOffset }: IToken,
    base: number,
  ): void {
    const quote = image[0] ?? '"';
    const isClosed = image.length > 1 && image.endsWith(quote);
    const text = image.slice(1, isClosed ? -1 : undefined);
    const start = base + startOffset + 1;
    const valueSpan = this.span(start, start + text.length);
    if (!isClosed) this.diagnostics.push(diagnostic('HA1107', nameSpan, { name }));
    const other = found.find((one) => one.name === name);
    if (other !== undefined) {
      const labels = [{ span: other.nameSpan, text: 'first written here' }];
      this.diagnostics.push(diagnostic('HA1108', nameSpan, { name }, labels));
      return;
    }
    // Where a quote that is open would have been closed, nobody knows.
    const value = isClosed ? this.decoded(text, valueSpan) : null;
    found.push({ name, nameSpan, value, valueSpan });
  }

  /** Replaces `&lt;` and the like; other entities would have to be declared, which is refused. */
  private decoded(text: string, { start }: Span): string | null {
    let isRight = true;
    const value = text.replace(
      /\r\n?|[\n\t]|&(?:#(x[\da-f]+|\d+)|(\w+));|&/gi,
      (whole, digits, name, at: number) => {
        // Blanks of all kinds are blanks (XML 1.0 §2.11 and §3.3.3).
        if (!whole.startsWith('&')) return ' ';
        const character =
          digits === undefined
            ? Object.hasOwn(references, name ?? '')
              ? references[name]
              : null
            : characterOf(String(digits).toLowerCase());
        if (character != null) return character;
        const span = { start: start + at, end: start + at + whole.length };
        this.diagnostics.push(diagnostic('HA1110', span, { text: whole }));
        isRight = false;
        return whole;
      },
    );
    return isRight ? value : null;
  }
}

/** What is wrong with a text where none is read. */
export const strayText = ({ text, span }: XmlText): Diagnostic => {
  // What stands in quotes may be a secret.
  const [words = ''] = text.trim().split(/["'\n]/, 1);
  return diagnostic('HA1105', span, { text: words.trimEnd() || text.trim().slice(0, 1) });
};

/** The first start tag that is nested too deep, by the rules of the grammar. */
const tooDeep = (tokens: readonly IToken[]): IToken | undefined => {
  const open: string[] = [];
  for (const token of tokens) {
    if (token.tokenType === EndTag) {
      const at = open.lastIndexOf(nameOfEnd(token));
      if (at >= 0) open.length = at;
    } else if (token.tokenType === StartTag && !token.image.endsWith('/>')) {
      if (open.push(nameOfStart(token)) > maxDepth) return token;
    }
  }
  return undefined;
};

/** Comments and the like go to the end of the text when they are not closed. */
const unclosed = (tokens: readonly IToken[], start: string, end: string): readonly IToken[] =>
  tokens.filter(({ image }) => image.length < start.length + end.length || !image.endsWith(end));

/** Of more nobody reads all. */
const maxProblems = 1000;

/** What is worth saying: nothing is closed behind a comment that goes on to the end. */
const worthSaying = (found: Diagnostic[]): Diagnostic[] => {
  const isOpen = found.some(({ code }) => code === 'HA1115');
  const told = isOpen ? found.filter(({ code }) => code !== 'HA1101') : found;
  const last = told[maxProblems];
  if (last === undefined) return told;
  const what = `${maxProblems} mistakes in its XML`;
  return [...told.slice(0, maxProblems), diagnostic('HA1109', last.span, { what })];
};

/** The elements of a text and what is wrong with it as XML. Never throws. */
export const parseXml = (source: Source): { tree: XmlTree; diagnostics: Diagnostic[] } => {
  const reader = new XmlReader(source);
  if (source.text.length > maxLength) {
    const what = `${maxLength} characters`;
    const problem = diagnostic('HA1109', reader.span(0, 1), { what });
    return { tree: { source, root: undefined, comments: [] }, diagnostics: [problem] };
  }
  const text = source.text.startsWith('\uFEFF') ? ` ${source.text.slice(1)}` : source.text;
  reader.checkEncoding();
  const { tokens, groups } = lexer().tokenize(text);
  const comments = (groups['comments'] ?? []).map((token) => reader.spanOf(token));
  const deep = tooDeep(tokens);
  const last = deep ?? tokens[maxTokens];
  if (last !== undefined) {
    const what =
      deep === undefined ? `${maxTokens} tags` : `${maxDepth} elements inside each other`;
    reader.diagnostics.push(diagnostic('HA1109', reader.spanOf(last), { what }));
    return { tree: { source, root: undefined, comments }, diagnostics: reader.diagnostics };
  }
  reader.checkEnds(groups['comments'] ?? [], tokens);
  const content = parseTokens(tokens);
  const nodes = content.filter((item) => item.kind === 'element');
  // Examples of the guide have their macros before the root.
  const chosen = nodes.find(({ name }) => name !== 'macro') ?? nodes[0];
  const before: XmlElement[] = [];
  let root: XmlElement | undefined;
  for (const item of content) {
    if (item.kind !== 'element') reader.check(item, null);
    else if (item === chosen) root = reader.element(item);
    else {
      const { name } = item;
      reader.diagnostics.push(diagnostic('HA1111', reader.spanOf(item.start), { name }));
      if (root === undefined) before.push(reader.element(item));
    }
  }
  if (root !== undefined && before.length > 0) {
    root = { ...root, children: [...before, ...root.children] };
  }
  if (root === undefined) {
    const end = source.text.length;
    reader.diagnostics.push(diagnostic('HA1112', reader.span(0, Math.min(1, end)), {}));
  }
  return { tree: { source, root, comments }, diagnostics: worthSaying(reader.diagnostics) };
};
