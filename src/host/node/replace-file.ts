// A file of the user gets another text: written beside it and renamed, so that whoever reads it finds
// the old text or the new one, and a failure leaves the old one.

import { randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Host } from '../ports.ts';
import { syncDirectory } from './private-files.ts';
import { whyNotWritten } from './user-files.ts';

const fill = async (file: FileHandle, text: string, { uid, gid, mode }: Stats): Promise<void> => {
  await file.writeFile(text);
  const made = await file.stat();
  if (made.uid !== uid || made.gid !== gid) await file.chown(uid, gid);
  // After chown(2), which takes the set-user-id bits away.
  await file.chmod(mode & 0o7777);
  await file.sync();
};

/** Keeps owner and mode of `target`; extended attributes are those of a new file. */
const replace = async (target: string, text: string, found: Stats): Promise<void> => {
  // Hidden, so that no pattern of an include finds it in the meantime.
  const temporary = join(dirname(target), `.hactl-${randomUUID()}`);
  const file = await open(temporary, 'wx', 0o600);
  try {
    await fill(file, text, found).finally(() => file.close());
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  // The text is there already; a directory that cannot be read may take its time.
  await syncDirectory(target).catch(() => undefined);
};

export const replaceUserFile: Host['replaceFile'] = async (path, text) => {
  try {
    const target = await realpath(path);
    const found = await stat(target);
    if (!found.isFile()) return 'it is no regular file';
    await replace(target, text, found);
    return null;
  } catch (error) {
    return whyNotWritten(error, path);
  }
};
