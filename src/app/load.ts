// A file of the user: bytes -> text -> tree -> bound tree -> IR, with all that is wrong on the way.

import { once } from '../base/once.ts';
import { joined, type Span, touch } from '../base/span.ts';
import { byPlace, type Diagnostic, diagnostic, hasErrors } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import { atOrigin } from '../diag/origin.ts';
import { createSourceMap, type SourceMap } from '../diag/source-map.ts';
import { keepalived } from '../../grammars/keepalived/index.ts';
import { newest, type Version } from '../../grammars/keepalived/versions.ts';
import type { Host } from '../host/ports.ts';
import { buildConfig } from '../ir/from-keepalived/config.ts';
import type { Config } from '../ir/model.ts';
import { bindKeepalived } from '../syntax/keepalived/bind.ts';
import { expandKeepalived } from '../syntax/keepalived/expand.ts';
import { parseKeepalived, type Tree } from '../syntax/keepalived/parse.ts';
import { secretsBehindKeywords } from '../syntax/keepalived/secrets.ts';
import type { SeenInclude, Surroundings } from '../syntax/keepalived/surroundings.ts';
import type { BoundBlock } from '../syntax/tree.ts';
import { createIncludeReader, includesOf, surroundingsOf } from './surroundings.ts';
import { isAboutMissing, isLoss, withoutConsequences } from './worth-saying.ts';

export const defaultFile = '/etc/keepalived/keepalived.conf';

export interface Loaded {
  /** Includes whose files have still to be looked for. */
  readonly unread: readonly SeenInclude[];
  readonly file: string;
  readonly sources: SourceMap;
  /** Places that must not be shown, in the order of the text. */
  readonly secrets: readonly Span[];
  readonly tree: Tree;
  readonly root: BoundBlock<typeof keepalived>;
  readonly config: Config;
  /** What keepalived takes and no plan can be made of. */
  readonly unplannable: readonly Diagnostic[];
  /** Whether all blocks were read: otherwise parts of the configuration are missing here. */
  readonly isWhole: boolean;
}

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
  const { notText: reason, offset } = read;
  return { problem: diagnostic('HA1002', null, { file, reason, offset }) };
};

/** Where another id reads lines that ours does not, what is missing may be missing on purpose. */
const doubted = (found: Diagnostic): Diagnostic =>
  isAboutMissing(found) ? { ...found, severity: 'warning', stopsPlan: true } : found;

/** Leaves out what nobody can know. */
const worthSaying = (
  ofText: readonly Diagnostic[],
  ofWords: readonly Diagnostic[],
  ofMeaning: readonly Diagnostic[],
  leavesOut: boolean,
): Diagnostic[] => {
  const endless = ofText.filter(({ code }) => code === 'HA1014');
  if (endless.length > 0) return endless;
  // What a name would have stood for, nobody knows.
  const unknown = ofText.filter(({ code }) => code === 'HA1012');
  const isKnown = ({ span }: Diagnostic): boolean =>
    !unknown.some((other) => span !== null && other.span !== null && touch(span, other.span));
  const meant = ofMeaning.filter(isKnown);
  return [...ofText, ...ofWords.filter(isKnown), ...(leavesOut ? meant.map(doubted) : meant)];
};

export interface LoadOptions {
  /** The release of keepalived that the file is for. */
  readonly target?: Version;
  /** What the text does not say itself. */
  readonly surroundings?: Surroundings;
  /** What is read instead of the text, of the same length: a template with its placeholders masked. */
  readonly readAs?: string;
}

/** Reads a text that is a keepalived.conf. */
export const loadText = (
  file: string,
  text: string,
  { target = newest, surroundings = {}, readAs = text }: LoadOptions = {},
): LoadResult & { readonly loaded: Loaded } => {
  const sources = createSourceMap();
  const written = sources.add(file, text);
  const {
    source,
    leavesOut,
    unread,
    diagnostics: ofExpansion,
  } = expandKeepalived(sources, { ...written, text: readAs }, surroundings, target);
  const parsed = parseKeepalived(source, target);
  const { bound, diagnostics: ofWords } = bindKeepalived(parsed.tree, keepalived, target);
  const { config, diagnostics: ofMeaning } = buildConfig(bound.root, target);
  const found = [...ofExpansion, ...parsed.diagnostics, ...ofWords];
  const meant = withoutConsequences(parsed.tree, found, ofMeaning);
  const diagnostics = worthSaying(
    atOrigin([...ofExpansion, ...parsed.diagnostics], sources),
    atOrigin(ofWords, sources),
    atOrigin(meant, sources),
    leavesOut,
  ).sort(byPlace);
  const { root } = bound;
  const secrets = once(() =>
    joined([
      ...bound.secrets.flatMap((secret) => [secret, ...sources.originsOf(secret)]),
      // What is written need not be read, and may be shown for another reason.
      ...(source.text === text
        ? []
        : sources.written().flatMap((one) => secretsBehindKeywords(one, keepalived))),
    ]),
  );
  const isWhole = !diagnostics.some(isLoss);
  const unplannable = diagnostics.filter(({ stopsPlan }) => stopsPlan === true);
  return {
    loaded: {
      file,
      sources,
      get secrets() {
        return secrets();
      },
      tree: parsed.tree,
      root,
      config,
      isWhole,
      unplannable,
      unread,
    },
    diagnostics,
    sources,
    get secrets() {
      return secrets();
    },
    exit: hasErrors(diagnostics) ? 'inputErrors' : 'done',
  };
};

/** What a file is called in messages. */
export const shownName = (file: string): string => (file === '-' ? '<stdin>' : file);

export interface ReadOptions extends Pick<LoadOptions, 'target' | 'readAs'> {
  /** What `@id` lines are compared with, instead of the first label of the host's name. */
  readonly configId?: string;
}

/** A definition may name a file whose definitions name another one. */
const maxRounds = 16;

/** Loads a keepalived.conf that was read, with the files that it includes. */
export const loadRead = async (
  host: Host,
  file: string,
  text: string,
  { configId, ...options }: ReadOptions = {},
): Promise<LoadResult & { readonly loaded: Loaded }> => {
  const name = shownName(file);
  const reader = createIncludeReader(host);
  const surroundings = surroundingsOf(host, reader, configId);
  let wanted: readonly SeenInclude[] = includesOf(name, options.readAs ?? text);
  for (let round = 0; ; round++) {
    for (const include of wanted) await reader.read(include);
    const result = loadText(name, text, { ...options, surroundings });
    wanted = result.loaded.unread;
    if (wanted.length === 0 || round === maxRounds) return result;
  }
};

/** Loads a keepalived.conf; `-` is standard input. */
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
