// The tree as text: a statement a line with its line number, blocks indented, words apart.

import { moved, type Span, touching } from '../base/span.ts';
import { fixedStars, maskedText } from '../diag/masking.ts';
import type { StatementNode } from '../../grammars/keepalived/statement-table.ts';
import type { Loaded } from '../app/load.ts';
import { nodesOf, type Tree } from '../syntax/keepalived/parse.ts';
import { renderXmlTree } from './xml-tree.ts';
import { splitWords, type Word } from '../syntax/words.ts';

const placeholder = fixedStars();

/** A word as it is written, with stars for what of it is secret. */
const shown = (word: Word, { text, base }: Tree['source'], secrets: readonly Span[]): string => {
  const inside = touching(secrets, word);
  if (inside.length === 0) return word.quoted ? `"${word.text}"` : word.text;
  const written = text.slice(word.start - base, word.end - base);
  const places = inside.map((secret) => moved(secret, -word.start));
  return maskedText(written, places, fixedStars);
};

/** Several words of one secret are shown as one, since their number is nobody's business. */
const statementOf = (words: readonly string[]): string =>
  words.filter((word, index) => word !== placeholder || words[index - 1] !== placeholder).join(' ');

/** The tree of a file in whatever language it is written. */
export const renderTreeOf = (loaded: Loaded): string =>
  loaded.language === 'keepalived'
    ? renderTree(loaded.tree, loaded.secrets)
    : renderXmlTree(loaded.tree, loaded.sources, loaded.secrets);

export const renderTree = (tree: Tree, secrets: readonly Span[]): string => {
  const { source } = tree;
  const { base, text } = source;
  let line = 1;
  let at = 0;
  const lineOf = (offset: number): number => {
    for (; at < offset; at++) if (text[at] === '\n') line++;
    return line;
  };
  const lines: string[] = [];
  const visit = (nodes: readonly StatementNode[], depth: number): void => {
    for (const node of nodes) {
      const number = String(lineOf(node.start)).padStart(5);
      const words = splitWords(source, base + node.start, base + node.end);
      const statement = statementOf(words.map((word) => shown(word, source, secrets)));
      const brace = node.open < 0 ? '' : statement === '' ? '{' : ' {';
      lines.push(`${number}  ${'  '.repeat(depth)}${statement}${brace}`);
      visit(node.children, depth + 1);
    }
  };
  visit(nodesOf(tree), 0);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
};
