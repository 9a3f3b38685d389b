// Blocks that read like one before them are not taken apart again; the tree is the same as if they were.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { KnownBlocks } from '../../../grammars/keepalived/known-blocks.ts';
import { emptyFile, parseTokens } from '../../../grammars/keepalived/grammar.ts';
import { tokenize } from '../../../grammars/keepalived/tokens.ts';
import { createSourceMap } from '../../../src/diag/source-map.ts';
import { nodesOf, parseKeepalived } from '../../../src/syntax/keepalived/parse.ts';

const block = 'a {\n    b 1\n    ccccccccccccccc {\n        dddddddddddddddd\n    }\n}\n';
const outer = `outer {\n${block}}\n`;

/** Names of the tokens of a text, once `outer` was read. */
const tokensAfter = (known: string, text: string): string[] => {
  const blocks = new KnownBlocks();
  const file = emptyFile();
  parseTokens(tokenize(known, blocks).tokens, file);
  blocks.learn(file.statements, 0, known);
  return tokenize(text, blocks).tokens.map(({ tokenType, image }) =>
    tokenType.name === 'Known' ? 'Known' : image.trim(),
  );
};

const rows: readonly [string, string, string, string[]][] = [
  ['a block like one before', outer, block, ['a', 'Known']],
  ['the same block behind another word', outer, block.replace('a', 'x y'), ['x y', 'Known']],
  [
    'a block with another end',
    outer,
    block.replace('    }\n}', '    }\n e }'),
    ['a', '{', 'b 1', 'ccccccccccccccc', 'Known', 'e', '}'],
  ],
  [
    'a block with a comment',
    outer.replace('b 1', 'b 1 # c'),
    block.replace('b 1', 'b 1 # c'),
    ['a', '{', 'b 1', 'ccccccccccccccc', 'Known', '}'],
  ],
  ['a short block', 'outer {\na { b }\n}\n', 'a { b }', ['a', '{', 'b', '}']],
];

for (const [what, known, text, expected] of rows) {
  test(`reads ${what}`, () => assert.equal(tokensAfter(known, text), expected));
}

/** Services whose servers have one of a few blocks, one with a comment, one unlike all others. */
const service = (n: number): string => {
  const servers = Array.from({ length: 12 }, (_, i) => {
    const note = (n + i) % 17 === 0 ? ' # heavy' : '';
    const quoted = (n + i) % 19 === 0 ? '        notify_up "/bin/up a"\n' : '';
    const check = `        TCP_CHECK {\n            connect_port ${(n * i) % 5}\n        }\n`;
    return `    real_server 10.0.${i}.${n % 250} 80 {\n        weight ${n % 3}${note}\n${quoted}${check}    }\n`;
  });
  return `virtual_server 10.1.${n >> 8}.${n & 255} 80 {\n${servers.join('')}}\n`;
};

test('gives the same tree as if all blocks were read', () => {
  const services = Array.from({ length: 200 }, (_, n) => service(n));
  const shapeOf = (text: string) => {
    const { tree, diagnostics } = parseKeepalived(createSourceMap().add('input.conf', text));
    assert.equal(diagnostics, []);
    const show = (nodes: ReturnType<typeof nodesOf>): unknown[] =>
      nodes.map(({ start, end, open, close, children }) => [
        text.slice(start, end),
        open < 0 ? '' : text.slice(open, close + 1),
        show(children),
      ]);
    return show(nodesOf(tree));
  };
  assert.equal(shapeOf(services.join('')), services.flatMap(shapeOf));
});

test('counts how deep known blocks go', () => {
  const filler = `${outer}\n`.repeat(Math.ceil(70_000 / outer.length));
  const text = `${filler}${'x {\n'.repeat(249)}${block}${'}\n'.repeat(249)}`;
  const { diagnostics } = parseKeepalived(createSourceMap().add('input.conf', text));
  assert.equal(
    diagnostics.map(({ code }) => code),
    ['HA1008'],
  );
});

test.run();
