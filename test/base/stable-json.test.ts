// JSON that is equal for equal data.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { stableJson } from '../../src/base/stable-json.ts';

test('writes the members of an object in one order', () => {
  assert.is(stableJson({ b: 1, a: { d: 2, c: 3 } }), '{"a":{"c":3,"d":2},"b":1}');
});

test('keeps the order of a list', () => {
  assert.is(stableJson([3, { b: 1, a: 2 }, 1]), '[3,{"a":2,"b":1},1]');
});

test('leaves out what is undefined', () => {
  assert.is(stableJson({ a: undefined, b: null }), '{"b":null}');
});

test('indents when asked to', () => {
  assert.is(stableJson({ b: 1, a: 2 }, 1), '{\n "a": 2,\n "b": 1\n}');
});

test.run();
