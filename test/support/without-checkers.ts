// A configuration whose servers are up from the start: for comparing with a keepalived that has
// nobody to check.

import { keepalived } from '../../grammars/keepalived/index.ts';
import type { StatementNode } from '../../grammars/keepalived/statement-table.ts';
import { createSourceMap } from '../../src/diag/source-map.ts';
import { nodesOf, parseKeepalived } from '../../src/syntax/keepalived/parse.ts';

const { block } = keepalived.virtual_server.block.real_server;
const checkers = Object.entries(block).flatMap(([keyword, spec]) =>
  'block' in spec ? [keyword] : [],
);

/** The text without the checker blocks of its real servers. */
export const withoutCheckers = (text: string): string => {
  const { tree } = parseKeepalived(createSourceMap().add('input.conf', text));
  const cuts: { start: number; end: number }[] = [];
  const visit = (nodes: readonly StatementNode[]): void => {
    for (const node of nodes) {
      const keyword = text.slice(node.start, node.end);
      if (checkers.includes(keyword)) cuts.push({ start: node.start, end: node.close + 1 });
      else visit(node.children);
    }
  };
  visit(nodesOf(tree));
  return cuts.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
};
