// Files and directories that nobody but their owner can read, write or swap for a link: what hactl
// remembers decides what it may remove. (keepalived: CVE-2018-19044 to -19046.)

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
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
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import type { PrivateFiles } from '../ports.ts';

const { O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW, O_RDONLY, O_RDWR, O_WRONLY } = constants;
const fileMode = 0o600;
const directoryMode = 0o700;

const isCode = (error: unknown, code: string): boolean =>
  (error as NodeJS.ErrnoException).code === code;

const ensureDirectory = async (path: string): Promise<string | null> => {
  try {
    await mkdir(path, { mode: directoryMode });
  } catch (error) {
    if (!isCode(error, 'EEXIST')) return (error as Error).message;
  }
  const found = await lstat(path);
  if (!found.isDirectory()) return `${path} is not a directory`;
  if (found.uid !== process.geteuid?.()) return `${path} belongs to user ${found.uid}`;
  if ((found.mode & 0o077) !== 0)
    return `${path} can be entered by others (mode ${(found.mode & 0o777).toString(8)})`;
  return null;
};

/** A file of ours: regular, owned by us, with one name. */
const checkTrusted = async (file: FileHandle, path: string): Promise<void> => {
  const found = await file.stat();
  if (!found.isFile() || found.uid !== process.geteuid?.() || found.nlink !== 1) {
    await file.close();
    throw new Error(`${path} is not a plain file of ours`);
  }
};

const openTrusted = async (path: string, flags: number): Promise<FileHandle | null> => {
  try {
    const file = await open(path, flags | O_NOFOLLOW, fileMode);
    await checkTrusted(file, path);
    return file;
  } catch (error) {
    if (isCode(error, 'ENOENT') && (flags & O_CREAT) === 0) return null;
    throw error;
  }
};

const read = async (path: string): Promise<string | null> => {
  const file = await openTrusted(path, O_RDONLY);
  if (file === null) return null;
  try {
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
};

const syncDirectory = async (path: string): Promise<void> => {
  const directory = await open(dirname(path), O_RDONLY);
  await directory.sync();
  await directory.close();
};

const replace = async (path: string, text: string): Promise<void> => {
  const temporary = `${path}.${randomUUID()}`;
  const file = await open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, fileMode);
  await file.writeFile(text);
  await file.sync();
  await file.close();
  await rename(temporary, path);
  await syncDirectory(path);
};

const append = async (path: string, line: string): Promise<void> => {
  const file = await openTrusted(path, O_WRONLY | O_APPEND);
  if (file === null) throw new Error(`${path} is gone`);
  await file.writeFile(line);
  await file.sync();
  await file.close();
};

/** Node has no flock(2), but flock(1) locks our open file, and the lock stays when it ends. */
const lock = async (path: string): Promise<(() => Promise<void>) | null> => {
  const file = await openTrusted(path, O_RDWR | O_CREAT);
  if (file === null) return null;
  const child = spawn('flock', ['--exclusive', '--nonblock', '3'], {
    stdio: ['ignore', 'ignore', 'ignore', file.fd],
  });
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status === 0) return () => file.close();
  await file.close();
  return null;
};

const makeTemporary = async () => {
  const path = await mkdtemp(join(tmpdir(), 'hactl-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
};

export const nodePrivateFiles: PrivateFiles = {
  ensureDirectory,
  read,
  replace,
  append,
  makeTemporary,
  lock,
};
