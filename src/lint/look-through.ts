// A look through a whole configuration that costs little: blocks that read alike share a shape
// (syntax/shape.ts), and a shape is looked at once.

import type { BlockShape } from '../syntax/shape.ts';

/** A test of blocks: whether `test` holds of the block or of one inside it. */
export const anywhereIn = (
  test: (shape: BlockShape) => boolean,
): ((shape: BlockShape) => boolean) => {
  const known = new Map<BlockShape, boolean>();
  const holds = (shape: BlockShape): boolean => {
    const before = known.get(shape);
    if (before !== undefined) return before;
    const found =
      test(shape) || shape.statements.some(({ block }) => block !== undefined && holds(block));
    known.set(shape, found);
    return found;
  };
  return holds;
};
