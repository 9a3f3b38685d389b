// What a schema says of all its keywords together; found out once, since files may be many.

import { type BlockSpec, keywordsOf, secretKeywords } from '../../../grammars/schema.ts';

export interface Keywords {
  /** The blocks that a keyword belongs into; '' is outside of all. */
  readonly places: ReadonlyMap<string, readonly string[]>;
  /** Those whose argument is a secret. */
  readonly secret: readonly string[];
}

const found = new WeakMap<BlockSpec, Keywords>();

export const keywordsIn = (schema: BlockSpec): Keywords => {
  const known = found.get(schema);
  if (known !== undefined) return known;
  const places = new Map<string, string[]>();
  for (const { keyword, blockName } of keywordsOf(schema, '')) {
    const before = places.get(keyword) ?? [];
    if (!before.includes(blockName)) places.set(keyword, [...before, blockName]);
  }
  const keywords = { places, secret: secretKeywords(schema) };
  found.set(schema, keywords);
  return keywords;
};
