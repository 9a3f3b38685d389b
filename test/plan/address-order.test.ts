// Primary and secondary IPv4 addresses: which must move, and when promotion is needed.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { linksWantingPromotion, misplaced, neighbours } from '../../src/plan/address-order.ts';
import { keyOf } from '../../src/plan/kinds.ts';
import type { State } from '../../src/plan/state.ts';
import { address, stateOf, sysctl } from '../support/resources.ts';

/** Addresses of one network in their order: the last number of each. */
const ordered = (...hosts: readonly number[]): State =>
  stateOf(...hosts.map((host, rank) => address(`10.0.0.${host}/24`, 'eth0', rank)));

const key = (host: number) => keyOf(address(`10.0.0.${host}/24`));

const moves: readonly (readonly [wanted: number[], found: number[], moved: number[]])[] = [
  [[1, 2, 3], [1, 2, 3], []],
  [[1, 2], [2, 1], [2]],
  [
    [1, 2, 3],
    [2, 3],
    [2, 3],
  ],
  [[1, 2, 3], [1, 3], [3]],
  [[1, 2, 3], [3, 1, 2], [3]],
  [
    [1, 2, 3],
    [3, 2, 1],
    [2, 3],
  ],
  [[1, 2], [1, 9, 2], []],
  [[1, 2], [], []],
];

for (const [wanted, found, moved] of moves) {
  test(`from ${found.join(' ') || 'nothing'} to ${wanted.join(' ')} moves ${moved.join(' ') || 'nothing'}`, () => {
    const absent = wanted.filter((host) => !found.includes(host)).map(key);
    const keys = misplaced(ordered(...wanted), ordered(...found), new Set(absent));
    assert.equal(keys.sort(), moved.map(key).sort());
  });
}

test('an order that nobody asks for is any order', () => {
  const wanted = stateOf(address('10.0.0.1/24'), address('10.0.0.2/24'));
  assert.equal(misplaced(wanted, ordered(2, 1), new Set()), []);
});

test('networks and links have an order each', () => {
  const found = stateOf(
    address('10.0.0.1/24', 'eth0', 0),
    address('10.0.1.1/24', 'eth0', 0),
    address('10.0.0.2/24', 'eth1', 0),
  );
  assert.equal(misplaced(found, found, new Set()), []);
});

test('addresses with peers stand in the network of the peer', () => {
  const [one, other] = ['10.0.0.1/32', '10.0.0.2/32'].map((prefix, rank) => ({
    ...address(prefix, 'eth0', rank),
    peer: '10.9.0.1',
  }));
  if (one === undefined || other === undefined) return assert.unreachable();
  assert.equal(neighbours(stateOf(one, other), new Set([keyOf(one)])), [keyOf(other)]);
});

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
    const observed = new Map([...ordered(1, 2, 3), ...parameters]);
    assert.equal(linksWantingPromotion(observed, new Set(removed.map(key))), links);
  });
}

test.run();
