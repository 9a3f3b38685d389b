// Files that hactl brings along, wherever this module ended up: in src/ or bundled in dist/.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const findRoot = (from: string): string => {
  for (let directory = from; ; directory = dirname(directory)) {
    if (existsSync(join(directory, 'templates', 'plan.sh'))) return directory;
    if (directory === dirname(directory)) throw new Error(`no templates above ${from}`);
  }
};

/** The folder that holds package.json, templates/ and bin/. */
export const packageRoot = (): string => findRoot(dirname(fileURLToPath(import.meta.url)));

/** The text of a file by its path below that folder; null when there is none. */
export const readOwnFile = (path: string): Promise<string | null> =>
  readFile(join(packageRoot(), path), 'utf8').catch(() => null);

/** The text of a file under templates/. */
export const readTemplate = (name: string): Promise<string> =>
  readFile(join(packageRoot(), 'templates', name), 'utf8');
