// Writes the documents that are made from the sources: run it after a change of what they are made from.
// test/docs.test.ts finds those that are out of date.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nftSchema } from '../grammars/nft/schema.ts';
import { readOwnFile } from '../src/host/node/package-files.ts';
import { diagnosticPages } from './docs/diagnostics.ts';
import { elementPages } from './docs/elements.ts';
import { keywordPages } from './docs/keywords.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Folders of generated documents alone. */
export const generatedFolders = ['docs/diagnostics', 'docs/keywords', 'docs/safekit'] as const;

/** Generated documents: path below the project, and text. */
export const documents: ReadonlyMap<string, string> = new Map([
  ['docs/nftables.schema.json', `${JSON.stringify(nftSchema, null, 2)}\n`],
  ...(await diagnosticPages(readOwnFile)),
  ...keywordPages(),
  ...elementPages(),
]);

if (import.meta.main) {
  for (const folder of generatedFolders)
    rmSync(`${root}${folder}`, { recursive: true, force: true });
  for (const [path, text] of documents) {
    mkdirSync(dirname(`${root}${path}`), { recursive: true });
    writeFileSync(`${root}${path}`, text);
  }
}
