// How deep in blocks a line stands. Lines that count for one configuration id only (`@id`, `@^id`) may
// open a block twice and close it once, so every id that the text names has a depth of its own.

export interface Condition {
  readonly id: string;
  readonly isNegated: boolean;
}

export interface BlockDepth {
  /** The greatest depth among the ids for which a line counts: where it does not belong it is less. */
  readonly of: (condition: Condition | null) => number;
  /** Goes into blocks, or out of them, for those ids; never above the top. */
  readonly move: (by: number, condition: Condition | null) => void;
}

/** More ids than any cluster has nodes count as one. */
const maxIds = 64;

/** The depth at the start of a text. */
export const createBlockDepth = (): BlockDepth => {
  const others = '';
  const depths = new Map([[others, 0]]);

  const idsFor = (condition: Condition | null): string[] => {
    if (condition === null) return [...depths.keys()];
    const { id, isNegated } = condition;
    if (!depths.has(id) && depths.size < maxIds) depths.set(id, depths.get(others) ?? 0);
    const known = depths.has(id) ? id : others;
    return isNegated ? [...depths.keys()].filter((other) => other !== known) : [known];
  };

  return {
    of: (condition) => Math.max(0, ...idsFor(condition).map((id) => depths.get(id) ?? 0)),
    move: (by, condition) => {
      for (const id of idsFor(condition)) depths.set(id, Math.max(0, (depths.get(id) ?? 0) + by));
    },
  };
};
