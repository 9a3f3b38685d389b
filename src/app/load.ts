// A file of the user: bytes -> text -> tree -> bound tree -> IR, with all that is wrong on the way.

import type { Span } from '../base/span.ts';
import { byPlace, type Code, type Diagnostic, diagnostic, hasErrors } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import { createSourceMap, type SourceMap } from '../diag/source-map.ts';
import { keepalived } from '../../grammars/keepalived/index.ts';
import { newest, type Version } from '../../grammars/keepalived/versions.ts';
import type { Host } from '../host/ports.ts';
import { buildConfig } from '../ir/from-keepalived/config.ts';
import type { Config } from '../ir/model.ts';
import { bindKeepalived } from '../syntax/keepalived/bind.ts';
import { parseKeepalived, type Tree } from '../syntax/keepalived/parse.ts';
import type { BoundBlock } from '../syntax/tree.ts';

export const defaultFile = '/etc/keepalived/keepalived.conf';

export interface Loaded {
  readonly file: string;
  readonly sources: SourceMap;
  /** Places that must not be shown. */
  readonly secrets: readonly Span[];
  readonly tree: Tree;
  readonly root: BoundBlock<typeof keepalived>;
  readonly config: Config;
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

/** Braces that do not match, words not expanded, a block whose keyword is wrong: something is lost. */
const losesBlocks: readonly Code[] = ['HA1004', 'HA1005', 'HA1006', 'HA1008', 'HA1010', 'HA2002'];

const isLoss = ({ code }: Diagnostic): boolean => losesBlocks.includes(code);

/** One mistake is one diagnostic: what only follows from it is left out. */
const worthSaying = (
  ofText: readonly Diagnostic[],
  ofWords: readonly Diagnostic[],
  ofMeaning: readonly Diagnostic[],
): Diagnostic[] => {
  // What the words of a text mean that has still to be expanded, nobody knows.
  const unexpanded = ofText.filter(({ code }) => code === 'HA1010');
  if (unexpanded.length > 0) return unexpanded;
  const found = [...ofText, ...ofWords];
  return found.some(isLoss) ? found : [...found, ...ofMeaning];
};

export interface LoadOptions {
  /** The release of keepalived that the file is for. */
  readonly target?: Version;
}

/** Reads a text that is a keepalived.conf. */
export const loadText = (
  file: string,
  text: string,
  { target = newest }: LoadOptions = {},
): LoadResult & { readonly loaded: Loaded } => {
  const sources = createSourceMap();
  const parsed = parseKeepalived(sources.add(file, text));
  const { bound, diagnostics: ofWords } = bindKeepalived(parsed.tree, keepalived, target);
  const { config, diagnostics: ofMeaning } = buildConfig(bound.root);
  const diagnostics = worthSaying(parsed.diagnostics, ofWords, ofMeaning).sort(byPlace);
  const { secrets, root } = bound;
  const isWhole = !diagnostics.some(isLoss);
  return {
    loaded: { file, sources, secrets, tree: parsed.tree, root, config, isWhole },
    diagnostics,
    sources,
    secrets,
    exit: hasErrors(diagnostics) ? 'inputErrors' : 'done',
  };
};

/** What a file is called in messages. */
export const shownName = (file: string): string => (file === '-' ? '<stdin>' : file);

/** Loads a keepalived.conf; `-` is standard input. */
export const loadConfig = async (
  host: Host,
  file: string,
  options: LoadOptions = {},
): Promise<LoadResult> => {
  const read = await readText(host, file);
  if ('problem' in read) {
    return { ...noFindings(), loaded: null, diagnostics: [read.problem], exit: 'noInput' };
  }
  return loadText(shownName(file), read.text, options);
};
