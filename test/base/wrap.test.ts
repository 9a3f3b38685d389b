// Breaking lines.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { wrap } from '../../src/base/wrap.ts';

test('breaks at blanks', () => {
  assert.equal(wrap('one two three four', 9), ['one two', 'three', 'four']);
});

test('fills a line to the last column', () => {
  assert.equal(wrap('abc def', 7), ['abc def']);
  assert.equal(wrap('abc defg', 7), ['abc', 'defg']);
});

test('counts the indent', () => {
  assert.equal(wrap('abc def', 7, '  '), ['  abc', '  def']);
});

test('lets a long word stand out', () => {
  assert.equal(wrap('a 2001:db8::1:2:3:4 b', 8), ['a', '2001:db8::1:2:3:4', 'b']);
});

test.run();
