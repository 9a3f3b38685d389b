// "Did you mean": near enough to be a slip, and no nearer word.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { suggest } from '../../src/base/suggest.ts';

const known = ['interface', 'priority', 'state', 'virtual_router_id', 'dev', 'table', 'MASTER'];

const rows: readonly [string, string | undefined, string][] = [
  ['prioritty', 'priority', 'a letter too many'],
  ['priorty', 'priority', 'a letter too few'],
  ['prioroty', 'priority', 'a wrong letter'],
  ['pirority', 'priority', 'two letters swapped'],
  ['Priority', 'priority', 'the wrong case'],
  ['master', 'MASTER', 'the wrong case throughout'],
  ['virtual_routerid', 'virtual_router_id', 'a sign left out'],
  ['dv', 'dev', 'a short word with one mistake'],
  ['xy', undefined, 'a short word that is far from all'],
  ['weight', undefined, 'another word altogether'],
  ['', undefined, 'nothing'],
];

for (const [word, nearest, why] of rows) {
  test(`suggests ${nearest ?? 'nothing'} for "${word}": ${why}`, () => {
    assert.is(suggest(word, known), nearest);
  });
}

test('takes the nearest of several', () => {
  assert.is(suggest('lblr', ['lblc', 'lblcr', 'rr']), 'lblc');
  assert.is(suggest('notify_mster', ['notify_backup', 'notify_master']), 'notify_master');
});

test.run();
