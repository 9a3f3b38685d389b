// A tree as the words and blocks that a printer takes.

import type { StatementNode } from '../../grammars/keepalived/statement-table.ts';
import { createSourceMap } from '../../src/diag/source-map.ts';
import { nodesOf, parseKeepalived, type Tree } from '../../src/syntax/keepalived/parse.ts';
import type { Printable } from '../../src/syntax/keepalived/print.ts';
import { splitWords } from '../../src/syntax/words.ts';

export const printableOf = (tree: Tree): Printable[] => {
  const { source } = tree;
  const { base } = source;
  const read = (nodes: readonly StatementNode[]): Printable[] =>
    nodes.map(({ start, end, open, children }) => {
      const words = splitWords(source, base + start, base + end).map((word) => word.text);
      return open < 0 ? { words } : { words, children: read(children) };
    });
  return read(nodesOf(tree));
};

/** The words and blocks of a text. */
export const parsePrintable = (text: string): Printable[] =>
  printableOf(parseKeepalived(createSourceMap().add('printed', text)).tree);
