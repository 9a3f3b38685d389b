// Statements and their blocks, and braces that match nothing.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { emptyFile, KeepalivedParser, parseTokens } from '../../../grammars/keepalived/grammar.ts';
import type { StatementNode } from '../../../grammars/keepalived/statement-table.ts';
import { KnownBlocks } from '../../../grammars/keepalived/known-blocks.ts';
import { tokenize } from '../../../grammars/keepalived/tokens.ts';

/** `a[b c[]]`: statements by their text, blocks in brackets; `(` for a block that is never closed. */
const shapeOf = (text: string): string => {
  const { statements, strayCloses } = emptyFile();
  parseTokens(tokenize(text, new KnownBlocks()).tokens, { statements, strayCloses });
  const show = (nodes: readonly StatementNode[]): string =>
    nodes
      .map(({ start, end, open, close, children }) => {
        const head = text.slice(start, end);
        if (open < 0) return head;
        assert.is(text[open], '{');
        if (close >= 0) assert.is(text[close], '}');
        return close < 0 ? `${head}(${show(children)}` : `${head}[${show(children)}]`;
      })
      .join(' ');
  return [show(statements.nodes(text)), ...strayCloses.map((at) => `stray ${at}`)]
    .filter(Boolean)
    .join('; ');
};

const rows: readonly [string, string, string][] = [
  ['an empty file', '', ''],
  ['statements', 'a\nb', 'a b'],
  ['a block', 'a {\nb\nc\n}\nd', 'a[b c] d'],
  ['blocks in blocks', 'a {\nb {\nc\n}\n}\n', 'a[b[c]]'],
  ['an empty block', 'a {}', 'a[]'],
  ['a brace on a line of its own', 'a\n{\nb\n}', 'a[b]'],
  ['a comment before the brace', 'a # x\n# y\n{\nb }', 'a[b]'],
  ['statements behind braces', 'a { b } c', 'a[b] c'],
  ['a block that is never closed', 'a {\nb', 'a(b'],
  ['an outer block that is never closed', 'a {\nb {\nc\n}', 'a(b[c]'],
  ['a block without a keyword', '{ a }', '[a]'],
  ['a block without a keyword in a block', 'a { { b } }', 'a[[b]]'],
  ['a closing brace that closes nothing', 'a\n}\nb', 'a b; stray 2'],
  ['statements without the blanks behind them', 'a 1 \t\r\nb\u00a0', 'a 1 b\u00a0'],
];

for (const [what, text, shape] of rows) {
  test(`reads ${what}`, () => assert.is(shapeOf(text), shape));
}

test('has nothing that Chevrotain finds wrong', () => {
  assert.not.throws(() => new KeepalivedParser({ skipValidations: false }));
});

test.run();
