// Files that the user names: what they hold, or in words of the user why not. They are read one after
// the other without waiting for anybody else: the other way takes longer, and longer to load.

import { isUtf8 } from 'node:buffer';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import process from 'node:process';
import type { Host, ReadResult } from '../ports.ts';
import { workingDirectory } from './working-directory.ts';

type Reasons = { readonly [code: string]: string };

const either: Reasons = {
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is not a directory',
  ELOOP: 'its links lead in a circle',
};
const readReasons: Reasons = {
  ...either,
  ENOENT: 'there is no such file',
  EACCES: 'you may not read it',
};
const writeReasons: Reasons = {
  ...either,
  ENOENT: 'there is no such directory',
  EACCES: 'you may not write it',
  EROFS: 'its file system is read-only',
  ENOSPC: 'the disk is full',
  EPERM: 'that is not permitted to you',
};

const problemOf = (error: unknown, path: string, reasons: Reasons): string => {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' && !isAbsolute(path) && workingDirectory() === null)
    return 'the directory that hactl was started in is gone';
  return reasons[code] ?? message;
};

/** What is open already, as of `<(command)` in a shell, may be a pipe; it has an end. */
const isOpen = (path: string): boolean =>
  /^\/(?:dev\/(?:stdin|fd\/\d+)|proc\/self\/fd\/\d+)$/.test(path);

/** A thousand times what the largest configuration has. */
const maxBytes = 64 * 1024 * 1024;

/** Why a path is not read: a pipe that nobody writes to, or a device but /dev/null, may have no end. */
const whyForeign = (path: string): string | null => {
  if (path === '-' || path === '/dev/null' || isOpen(path)) return null;
  const found = statSync(path);
  if (found.isDirectory()) return null;
  if (!found.isFile()) return 'it is a pipe, a socket or a device, not a file';
  return found.size > maxBytes ? 'it is larger than 64 MiB' : null;
};

/** `-` is standard input. */
const readBytes = async (path: string): Promise<Buffer> => {
  if (path !== '-') return readFileSync(path);
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** Offset of the first byte that does not belong to a UTF-8 character. */
const firstBadByte = (bytes: Buffer): number => {
  // Decoding puts U+FFFD for it; what comes before has the length it had in bytes.
  const text = bytes.toString('utf8');
  let offset = 0;
  for (const char of text) {
    const length = Buffer.byteLength(char);
    if (char === '\uFFFD' && !bytes.subarray(offset, offset + 3).equals(Buffer.from(char))) break;
    offset += length;
  }
  return offset;
};

const decode = (bytes: Buffer): ReadResult => {
  const zero = bytes.indexOf(0);
  if (zero >= 0) {
    return { notText: 'it holds a zero byte', offset: zero, asLatin1: bytes.toString('latin1') };
  }
  if (!isUtf8(bytes)) {
    const offset = firstBadByte(bytes);
    return { notText: 'it is not UTF-8', offset, asLatin1: bytes.toString('latin1') };
  }
  return { text: bytes.toString('utf8') };
};

export const readUserFile = async (path: string): Promise<ReadResult> => {
  try {
    const problem = whyForeign(path);
    if (problem !== null) return { problem, kind: 'foreign' };
    return decode(await readBytes(path));
  } catch (error) {
    const problem = problemOf(error, path, readReasons);
    const isForbidden = (error as NodeJS.ErrnoException).code === 'EACCES';
    return isForbidden ? { problem, kind: 'forbidden' } : { problem };
  }
};

export const kindOfUserPath: Host['kindOfPath'] = async (path) => {
  try {
    return statSync(path).isDirectory() ? 'directory' : 'file';
  } catch {
    return 'nothing';
  }
};

/** Directories that hold what others wrote; hidden ones are left out by the patterns themselves. */
const foreign = new Set(['node_modules']);

/** What the kernel shows as files has no end, and no configuration. */
const ofTheKernel = new Set(['/dev', '/proc', '/sys']);

export const findUserFiles: Host['findFiles'] = async (pattern, directory = '.') => {
  const exclude = (path: string): boolean =>
    foreign.has(basename(path)) || ofTheKernel.has(resolve(directory, path));
  const paths: string[] = [];
  for (const match of globSync(pattern, { cwd: directory, exclude })) {
    const path = isAbsolute(match) ? match : join(directory, match);
    // What is open is given by its name, not found.
    if (!isOpen(path)) paths.push(path);
  }
  const kinds = await Promise.all(paths.map(kindOfUserPath));
  return paths.filter((_, index) => kinds[index] === 'file').sort();
};

/** Whether a directory or one above it has a file of this name. */
const isAbove = (directory: string, name: string): boolean =>
  existsSync(join(directory, name)) ||
  (dirname(directory) !== directory && isAbove(dirname(directory), name));

export const findUpwards: Host['findUpwards'] = async (name) => {
  const start = workingDirectory();
  if (start === null || !isAbove(start, name)) return null;
  // Few projects have settings, and all others are read without what reads them.
  const { lilconfig } = await import('lilconfig');
  const loaders = { '.json': (path: string) => path };
  try {
    const found = await lilconfig('hactl', { searchPlaces: [name], loaders }).search(start);
    if (found === null) return null;
    return { path: found.filepath, content: await readUserFile(found.filepath) };
  } catch (error) {
    const { path = name } = error as NodeJS.ErrnoException;
    return { path, content: { problem: problemOf(error, path, readReasons) } };
  }
};

/** Why writing to `path` failed, in words of the user. */
export const whyNotWritten = (error: unknown, path: string): string =>
  problemOf(error, path, writeReasons);

/** Writes a file; null, or why it could not be written. Others can read it only when `mode` says so. */
export const writeUserFile = async (
  path: string,
  text: string,
  mode = 0o600,
): Promise<string | null> => {
  try {
    writeFileSync(path, text, { mode });
    return null;
  } catch (error) {
    return whyNotWritten(error, path);
  }
};
