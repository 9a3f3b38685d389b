// A file of the user: bytes -> text -> what its language makes of it.

import type { Span } from '../base/span.ts';
import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import { createSourceMap, type SourceMap } from '../diag/source-map.ts';
import type { Host } from '../host/ports.ts';
import type { SeenInclude } from '../syntax/keepalived/surroundings.ts';
import { decodeXml } from '../syntax/safekit/encoding.ts';
import {
  type KeepalivedLoaded,
  type KeepalivedOptions,
  type KeepalivedResult,
  loadKeepalived,
} from './load-keepalived.ts';
import { loadSafekit, type SafekitLoaded } from './load-safekit.ts';
import { createIncludeReader, includesOf, surroundingsOf } from './surroundings.ts';

export const defaultFile = '/etc/keepalived/keepalived.conf';

/** A file that was read, told apart by its language. */
export type Loaded = KeepalivedLoaded | SafekitLoaded;

export interface Findings {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: SourceMap;
  readonly secrets: readonly Span[];
}

export type LoadResult = Findings & {
  readonly loaded: Loaded | null;
  /** Why to stop; `done` when the file has no errors. */
  readonly exit: Exit;
};

export const noFindings = (): Findings => ({
  diagnostics: [],
  sources: createSourceMap(),
  secrets: [],
});

/** Reads a file as text; a diagnostic when it is none. */
export const readText = async (
  host: Host,
  file: string,
): Promise<{ text: string } | { problem: Diagnostic }> => {
  const read = await host.readFile(file);
  if ('text' in read) return read;
  if ('problem' in read) {
    return { problem: diagnostic('HA1001', null, { file, reason: read.problem }) };
  }
  const { notText: reason, offset, asLatin1 = '' } = read;
  const text = decodeXml(asLatin1);
  if (text !== null) return { text };
  return { problem: diagnostic('HA1002', null, { file, reason, offset }) };
};

/** SafeKit's files are XML, and nothing of keepalived begins with a `<`; `<%` is of a template. */
export const languageOf = (text: string): Loaded['language'] =>
  /^\uFEFF?\s*<(?!%)/.test(text) ? 'safekit' : 'keepalived';

export interface TextOptions extends KeepalivedOptions {
  /** What a module of SafeKit is called; absent: as its path says. */
  readonly module?: string;
}

/** Reads a text in the language that it is written in. */
export const loadText = (
  file: string,
  text: string,
  options: TextOptions = {},
): LoadResult & { readonly loaded: Loaded } =>
  languageOf(text) === 'safekit'
    ? loadSafekit(file, text, options.module)
    : loadKeepalived(file, text, options);

/** What a file is called in messages. */
export const shownName = (file: string): string => (file === '-' ? '<stdin>' : file);

export interface ReadOptions extends Pick<TextOptions, 'target' | 'readAs' | 'module'> {
  /** What `@id` lines are compared with, instead of the first label of the host's name. */
  readonly configId?: string;
  /** The file is for another host: what is in the environment here says nothing. */
  readonly isElsewhere?: boolean;
}

/** A definition may name a file whose definitions name another one. */
const maxRounds = 16;

/** Loads a keepalived.conf that was read, with the files that it includes. */
export const loadKeepalivedRead = async (
  host: Host,
  file: string,
  text: string,
  { configId, isElsewhere = false, ...options }: ReadOptions = {},
): Promise<KeepalivedResult> => {
  const name = shownName(file);
  const reader = createIncludeReader(host);
  const here = surroundingsOf(host, reader, configId);
  const surroundings = isElsewhere ? { ...here, environment: undefined } : here;
  let wanted: readonly SeenInclude[] = includesOf(name, options.readAs ?? text);
  for (let round = 0; ; round++) {
    for (const include of wanted) await reader.read(include);
    const result = loadKeepalived(name, text, { ...options, surroundings });
    wanted = result.loaded.unread;
    if (wanted.length === 0 || round === maxRounds) return result;
  }
};

/** Loads a text that was read. */
export const loadRead = async (
  host: Host,
  file: string,
  text: string,
  options: ReadOptions = {},
): Promise<LoadResult & { readonly loaded: Loaded }> =>
  languageOf(text) === 'safekit'
    ? loadSafekit(shownName(file), text, options.module)
    : loadKeepalivedRead(host, file, text, options);

/** Loads a configuration; `-` is standard input. */
export const loadConfig = async (
  host: Host,
  file: string,
  options: ReadOptions = {},
): Promise<LoadResult> => {
  const read = await readText(host, file);
  if ('problem' in read) {
    return { ...noFindings(), loaded: null, diagnostics: [read.problem], exit: 'noInput' };
  }
  return loadRead(host, file, read.text, options);
};
