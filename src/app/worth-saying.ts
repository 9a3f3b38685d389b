// One mistake is one diagnostic: what is missing because a block is not read, or closed too early, is
// not said as well.

import { type Span, touch } from '../base/span.ts';
import type { Code, Diagnostic } from '../diag/diagnostic.ts';
import type { StatementNode } from '../../grammars/keepalived/statement-table.ts';
import { nodesOf, type Tree } from '../syntax/keepalived/parse.ts';

/** Text that was not read as what it is: nobody knows what is missing because of it. */
const losesText: readonly Code[] = ['HA1008', 'HA1014', 'HA1015', 'HA1016', 'HA1019', 'HA1020'];
/** A block is not read, or ends too early: what it holds is missing in the block around it. */
const losesBlocks: readonly Code[] = ['HA1006', 'HA2002'];
/** Braces that do not match. */
const losesBraces: readonly Code[] = ['HA1004', 'HA1005'];

/** Says that something is missing in a block, or that there is too little of it. */
const saysMissing: readonly Code[] = [
  'HA3004',
  'HA3005',
  'HA3007',
  'HA3011',
  'HA3016',
  'HA3017',
  'HA3020',
  'HA3023',
  'HA3025',
  'HA3039',
  'HA3043',
  'HA3044',
];
/** Says that a word is missing in a line. */
const saysUnfinished: readonly Code[] = ['HA3026', 'HA3027'];
/** The rest of a line is not read. */
const losesWords: readonly Code[] = ['HA2003', 'HA2035'];
/** Says that a name is not defined. */
const saysUndefined: readonly Code[] = ['HA3002', 'HA3010', 'HA3042'];

export const isLoss = ({ code }: Diagnostic): boolean =>
  losesText.includes(code) || losesBlocks.includes(code) || losesBraces.includes(code);

export const isAboutMissing = ({ code }: Diagnostic): boolean =>
  saysMissing.includes(code) || saysUndefined.includes(code);

/** What has gone lost of a file, by the diagnostics that say so. */
class Losses {
  private readonly tree: Tree;
  private readonly found: readonly Diagnostic[];
  private readonly nodes: readonly StatementNode[];
  private readonly lostText: string;

  constructor(tree: Tree, found: readonly Diagnostic[]) {
    this.tree = tree;
    this.found = found.filter(isLoss);
    this.nodes = this.found.length === 0 ? [] : nodesOf(tree);
    this.lostText = this.found.map((one) => this.textLostBy(one)).join('\n');
  }

  /** Whether `one`, about the meaning, may only follow from what is lost. */
  explain(one: Diagnostic): boolean {
    if (this.found.length === 0 || one.span === null) return false;
    if (this.found.some(({ code }) => losesText.includes(code))) return isAboutMissing(one);
    if (saysMissing.includes(one.code)) return this.isCut(one.span);
    return saysUndefined.includes(one.code) && this.mayDefine(one.span);
  }

  /** Whether something of the block is lost that a place is about. */
  private isCut({ start }: Span): boolean {
    const { base } = this.tree.source;
    const local = start - base;
    const block = blockAt(this.nodes, local);
    if (block === undefined) return false;
    const end = endOf(block);
    const outermost = this.nodes.find((node) => node.start <= local && local <= endOf(node));
    const outerEnd = outermost === undefined ? end : endOf(outermost);
    return this.found.some(({ code, span }) => {
      if (span === null) return false;
      const at = span.start - base;
      // A brace that closes nothing: the block before it may have been closed too early.
      if (code === 'HA1005') return at > outerEnd && !this.hasBlockBetween(outerEnd, at);
      return at > block.start && at < end;
    });
  }

  private hasBlockBetween(from: number, to: number): boolean {
    return this.nodes.some(
      ({ start, children }) =>
        start > from && start < to && children.length > 0 && !this.isUnread(start),
    );
  }

  private isUnread(start: number): boolean {
    const at = start + this.tree.source.base;
    return this.found.some(({ code, span }) => losesBlocks.includes(code) && span?.start === at);
  }

  /** Whether the names at a place stand in a text that is not read. */
  private mayDefine({ start, end }: Span): boolean {
    const { text, base } = this.tree.source;
    const words = text.slice(start - base, end - base).split(/[\s"]+/);
    return words.some((word) => word.length > 1 && this.lostText.includes(word));
  }

  private textLostBy({ code, span }: Diagnostic): string {
    const { text, base } = this.tree.source;
    if (span === null || !losesBlocks.includes(code)) return '';
    const node = blockAt(this.nodes, span.start - base);
    return node === undefined
      ? ''
      : text.slice(node.start, node.close < 0 ? undefined : node.close);
  }
}

const endOf = ({ close }: StatementNode): number => (close < 0 ? Number.POSITIVE_INFINITY : close);

/** The innermost block whose head or inside holds an offset. */
const blockAt = (nodes: readonly StatementNode[], offset: number): StatementNode | undefined => {
  const around = nodes.find(
    (node) => node.open >= 0 && node.start <= offset && offset <= endOf(node),
  );
  return around && (blockAt(around.children, offset) ?? around);
};

/** What is said about the meaning of a file, without what an error in its text or words explains. */
export const withoutConsequences = (
  tree: Tree,
  found: readonly Diagnostic[],
  ofMeaning: readonly Diagnostic[],
): readonly Diagnostic[] => {
  const losses = new Losses(tree, found);
  const cuts = found.filter(
    ({ code, severity }) => severity === 'error' && losesWords.includes(code),
  );
  const isCutOff = ({ code, span }: Diagnostic): boolean =>
    saysUnfinished.includes(code) &&
    cuts.some((cut) => span !== null && cut.span !== null && touch(span, cut.span));
  return ofMeaning.filter((one) => !losses.explain(one) && !isCutOff(one));
};
