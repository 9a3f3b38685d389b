// Addresses of one network and rules of one priority stand in an order: which must move to reach another.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { keyOf } from '../../src/plan/kinds.ts';
import { misplaced, neighbours, withRanks } from '../../src/plan/places.ts';
import type { State } from '../../src/plan/state.ts';
import { address, rule, stateOf } from '../support/resources.ts';

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

const ruleOn = (network: number, rank?: number) => ({
  ...rule(5, `from 10.${network}.0.0/16 lookup 100`),
  ...(rank !== undefined && { rank }),
});

test('rules of one priority stand in an order, too', () => {
  const wanted = stateOf(ruleOn(1, 0), ruleOn(2, 1), { ...rule(6), rank: 0 });
  const found = stateOf(ruleOn(2, 0), { ...rule(6), rank: 0 });
  const absent = new Set([keyOf(ruleOn(1))]);
  assert.equal(misplaced(wanted, found, absent), [keyOf(ruleOn(2))]);
  assert.equal(neighbours(wanted, absent), [keyOf(ruleOn(2))]);
});

test('rules of the kernel stay where they are', () => {
  const own = { ...rule(32766, 'from all lookup 254'), protocol: 2 };
  const [listed, mine] = withRanks([own, rule(32766)]);
  assert.equal([listed, mine], [own, { ...rule(32766), rank: 0 }]);
  assert.equal(neighbours(stateOf(own, rule(32766)), new Set([keyOf(rule(32766))])), []);
});

test('places are counted in each line by itself', () => {
  const found = withRanks([rule(5), rule(6), ruleOn(1)]);
  assert.equal(
    found.map(({ rank }) => rank),
    [0, 0, 1],
  );
});

test.run();
