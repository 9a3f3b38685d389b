// Who owns the buckets of a group: shares as the powers say, alike on every node, and no bucket moves
// but those of whoever leaves or comes.

import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  bucketCount,
  bucketOwners,
  quotas,
  type WeighedNode,
} from '../../../../src/plan/desired/farm/buckets.ts';

const nodes = (...powers: readonly number[]): WeighedNode[] =>
  powers.map((power, index) => ({ name: `n${index + 1}`, power }));

/** `n1 0-85, n2 86-170`: runs of buckets and their owners. */
const runs = (owners: readonly (string | undefined)[]): string => {
  const starts = [...owners.keys()].filter((at) => at === 0 || owners[at] !== owners[at - 1]);
  return starts
    .map(
      (from, index) => `${owners[from] ?? '-'} ${from}-${(starts[index + 1] ?? bucketCount) - 1}`,
    )
    .join(', ');
};

const golden: readonly (readonly [powers: readonly number[], members: string, runs: string])[] = [
  [[1, 1], 'n1 n2', 'n1 0-127, n2 128-255'],
  [[1, 1], 'n2', 'n2 0-255'],
  [[1, 1, 1], 'n1 n2 n3', 'n1 0-85, n2 86-170, n3 171-255'],
  [[1, 1, 1], 'n1 n2', 'n1 0-85, n2 86-170, n1 171-212, n2 213-255'],
  [[1, 1, 1], 'n1 n3', 'n1 0-127, n3 128-255'],
  [[1, 1, 1], 'n3', 'n3 0-255'],
  [[2, 1, 1], 'n1 n2 n3', 'n1 0-127, n2 128-191, n3 192-255'],
  [[2, 1, 1], 'n2 n3', 'n2 0-63, n3 64-127, n2 128-191, n3 192-255'],
  [[0, 1, 3], 'n1 n2 n3', 'n2 0-63, n3 64-255'],
  [[0, 1, 3], 'n1 n2', 'n2 0-255'],
  [[0, 1, 3], 'n1', '- 0-255'],
  [[1, 0, 0], 'n1 n2 n3', 'n1 0-255'],
  [[1, 0, 0], 'n2 n3', '- 0-255'],
  [[0, 0, 0], 'n1 n2 n3', '- 0-255'],
  [[1, 1], '', '- 0-255'],
  [[1, 1], 'n1 somebody', 'n1 0-255'],
];

for (const [powers, members, expected] of golden) {
  test(`powers ${powers.join('/')} with ${members || 'nobody'} there`, () => {
    assert.is(runs(bucketOwners(nodes(...powers), members.split(' '))), expected);
  });
}

test('shares are the powers by largest remainder, the first of equals first', () => {
  assert.equal(quotas(nodes(1, 1, 1)), [86, 85, 85]);
  assert.equal(quotas(nodes(5, 3, 2, 1)), [116, 70, 47, 23]);
  assert.equal(quotas(nodes(0, 0)), [0, 0]);
  assert.equal(quotas(nodes(1000, 1, 1)), [256, 0, 0]);
});

/** A farm, and who of it is there: at least one. */
const farms = (most: number, maxPower: number) =>
  fc.array(fc.nat(maxPower), { minLength: 1, maxLength: most }).chain((powers) =>
    fc.tuple(
      fc.constant(nodes(...powers)),
      fc.subarray(
        powers.map((_, index) => `n${index + 1}`),
        { minLength: 1 },
      ),
    ),
  );

const check = (property: fc.IProperty<[[WeighedNode[], string[]]]>): void => {
  fc.assert(property, { numRuns: 150, seed: 4 });
};

test('only the buckets of a node that leaves move, and they come back with it', () => {
  check(
    fc.property(farms(8, 9), ([all, members]) => {
      const owners = bucketOwners(all, members);
      for (const leaver of members) {
        const after = bucketOwners(
          all,
          members.filter((name) => name !== leaver),
        );
        for (const [bucket, owner] of owners.entries()) {
          if (owner === leaver) assert.is.not(after[bucket], leaver);
          else assert.is(after[bucket], owner);
        }
      }
    }),
  );
});

test('neither the order of the nodes nor that of the members counts', () => {
  check(
    fc.property(farms(8, 9), ([all, members]) => {
      const owners = bucketOwners(all, members);
      assert.equal(bucketOwners(all.toReversed(), members.toReversed()), owners);
    }),
  );
});

test('every bucket has an owner who is there and has power, as long as one is', () => {
  check(
    fc.property(farms(12, 3), ([all, members]) => {
      const able = all.filter(({ name, power }) => power > 0 && members.includes(name));
      const names = new Set(able.map(({ name }) => name));
      for (const owner of bucketOwners(all, members)) {
        assert.is(owner !== undefined && names.has(owner), names.size > 0);
      }
    }),
  );
});

test('each node of up to six equal ones has exactly its quota, whoever is away', () => {
  check(
    fc.property(farms(6, 1), ([all, members]) => {
      const able = all.filter(({ name, power }) => power > 0 && members.includes(name));
      const owners = bucketOwners(all, members);
      const counts = able.map(({ name }) => owners.filter((owner) => owner === name).length);
      assert.equal(counts, quotas(able));
    }),
  );
});

test('each node of eight has its quota, give or take three buckets', () => {
  const powers = [1, 2, 3, 4, 5, 6, 7, 8];
  for (const all of [nodes(...powers), nodes(...powers.map(() => 1))]) {
    for (let mask = 1; mask < 2 ** all.length; mask += 3) {
      const there = all.filter((_, index) => (mask >> index) % 2 === 1);
      const names = there.map(({ name }) => name);
      const owners = bucketOwners(all, names);
      for (const [index, quota] of quotas(there).entries()) {
        const count = owners.filter((owner) => owner === names[index]).length;
        assert.ok(Math.abs(count - quota) <= 3, `${names.join()}: ${count} for ${quota}`);
      }
    }
  }
});

test.run();
