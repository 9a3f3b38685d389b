// Text with holes.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fillTemplate } from '../../src/base/template.ts';

test('fills every hole', () => {
  assert.is(fillTemplate('@A@ and @B_C@, @A@', { A: 'one', B_C: 'two' }), 'one and two, one');
});

test('leaves other signs alone', () => {
  assert.is(fillTemplate('a@example.com @lower@ @ @@', {}), 'a@example.com @lower@ @ @@');
});

test('puts a value on one line, so that it stays in its comment', () => {
  assert.is(fillTemplate('# @FILE@', { FILE: 'a\nrm -r /\r\n\u0000b' }), '# a rm -r / b');
});

test('does not look for holes in values', () => {
  assert.is(fillTemplate('@A@', { A: '@B@', B: 'no' }), '@B@');
});

test('throws for a hole without a value', () => {
  assert.throws(() => fillTemplate('@A@', {}), /no value for @A@/);
});

test.run();
