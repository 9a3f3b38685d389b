// Golden files: what a test makes against what is written down. UPDATE=1 writes it down anew and says
// so; read the difference before you commit it.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';

export const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const isUpdating = process.env['UPDATE'] === '1';

if (isUpdating && process.env['CI']) throw new Error('UPDATE=1 is not for CI');

/** Names of the folders below a folder of fixtures, sorted. */
export const foldersIn = (path: string): string[] =>
  readdirSync(join(fixtures, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

export const readFixture = (path: string): string => readFileSync(join(fixtures, path), 'utf8');
export const hasFixture = (path: string): boolean => existsSync(join(fixtures, path));

/** Compares with a golden file; an absent file stands for an empty text. */
export const expectGolden = (path: string, actual: string): void => {
  const file = join(fixtures, path);
  const expected = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (actual === expected) return;
  if (!isUpdating) {
    assert.fixture(actual, expected, `${path} differs (UPDATE=1 npm test writes it anew)`);
    return;
  }
  process.stdout.write(`updated ${path}\n`);
  if (actual === '') rmSync(file);
  else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, actual);
  }
};
