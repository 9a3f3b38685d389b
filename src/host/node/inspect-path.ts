// Who owns what stands at a path, and who may change it.

import { lstatSync, readlinkSync, type Stats } from 'node:fs';
import type { Host, PathEntry } from '../ports.ts';

const kindOf = (found: Stats): PathEntry['kind'] => {
  if (found.isSymbolicLink()) return 'link';
  if (found.isDirectory()) return 'directory';
  return found.isFile() ? 'file' : 'other';
};

export const inspectPath: Host['inspectPath'] = async (path) => {
  try {
    const found = lstatSync(path);
    const { uid, gid } = found;
    const mode = (found.mode & 0o7777).toString(8).padStart(4, '0');
    const entry = { kind: kindOf(found), mode, uid, gid };
    return entry.kind === 'link' ? { ...entry, target: readlinkSync(path) } : entry;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : undefined;
  }
};
