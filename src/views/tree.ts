// The tree as text: a statement a line with its line number, blocks indented, words apart.

import type { Span } from '../base/span.ts';
import type { StatementNode } from '../../grammars/keepalived/statement-table.ts';
import { nodesOf, type Tree } from '../syntax/keepalived/parse.ts';
import { splitWords, type Word } from '../syntax/words.ts';

const placeholder = '********';

/** Whether a word lies in a secret; words are asked about in the order of the text. */
const secrecyOf = (secrets: readonly Span[]): ((word: Word) => boolean) => {
  let next = 0;
  return (word) => {
    while (next < secrets.length && (secrets[next]?.end ?? 0) <= word.start) next++;
    return (secrets[next]?.start ?? word.end) < word.end;
  };
};

const shown = (word: Word, isSecret: boolean): string => {
  if (isSecret) return placeholder;
  return word.quoted ? `"${word.text}"` : word.text;
};

export const renderTree = (tree: Tree, secrets: readonly Span[]): string => {
  const { source } = tree;
  const { base, text } = source;
  const isSecret = secrecyOf(secrets);
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
      const statement = words.map((word) => shown(word, isSecret(word))).join(' ');
      const brace = node.open < 0 ? '' : statement === '' ? '{' : ' {';
      lines.push(`${number}  ${'  '.repeat(depth)}${statement}${brace}`);
      visit(node.children, depth + 1);
    }
  };
  visit(nodesOf(tree), 0);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
};
