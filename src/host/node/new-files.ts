// Files that hactl makes below a folder that the user names: none of them takes the place of another
// unless the user wants that.

import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { whyNotWritten } from './user-files.ts';

export interface NewFile {
  /** Below the folder. */
  readonly path: string;
  readonly text: string;
  readonly mode: number;
}

/** Those that would take the place of something. */
export const filesInTheWay = (folder: string, files: readonly NewFile[]): string[] =>
  files.map(({ path }) => join(folder, path)).filter((path) => existsSync(path));

/** Writes files and the directories that they stand in; null, or which could not be written and why. */
export const writeNewFiles = (
  folder: string,
  files: readonly NewFile[],
  mayReplace: boolean,
): { readonly file: string; readonly reason: string } | null => {
  for (const { path, text, mode } of files) {
    const file = join(folder, path);
    try {
      mkdirSync(dirname(file), { recursive: true });
      // `wx`: also what came there a moment ago stays.
      writeFileSync(file, text, { mode, flag: mayReplace ? 'w' : 'wx' });
      chmodSync(file, mode);
    } catch (error) {
      return { file, reason: whyNotWritten(error, file) };
    }
  }
  return null;
};
