// Writes the documents that are made from the sources: run it after a change of what they are made from.
// test/docs.test.ts finds those that are out of date.

import { writeFileSync } from 'node:fs';
import { nftSchema } from '../grammars/nft/schema.ts';

const root = new URL('..', import.meta.url).pathname;

/** Generated documents: path below the project, and text. */
export const documents: ReadonlyMap<string, string> = new Map([
  ['docs/nftables.schema.json', `${JSON.stringify(nftSchema, null, 2)}\n`],
]);

if (import.meta.main) {
  for (const [path, text] of documents) writeFileSync(`${root}${path}`, text);
}
