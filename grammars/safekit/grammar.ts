// The grammar of XML elements. Tags that match nothing are part of it, so that every file has a tree:
// an end tag closes the innermost open element of its name, and those inside are left unclosed; one
// that is misspelt closes the element that it stands in.

import { EmbeddedActionsParser, type IToken, tokenMatcher } from 'chevrotain';
import { once } from '../../src/base/once.ts';
import { suggest } from '../../src/base/suggest.ts';
import { Cdata, Doctype, EndTag, Instruction, Junk, StartTag, Text, tokens } from './tokens.ts';

/** A piece of the file; offsets are those of its token. */
export type Content =
  | ElementNode
  | {
      readonly kind: 'text' | 'cdata' | 'doctype' | 'instruction' | 'junk' | 'stray-end';
      readonly token: IToken;
    };

export interface ElementNode {
  readonly kind: 'element';
  readonly name: string;
  readonly start: IToken;
  /** Undefined when it was never closed; the start tag itself when it is empty. */
  readonly end: IToken | undefined;
  readonly children: readonly Content[];
}

const startName = /^<([^\s/>"'=<]+)/;
const endName = /^<\/\s*([^\s>]*)/;

export const nameOfStart = ({ image }: IToken): string => startName.exec(image)?.[1] ?? '';
export const nameOfEnd = ({ image }: IToken): string => endName.exec(image)?.[1] ?? '';

const isEmpty = ({ image }: IToken): boolean => /\/>$/.test(image);

class XmlParser extends EmbeddedActionsParser {
  /** Names of the elements that are open here. */
  private readonly open: string[] = [];

  constructor() {
    super(tokens, { maxLookahead: 1 });
    this.performSelfAnalysis();
  }

  readonly file = this.RULE('file', (): readonly Content[] => {
    this.ACTION(() => this.open.splice(0));
    return this.SUBRULE(this.content);
  });

  private readonly content = this.RULE('content', (): readonly Content[] => {
    const list: Content[] = [];
    this.MANY({
      GATE: () => !this.closesSomething(),
      DEF: () => {
        this.OR([
          { ALT: () => list.push(this.SUBRULE(this.element)) },
          { ALT: () => list.push({ kind: 'text', token: this.CONSUME(Text) }) },
          { ALT: () => list.push({ kind: 'cdata', token: this.CONSUME(Cdata) }) },
          { ALT: () => list.push({ kind: 'doctype', token: this.CONSUME(Doctype) }) },
          { ALT: () => list.push({ kind: 'instruction', token: this.CONSUME(Instruction) }) },
          { ALT: () => list.push({ kind: 'junk', token: this.CONSUME(Junk) }) },
          { ALT: () => list.push({ kind: 'stray-end', token: this.CONSUME(EndTag) }) },
        ]);
      },
    });
    return list;
  });

  private readonly element = this.RULE('element', (): ElementNode => {
    const start = this.CONSUME(StartTag);
    const name = nameOfStart(start);
    const isWhole = isEmpty(start);
    let children: readonly Content[] = [];
    let end: IToken | undefined = isWhole ? start : undefined;
    this.OPTION({
      GATE: () => !isWhole,
      DEF: () => {
        this.ACTION(() => this.open.push(name));
        children = this.SUBRULE(this.content);
        this.OPTION2({
          GATE: () => nameOfEnd(this.LA(1)) === name || this.closesMisspelt(),
          DEF: () => {
            end = this.CONSUME(EndTag);
          },
        });
        this.ACTION(() => this.open.pop());
      },
    });
    return { kind: 'element', name, start, end, children };
  });

  /** Whether an end tag comes next that an open element waits for. */
  private closesSomething(): boolean {
    const next = this.LA(1);
    if (!tokenMatcher(next, EndTag)) return false;
    return this.open.includes(nameOfEnd(next)) || this.closesMisspelt();
  }

  /** Whether the end tag of the innermost element comes next, with a typing error in it. */
  private closesMisspelt(): boolean {
    const next = this.LA(1);
    const name = this.open.at(-1);
    if (!tokenMatcher(next, EndTag) || name === undefined) return false;
    const found = nameOfEnd(next);
    return !this.open.includes(found) && suggest(found, [name]) !== undefined;
  }
}

/** Made when the first XML is read. */
const parserOnce = once(() => new XmlParser());

/** The tree of a token list; total, since every token sequence is a file. */
export const parseTokens = (input: IToken[]): readonly Content[] => {
  const parser = parserOnce();
  parser.input = input;
  const content = parser.file();
  const [error] = parser.errors;
  parser.input = [];
  if (error !== undefined) throw new Error(`XML grammar: ${error.message}`);
  return content;
};
