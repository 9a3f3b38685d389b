// Files and directories that nobody but their owner can read, write or swap for a link: what hactl
// remembers decides what it may remove. (keepalived: CVE-2018-19044 to -19046.)

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import {
  constants,
  type FileHandle,
  lstat,
  mkdir,
  mkdtemp,
  open,
  rename,
  rm,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import type { PrivateFiles, PrivateRead } from '../ports.ts';
import { removeWhenEnded } from './leftovers.ts';
import { makeInTemporary } from './temporary.ts';

const { O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_RDWR, O_WRONLY } = constants;
const fileMode = 0o600;
const directoryMode = 0o700;

const isCode = (error: unknown, code: string): boolean =>
  (error as NodeJS.ErrnoException).code === code;

const messageOf = (error: unknown): string => (error as Error).message;

const ensureDirectory = async (path: string): Promise<string | null> => {
  try {
    await mkdir(path, { mode: directoryMode });
  } catch (error) {
    if (!isCode(error, 'EEXIST')) return messageOf(error);
  }
  const found = await lstat(path).catch(messageOf);
  if (typeof found === 'string') return found;
  if (!found.isDirectory()) return `${path} is not a directory`;
  if (found.uid !== process.geteuid?.()) return `${path} belongs to user ${found.uid}`;
  if ((found.mode & 0o077) !== 0)
    return `${path} can be entered by others (mode ${(found.mode & 0o777).toString(8)})`;
  return null;
};

/** Whether a file is ours: regular, owned by us, with one name. */
const isTrusted = async (file: FileHandle): Promise<boolean> => {
  const found = await file.stat();
  return found.isFile() && found.uid === process.geteuid?.() && found.nlink === 1;
};

const openTrusted = async (path: string, flags: number): Promise<FileHandle> => {
  const file = await open(path, flags | O_NOFOLLOW, fileMode);
  if (await isTrusted(file)) return file;
  await file.close();
  throw new Error(`${path} is not a plain file of ours`);
};

const read = async (path: string): Promise<PrivateRead | null> => {
  try {
    const file = await openTrusted(path, O_RDONLY | O_NONBLOCK);
    try {
      return { text: await file.readFile('utf8') };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    if (isCode(error, 'ELOOP')) return { problem: `${path} is a link`, isForbidden: false };
    const isForbidden = isCode(error, 'EACCES');
    return { problem: isForbidden ? `you may not read ${path}` : messageOf(error), isForbidden };
  }
};

/** Brings the names in the directory of `path` to the disk. */
export const syncDirectory = async (path: string): Promise<void> => {
  const directory = await open(dirname(path), O_RDONLY);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
};

const writeAndSync = async (file: FileHandle, text: string): Promise<void> => {
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
};

const replace = async (path: string, text: string): Promise<void> => {
  const temporary = `${path}.${randomUUID()}`;
  const file = await open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, fileMode);
  try {
    await writeAndSync(file, text);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncDirectory(path);
};

const append = async (path: string, line: string): Promise<void> =>
  writeAndSync(await openTrusted(path, O_WRONLY | O_APPEND), line);

const setAside = async (path: string): Promise<string> => {
  const aside = `${path}.old`;
  await rename(path, aside);
  return aside;
};

/** Node has no flock(2), but flock(1) locks our open file, and the lock stays when it ends. */
const lock = async (path: string): Promise<(() => Promise<void>) | null> => {
  const file = await openTrusted(path, O_RDWR | O_CREAT);
  const child = spawn('flock', ['--exclusive', '--nonblock', '3'], {
    stdio: ['ignore', 'ignore', 'ignore', file.fd],
  });
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status === 0) return () => file.close();
  await file.close();
  return null;
};

const makeTemporary = async () => {
  const path = await makeInTemporary((directory) => mkdtemp(join(directory, 'hactl-')));
  const forget = removeWhenEnded(() => rmSync(path, { recursive: true, force: true }));
  const remove = async () => {
    await rm(path, { recursive: true, force: true });
    forget();
  };
  return { path, remove };
};

export const nodePrivateFiles: PrivateFiles = {
  ensureDirectory,
  read,
  replace,
  append,
  setAside,
  makeTemporary,
  lock,
};
