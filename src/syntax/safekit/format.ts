// The canonical layout of XML: one element a line, two blanks a level, the same groups and comments. What
// is printed are the tokens of the text, so that files with mistakes keep all that they say.

import type { IToken } from 'chevrotain';
import { once } from '../../base/once.ts';
import { safekit } from '../../../grammars/safekit/index.ts';
import { elementsOf } from '../../../grammars/safekit/schema.ts';
import {
  type Content,
  type ElementNode,
  nameOfEnd,
  nameOfStart,
  parseTokens,
} from '../../../grammars/safekit/grammar.ts';
import {
  Comment,
  EndTag,
  Equals,
  Instruction,
  lexer,
  Name,
  Quoted,
  StartTag,
  tagLexer,
  Text,
} from '../../../grammars/safekit/tokens.ts';
import { declaredEncoding, isKnownEncoding } from './encoding.ts';
import { parseXml } from './parse.ts';

const step = '  ';
const maxWidth = 100;

/** Elements whose text is their own. */
const textHolders = once(
  () =>
    new Set(
      elementsOf(safekit)
        .filter(({ spec }) => spec.holdsText === true)
        .map(({ name }) => name),
    ),
);

/** The attributes of a start tag, each as it is printed; null when there is more in the tag. */
const attributesOf = (inner: string): readonly string[] | null => {
  const { tokens } = tagLexer().tokenize(inner);
  const words: string[] = [];
  for (let at = 0; at < tokens.length; at += 3) {
    const [name, equals, value] = tokens.slice(at, at + 3);
    const isRight =
      name?.tokenType === Name && equals?.tokenType === Equals && value?.tokenType === Quoted;
    if (!isRight || value.image.length < 2 || value.image.at(-1) !== value.image[0]) return null;
    const text = value.image.slice(1, -1);
    words.push(`${name.image}=${text.includes('"') ? value.image : `"${text}"`}`);
  }
  return words;
};

/** The attributes of a start tag that is well formed; null for any other. */
const attributesOfTag = (token: IToken): readonly string[] | null => {
  const { image } = token;
  if (!image.endsWith('>')) return null;
  return attributesOf(image.slice(1 + nameOfStart(token).length).replace(/\/?>$/, ''));
};

/** A start tag at a level; `isEmpty`: as an element without anything inside. */
const startTag = (token: IToken, indent: string, isEmpty: boolean): string => {
  const { image } = token;
  const isOwnEnd = image.endsWith('/>');
  const name = nameOfStart(token);
  const attributes = attributesOfTag(token);
  if (attributes === null) return `${indent}${image.trim()}`;
  const end = isEmpty || isOwnEnd ? '/>' : '>';
  const line = `${indent}${[`<${name}`, ...attributes].join(' ')}${end}`;
  if (line.length <= maxWidth || attributes.length < 2) return line;
  const lines = attributes.map((attribute) => `${indent}${step}${step}${attribute}`);
  return `${[`${indent}<${name}`, ...lines].join('\n')}${end}`;
};

/** Lines of a comment, moved along with the first one. */
const movedLines = (image: string, column: number, indent: string): string => {
  const by = indent.length - column;
  const move = (line: string): string => {
    const [blanks = ''] = /^[ \t]*/.exec(line) ?? [];
    const text = line.slice(blanks.length).trimEnd();
    return text === '' ? '' : `${' '.repeat(Math.max(0, blanks.length + by))}${text}`;
  };
  const [first = '', ...others] = image.split('\n');
  return [`${indent}${first.trimEnd()}`, ...others.map(move)].join('\n');
};

/** The elements of a tree by their start tags. */
const elementsByStart = (content: readonly Content[]): Map<IToken, ElementNode> => {
  const found = new Map<IToken, ElementNode>();
  const visit = (list: readonly Content[]): void => {
    for (const item of list) {
      if (item.kind !== 'element') continue;
      found.set(item.start, item);
      visit(item.children);
    }
  };
  visit(content);
  return found;
};

const isPlainEnd = ({ image }: IToken): boolean => /^<\/\s*[^\s>]+\s*>$/.test(image);

const endOf = ({ startOffset, image }: IToken): number => startOffset + image.length;

class Printer {
  private readonly text: string;
  private readonly tokens: readonly IToken[];
  private readonly elements: ReadonlyMap<IToken, ElementNode>;
  private readonly lines: string[] = [];
  private readonly open: ElementNode[] = [];
  /** Where the last printed token ended. */
  private end = 0;
  /** Whether an element has begun and nothing of it is printed. */
  private isFirst = true;

  constructor(text: string, tokens: readonly IToken[], elements: Map<IToken, ElementNode>) {
    this.text = text;
    this.tokens = tokens;
    this.elements = elements;
  }

  print(): string {
    for (let at = 0; at < this.tokens.length;) at = this.token(at);
    return this.lines.length === 0 ? '' : `${this.lines.join('\n')}\n`;
  }

  private get indent(): string {
    return step.repeat(this.open.length);
  }

  /** Prints a token, and others that belong to it; the index of the next one. */
  private token(at: number): number {
    const token = this.tokens[at];
    if (token === undefined) return at + 1;
    switch (token.tokenType) {
      case Text:
        this.words(token);
        return at + 1;
      case StartTag:
        return this.start(token, at);
      case EndTag:
        this.close(token);
        return at + 1;
      case Comment:
        this.comment(token);
        return at + 1;
      case Instruction:
        this.line(token, `${this.indent}${inUtf8(token.image.trimEnd())}`);
        return at + 1;
      default:
        // One that is not closed goes on to the end of the text.
        this.line(token, `${this.indent}${token.image.trimEnd()}`);
        return at + 1;
    }
  }

  private words(token: IToken): void {
    const { image, startOffset } = token;
    const words = image.trim();
    if (words === '') return;
    const start = startOffset + image.indexOf(words);
    this.line({ ...token, startOffset: start, image: words }, `${this.indent}${words}`);
  }

  private start(token: IToken, at: number): number {
    const element = this.elements.get(token);
    const next = this.tokens[at + 1];
    const after = next?.tokenType === Text && next.image.trim() === '' ? at + 2 : at + 1;
    const isOwnEnd = element === undefined || element.end === token;
    const isEmpty =
      !isOwnEnd &&
      element.end !== undefined &&
      this.tokens[after] === element.end &&
      isPlainEnd(element.end) &&
      nameOfEnd(element.end) === element.name &&
      attributesOfTag(token) !== null;
    const isWhole = element?.end !== undefined && !isOwnEnd && !isEmpty && ownsText(element);
    const line = startTag(token, this.indent, isEmpty);
    if (isEmpty && element.end !== undefined) {
      this.line(token, line);
      this.end = endOf(element.end);
      return after + 1;
    }
    if (isWhole && element.end !== undefined) {
      const inside = this.text.slice(endOf(token), element.end.startOffset);
      this.line(token, `${line}${inside}${element.end.image}`);
      this.end = endOf(element.end);
      return this.tokens.indexOf(element.end, at) + 1;
    }
    this.line(token, line);
    if (!isOwnEnd && element !== undefined) {
      this.open.push(element);
      this.isFirst = true;
    }
    return at + 1;
  }

  private close(token: IToken): void {
    const at = this.open.findLastIndex(({ end }) => end === token);
    const { image } = token;
    if (at < 0) {
      this.line(token, `${this.indent}${image.trim()}`);
      return;
    }
    this.open.length = at;
    // No empty line before it.
    this.isFirst = true;
    this.line(
      token,
      `${this.indent}${isPlainEnd(token) ? `</${nameOfEnd(token)}>` : image.trim()}`,
    );
  }

  /** A comment behind something else on its line stays there. */
  private comment(token: IToken): void {
    const between = this.text.slice(this.end, token.startOffset);
    const last = this.lines.at(-1);
    const isBehind = last !== undefined && !between.includes('\n') && between.trim() === '';
    const lineStart = this.text.lastIndexOf('\n', token.startOffset - 1) + 1;
    if (isBehind) {
      this.lines[this.lines.length - 1] = `${last} ${token.image.trimEnd()}`;
      this.end = endOf(token);
      this.isFirst = false;
      return;
    }
    this.line(token, movedLines(token.image.trimEnd(), token.startOffset - lineStart, this.indent));
  }

  private line(token: IToken, line: string): void {
    const between = this.text.slice(this.end, token.startOffset);
    const isApart = between.split('\n').length > 2;
    if (isApart && !this.isFirst) this.lines.push('');
    this.lines.push(line);
    this.isFirst = false;
    this.end = endOf(token);
  }
}

const ownsText = ({ name, children }: ElementNode): boolean =>
  children.some(({ kind }) => kind === 'cdata') ||
  (textHolders().has(name) &&
    children.some((child) => child.kind === 'text' && child.token.image.trim() !== ''));

/** What is printed is UTF-8, whatever it was. */
const inUtf8 = (image: string): string => {
  const match = declaredEncoding(image);
  const [whole, encoding] = match ?? ['', 'utf-8'];
  return encoding === undefined || /^utf-8$/i.test(encoding) || !isKnownEncoding(encoding)
    ? image
    : `${whole.slice(0, -encoding.length - 1)}UTF-8${image.slice(whole.length - 1)}`;
};

/** The text in its canonical layout; as it is where it is too large or too deep to be read. */
export const formatXml = (text: string): string => {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const { diagnostics } = parseXml({ file: '', text: plain, base: 0 });
  if (diagnostics.some(({ code }) => code === 'HA1109')) return text;
  const { tokens, groups } = lexer().tokenize(plain);
  const elements = elementsByStart(parseTokens(tokens));
  const all = [...tokens, ...(groups['comments'] ?? [])].sort(
    (one, other) => one.startOffset - other.startOffset,
  );
  return new Printer(plain, all, elements).print();
};
