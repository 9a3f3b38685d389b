// Templates of the corpus, each by `hactl lint --template` in the language that its marks tell: how
// many have no error, and the errors that nobody has explained yet.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lintFiles } from '../../src/app/lint.ts';
import { selectedCodes } from '../../src/diag/selection.ts';
import { nodeHost } from '../../src/host/node/host.ts';
import { languageOf } from '../../src/syntax/template/tokens.ts';

export interface TemplateTally {
  readonly files: number;
  readonly withoutError: number;
  /** Errors that the file beside this script does not explain. */
  readonly unexplained: readonly string[];
}

const explained = new Set(
  readFileSync(new URL('templates.tsv', import.meta.url), 'utf8')
    .split('\n')
    .filter((row) => row !== '' && !row.startsWith('#'))
    .map((row) => row.split('\t').slice(0, 3).join('\t')),
);

const errorsIn = async (folder: string, name: string): Promise<string[]> => {
  const path = join(folder, name);
  const { files } = await lintFiles(nodeHost(), {
    paths: [path],
    codes: selectedCodes({}),
    severities: new Map(),
    failOn: 'error',
    template: languageOf(readFileSync(path, 'utf8')) ?? 'shell',
  });
  return files
    .flatMap(({ findings }) => findings)
    .filter(({ severity }) => severity === 'error')
    .map(({ place, code }) => `${name}\t${place?.line}\t${code}`);
};

/** Lints all templates below a corpus. */
export const tallyTemplates = async (corpus: string): Promise<TemplateTally> => {
  const folder = join(corpus, 'templated');
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const errors = new Map<string, string[]>();
  for (const name of names) errors.set(name, await errorsIn(folder, name));
  const all = [...errors.values()];
  return {
    files: names.length,
    withoutError: all.filter(({ length }) => length === 0).length,
    unexplained: all.flat().filter((error) => !explained.has(error)),
  };
};
