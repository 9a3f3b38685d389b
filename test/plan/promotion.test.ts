// When secondary addresses would vanish with their primary one.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { keyOf } from '../../src/plan/kinds.ts';
import { linksWantingPromotion } from '../../src/plan/promotion.ts';
import type { State } from '../../src/plan/state.ts';
import { address, rule, stateOf, sysctl } from '../support/resources.ts';

const ordered = stateOf(
  ...[1, 2, 3].map((host, rank) => address(`10.0.0.${host}/24`, 'eth0', rank)),
);

const key = (host: number) => keyOf(address(`10.0.0.${host}/24`));

const promotions: readonly (readonly [
  what: string,
  removed: number[],
  parameters: State,
  links: string[],
])[] = [
  ['the primary goes and others stay', [1], stateOf(), ['eth0']],
  ['a secondary goes', [2], stateOf(), []],
  ['all go', [1, 2, 3], stateOf(), []],
  ['the link promotes already', [1], stateOf(sysctl('eth0/promote_secondaries', '1')), []],
  ['all links promote already', [1], stateOf(sysctl('all/promote_secondaries', '1')), []],
];

for (const [what, removed, parameters, links] of promotions) {
  test(`promotion is ${links.length > 0 ? '' : 'not '}wanted when ${what}`, () => {
    const observed = new Map([...ordered, ...parameters]);
    assert.equal(linksWantingPromotion(observed, new Set(removed.map(key))), links);
  });
}

test('rules of one priority want no promotion', () => {
  const [first, second] = [
    { ...rule(5), rank: 0 },
    { ...rule(5, 'from all nop'), rank: 1 },
  ];
  assert.equal(linksWantingPromotion(stateOf(first, second), new Set([keyOf(first)])), []);
});

test.run();
