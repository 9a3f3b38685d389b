// Writes the documents that are made from the sources: run it after a change of what they are made from.
// test/docs.test.ts finds those that are out of date.

import { writeFileSync } from 'node:fs';
import { nftSchema } from '../grammars/nft/schema.ts';
import { type CodeSpec, codes } from '../src/diag/diagnostic.ts';

const root = new URL('..', import.meta.url).pathname;

const rangeTitles: readonly (readonly [prefix: string, title: string])[] = [
  ['HA1', 'The text'],
  ['HA2', 'Keywords and their values'],
  ['HA3', 'The meaning of a configuration'],
  ['HA4', 'What is allowed, and most likely not meant'],
  ['HA5', 'Planning'],
  ['HA6', 'The host, and applying'],
  ['HA9', 'hactl itself'],
];

const codeSection = ([code, spec]: readonly [string, CodeSpec]): string =>
  `### ${code} ${spec.slug}\n\n${spec.severity}: ${spec.summary}\n\n${spec.detail}\n\nHelp: ${spec.help}\n`;

const diagnosticsPage = (): string => {
  const intro =
    '# Diagnostics\n\nEvery message of hactl has a code that is never given to another matter. Words in' +
    ' braces stand for\nwhat the message is about.\n';
  const sections = rangeTitles.map(([prefix, title]) => {
    const own = Object.entries(codes).filter(([code]) => code.startsWith(prefix));
    return `## ${title} (${prefix}xxx)\n\n${own.map(codeSection).join('\n')}`;
  });
  return [intro, ...sections].join('\n');
};

/** Generated documents: path below the project, and text. */
export const documents: ReadonlyMap<string, string> = new Map([
  ['docs/nftables.schema.json', `${JSON.stringify(nftSchema, null, 2)}\n`],
  ['docs/diagnostics.md', diagnosticsPage()],
]);

if (import.meta.main) {
  for (const [path, text] of documents) writeFileSync(`${root}${path}`, text);
}
