// Who owns what stands at a path, and who may change it.

import { lstat, readlink } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import type { Host, PathEntry } from '../ports.ts';

const kindOf = (found: Stats): PathEntry['kind'] => {
  if (found.isSymbolicLink()) return 'link';
  if (found.isDirectory()) return 'directory';
  return found.isFile() ? 'file' : 'other';
};

export const inspectPath: Host['inspectPath'] = async (path) => {
  try {
    const found = await lstat(path);
    const { uid, gid } = found;
    const mode = (found.mode & 0o7777).toString(8).padStart(4, '0');
    const entry = { kind: kindOf(found), mode, uid, gid };
    return entry.kind === 'link' ? { ...entry, target: await readlink(path) } : entry;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : undefined;
  }
};
