// Who answers for which of the 256 parts of a group's traffic: exact-quota rendezvous. Each bucket has
// a list of the nodes in the order in which they would take it, made of the configuration alone; it
// belongs to the first of them that is there. So every node finds the same owners without asking, a
// node that leaves gives away its own buckets and no others, and one that comes gets just those back.

export const bucketCount = 256;

export interface WeighedNode {
  readonly name: string;
  /** Its part in relation to the others; 0: none. */
  readonly power: number;
}

/** How many buckets each of `nodes` shall have, by largest remainder; the first of equals gets more. */
export const quotas = (nodes: readonly WeighedNode[]): number[] => {
  const total = nodes.reduce((sum, { power }) => sum + power, 0);
  if (total === 0) return nodes.map(() => 0);
  const exact = nodes.map(({ power }) => (bucketCount * power) / total);
  const counts = exact.map(Math.floor);
  const left = bucketCount - counts.reduce((sum, count) => sum + count, 0);
  const remainder = (at: number): number => (exact[at] ?? 0) - (counts[at] ?? 0);
  const byRemainder = counts
    .map((_, at) => at)
    .sort((a, b) => remainder(b) - remainder(a) || a - b);
  for (const at of byRemainder.slice(0, left)) counts[at] = (counts[at] ?? 0) + 1;
  return counts;
};

/** The nodes that a bucket went to so far, by their place; it belongs to the last unless that is absent. */
type Choices = readonly number[];

/** For each node, how many buckets it has while the nodes of `absent` are away. */
const heldWithout = (
  absent: ReadonlySet<number>,
  choices: readonly Choices[],
): Map<number, number> => {
  const held = new Map<number, number>();
  for (const chosen of choices) {
    const owner = chosen.find((at) => !absent.has(at));
    if (owner !== undefined) held.set(owner, (held.get(owner) ?? 0) + 1);
  }
  return held;
};

/**
 * Gives the buckets of a pool to those who are left, in runs, as their quotas leave room: one by one to
 * whoever lacks most. Up to six nodes that fits exactly; of eight, a quota may be missed by three buckets.
 */
const nextChoices = (
  size: number,
  nodes: readonly WeighedNode[],
  absent: ReadonlySet<number>,
  choices: readonly Choices[],
): number[] => {
  const left = [...nodes.keys()].filter((at) => !absent.has(at));
  const held = heldWithout(absent, choices);
  const wanted = quotas(left.flatMap((at) => nodes[at] ?? []));
  const lacks = left.map((at, index) => (wanted[index] ?? 0) - (held.get(at) ?? 0));
  const given = left.map(() => 0);
  for (let count = 0; count < size; count++) {
    const most = lacks.indexOf(Math.max(...lacks));
    lacks[most] = (lacks[most] ?? 0) - 1;
    given[most] = (given[most] ?? 0) + 1;
  }
  return left.flatMap((at, index) => Array<number>(given[index] ?? 0).fill(at));
};

/** Buckets that went to the same absent nodes, in whatever order, by these nodes. */
const poolsOf = (
  choices: readonly Choices[],
  absent: ReadonlySet<number>,
): Map<string, number[]> => {
  const pools = new Map<string, number[]>();
  for (const [bucket, chosen] of choices.entries()) {
    if (chosen.some((at) => !absent.has(at))) continue;
    const key = chosen.toSorted((a, b) => a - b).join();
    pools.set(key, [...(pools.get(key) ?? []), bucket]);
  }
  return pools;
};

const byName = (a: WeighedNode, b: WeighedNode): number => (a.name < b.name ? -1 : 1);

/**
 * The owner of each bucket: `nodes` are all that the configuration has, in any order, `members` the
 * names of those that are there. Undefined throughout when nobody with power is.
 */
export const bucketOwners = (
  nodes: readonly WeighedNode[],
  members: readonly string[],
): readonly (string | undefined)[] => {
  const able = nodes.filter(({ power }) => power > 0).toSorted(byName);
  const absent = new Set([...able.keys()].filter((at) => !members.includes(able[at]?.name ?? '')));
  const choices: Choices[] = Array.from({ length: bucketCount }, () => []);
  if (absent.size === able.length) return choices.map(() => undefined);
  // One choice more for each bucket that went to absent nodes only, until none did.
  for (let pools = poolsOf(choices, absent); pools.size > 0; pools = poolsOf(choices, absent)) {
    const before = [...choices];
    for (const [key, buckets] of pools) {
      const gone = new Set(key === '' ? [] : key.split(',').map(Number));
      const next = nextChoices(buckets.length, able, gone, before);
      for (const [index, bucket] of buckets.entries()) {
        choices[bucket] = [...(before[bucket] ?? []), next[index] ?? 0];
      }
    }
  }
  return choices.map((chosen) => able[chosen.at(-1) ?? 0]?.name);
};
