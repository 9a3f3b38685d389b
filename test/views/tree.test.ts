// The tree as text, for who wants to see how a file was read.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createSourceMap } from '../../src/diag/source-map.ts';
import { parseKeepalived } from '../../src/syntax/keepalived/parse.ts';
import { renderTree } from '../../src/views/tree.ts';

const render = (text: string, hidden: readonly string[] = []): string => {
  const { tree } = parseKeepalived(createSourceMap().add('input.conf', text));
  const secrets = hidden.map((part) => {
    const start = text.indexOf(part);
    return { start, end: start + part.length };
  });
  return renderTree(tree, secrets);
};

const rows: readonly [string, string, string][] = [
  ['nothing', '# a\n', ''],
  ['statements with their lines', 'a  1\n\nb', '    1  a 1\n    3  b\n'],
  ['blocks, indented', 'a{b {c 1}}', '    1  a {\n    1    b {\n    1      c 1\n'],
  ['a block without a keyword', '{a}', '    1  {\n    1    a\n'],
  ['quotes where they are', 'a "b \\c" ""', '    1  a "b \\c" ""\n'],
];

for (const [what, text, expected] of rows) {
  test(`shows ${what}`, () => assert.is(render(text), expected));
}

test('hides words that are secret, and how many they are', () => {
  const text = 'a 1\nauth_pass "x y" z\nb 2\npassword v v\n';
  assert.is(
    render(text, ['"x y" z', 'v v']),
    '    1  a 1\n    2  auth_pass ********\n    3  b 2\n    4  password ********\n',
  );
});

test.run();
