// Where statements, braces and comments begin and end.

import { Lexer } from 'chevrotain';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { KnownBlocks } from '../../../grammars/keepalived/known-blocks.ts';
import { tokenize, tokens } from '../../../grammars/keepalived/tokens.ts';

/** Tokens as `S:text`, `{`, `}` and comments as `C:text`, in the order of the text, without the blanks behind. */
const tokensOf = (text: string): string[] => {
  const { tokens, groups, errors } = tokenize(text, new KnownBlocks());
  assert.equal(errors, []);
  return [...tokens, ...(groups['comments'] ?? [])]
    .sort((a, b) => a.startOffset - b.startOffset)
    .map(({ tokenType, image }) => {
      const text = image.replace(/[ \t\n\v\f\r]+$/, '');
      if (tokenType.name === 'Statement') return `S:${text}`;
      return tokenType.name === 'Comment' ? `C:${text}` : text;
    });
};

const rows: readonly [string, string, string[]][] = [
  ['no text', '', []],
  ['blanks only', ' \t\v\f\r\n\n', []],
  ['a statement', 'priority 100', ['S:priority 100']],
  ['statements on lines', 'a 1\n b 2\r\nc', ['S:a 1', 'S:b 2', 'S:c']],
  ['a block', 'a {\n b\n}', ['S:a', '{', 'S:b', '}']],
  ['a block on one line', 'a { b }', ['S:a', '{', 'S:b', '}']],
  ['braces without blanks', 'a{b}c{', ['S:a', '{', 'S:b', '}', 'S:c', '{']],
  ['braces alone', '{}}{', ['{', '}', '}', '{']],
  ['a comment', '# a { b', ['C:# a { b']],
  ['a comment of the other kind', '! a', ['C:! a']],
  ['a comment behind a statement', 'a 1 # b', ['S:a 1', 'C:# b']],
  ['a comment right behind a word', 'a 1!b', ['S:a 1', 'C:!b']],
  ['a comment behind a brace', 'a {# b\n}', ['S:a', '{', 'C:# b', '}']],
  ['comment signs with a backslash', 'a \\# \\! b', ['S:a', 'C:\\# \\! b']],
  ['a backslash before another sign', 'a \\d \\', ['S:a \\d \\']],
  ['signs in double quotes', 'a "{#!}" b', ['S:a "{#!}" b']],
  ['a statement that starts with a quote', '"a b" c', ['S:"a b" c']],
  ['signs in single quotes', "a '#b'", ["S:a '", "C:#b'"]],
  ['a quote that is not closed', 'a "b {\nc', ['S:a "b {', 'S:c']],
  ['a backslash before a quote', 'a "b\\" {', ['S:a "b\\"', '{']],
  ['a quote in the middle of a word', 'a b"c d"e', ['S:a b"c d"e']],
  ['signs of other languages', 'é 1\nΩ 2\n日本 3\n🙂 4', ['S:é 1', 'S:Ω 2', 'S:日本 3', 'S:🙂 4']],
  ['a no-break space', '\u00a0a 1\u00a0\nb', ['S:\u00a0a 1\u00a0', 'S:b']],
  ['a line separator that is none here', 'a\u2028b', ['S:a\u2028b']],
  ['a null character', 'a \0 b', ['S:a \0 b']],
];

for (const [what, text, expected] of rows) {
  test(`finds ${what}`, () => assert.equal(tokensOf(text), expected));
}

test('knows every character that a statement can start with', () => {
  const missed: string[] = [];
  for (let code = 0; code < 0x10000; code++) {
    const sign = String.fromCharCode(code);
    if (' \t\n\v\f\r#!{}'.includes(sign)) continue;
    const { tokens } = tokenize(`${sign}x`, new KnownBlocks());
    if (tokens[0]?.image !== `${sign}x`) missed.push(code.toString(16));
  }
  assert.equal(missed, []);
});

test('has nothing that Chevrotain finds wrong, and is as fast as it can be', () => {
  const config = { positionTracking: 'onlyOffset', ensureOptimizations: true } as const;
  assert.equal(new Lexer(tokens, config).lexerDefinitionErrors, []);
});

test.run();
