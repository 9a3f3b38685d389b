// Which files the paths of a command line stand for: a file is taken as it is, a directory for the
// configurations of keepalived and SafeKit below it, a pattern for what it matches.

import { keepalived } from '../../grammars/keepalived/index.ts';
import { keywordsOf } from '../../grammars/schema.ts';
import type { Host } from '../host/ports.ts';
import { decodeXml } from '../syntax/safekit/encoding.ts';

export interface FoundFile {
  readonly path: string;
  /** When it was read to see what it is. */
  readonly text?: string;
  /** Whether the user named it, not a directory or a pattern. */
  readonly isNamed: boolean;
}

export type Found =
  | FoundFile
  /** A directory or a pattern that stands for nothing. */
  | { readonly file: string; readonly reason: string };

/** A line that starts with a word of more than one part: no other program's files have these. */
const makeTellingLine = (): RegExp => {
  const words = keywordsOf(keepalived, '').map(({ keyword }) => keyword);
  const telling = new Set(words.filter((word) => word.includes('_')));
  return new RegExp(`^[ \\t]*(?:${[...telling].join('|')})(?![^\\s{])`, 'm');
};

/** Most runs are given files. */
let tellingLine: RegExp | undefined;

/** Whether a text holds at least one statement that can only be keepalived's. */
export const looksLikeKeepalived = (text: string): boolean =>
  (tellingLine ??= makeTellingLine()).test(text);

/** What may come before the root element. */
const beforeRoot = /^\uFEFF?(?:\s|<!--[^]*?-->|<!DOCTYPE[^>]*>|<\?[^]*?\?>)*/;

/** Whether a text begins as a module or a cluster of SafeKit does. */
export const looksLikeSafekit = (text: string): boolean => {
  const root = text.slice(beforeRoot.exec(text)?.[0].length ?? 0);
  return (
    /^<(?:safe|macro)[\s>]/.test(root) || (/^<cluster[\s>]/.test(root) && /<lans[\s>]/.test(root))
  );
};

interface Kind {
  readonly pattern: string;
  readonly looksRight: (text: string) => boolean;
  /** Its text where it is not UTF-8; null when it is none. */
  readonly decode: (asLatin1: string) => string | null;
  /** Whether a file that cannot be read is one of these; other programs have such names, too. */
  readonly isNamedSo: (path: string) => boolean;
}

const kinds: readonly Kind[] = [
  {
    pattern: '**/*.conf',
    looksRight: looksLikeKeepalived,
    decode: (asLatin1) => asLatin1,
    isNamedSo: () => true,
  },
  {
    pattern: '**/*.xml',
    looksRight: looksLikeSafekit,
    decode: decodeXml,
    isNamedSo: (path) => /(?:^|\/)(?:userconfig|cluster)\.xml$/.test(path),
  },
];

const ofKind = async (host: Host, directory: string, kind: Kind): Promise<readonly FoundFile[]> => {
  const found: FoundFile[] = [];
  for (const path of await host.findFiles(kind.pattern, directory)) {
    const read = await host.readFile(path);
    // What cannot be read is not left out in silence.
    if ('problem' in read) {
      const isMeant = read.kind !== 'foreign' && kind.isNamedSo(path);
      if (isMeant) found.push({ path, isNamed: false });
    } else if ('text' in read) {
      if (kind.looksRight(read.text)) found.push({ path, text: read.text, isNamed: false });
    } else {
      const text = kind.decode(read.asLatin1 ?? '');
      if (text !== null && kind.looksRight(text)) found.push({ path, isNamed: false });
    }
  }
  return found;
};

const inDirectory = async (host: Host, directory: string): Promise<readonly Found[]> => {
  const found: FoundFile[] = [];
  for (const kind of kinds) found.push(...(await ofKind(host, directory, kind)));
  if (found.length > 0) return found;
  if ((await host.listDirectory(directory)) === null) {
    return [{ file: directory, reason: 'you may not read this directory' }];
  }
  return [
    {
      file: directory,
      reason: 'neither a *.conf of keepalived nor a *.xml of SafeKit is below it',
    },
  ];
};

const isPattern = (path: string): boolean => /[*?[{]/.test(path);

const findOne = async (host: Host, path: string): Promise<readonly Found[]> => {
  const kind = path === '-' ? 'file' : await host.kindOfPath(path);
  if (kind === 'directory') return inDirectory(host, path);
  if (kind === 'file' || !isPattern(path)) return [{ path, isNamed: true }];
  const matches = await host.findFiles(path);
  if (matches.length > 0) return matches.map((match) => ({ path: match, isNamed: false }));
  return [{ file: path, reason: 'no file matches this pattern' }];
};

/** The configurations that `paths` stand for, each once, in the order of the paths. */
export const findConfigurations = async (
  host: Host,
  paths: readonly string[],
): Promise<readonly Found[]> => {
  const found: Found[] = [];
  for (const path of paths) found.push(...(await findOne(host, path)));
  const seen = new Set<string>();
  return found.filter((one) => {
    const name = 'path' in one ? one.path : one.file;
    return seen.size !== seen.add(name).size;
  });
};
