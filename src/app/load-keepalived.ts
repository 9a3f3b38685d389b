// A keepalived.conf: text -> tree -> bound tree -> IR, with all that is wrong on the way.

import { once } from '../base/once.ts';
import { joined, type Span, touch } from '../base/span.ts';
import { byPlace, type Diagnostic, hasErrors } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import { atOrigin } from '../diag/origin.ts';
import { createSourceMap, type SourceMap } from '../diag/source-map.ts';
import { keepalived } from '../../grammars/keepalived/index.ts';
import { newest, type Version } from '../../grammars/keepalived/versions.ts';
import { buildConfig } from '../ir/from-keepalived/config.ts';
import type { Config } from '../ir/model.ts';
import { bindKeepalived } from '../syntax/keepalived/bind.ts';
import { expandKeepalived } from '../syntax/keepalived/expand.ts';
import { parseKeepalived, type Tree } from '../syntax/keepalived/parse.ts';
import { secretsBehindKeywords } from '../syntax/keepalived/secrets.ts';
import type { SeenInclude, Surroundings } from '../syntax/keepalived/surroundings.ts';
import type { BoundBlock } from '../syntax/tree.ts';
import { isAboutMissing, isLoss, withoutConsequences } from './worth-saying.ts';

export interface KeepalivedLoaded {
  readonly language: 'keepalived';
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

export interface KeepalivedResult {
  readonly loaded: KeepalivedLoaded;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: SourceMap;
  readonly secrets: readonly Span[];
  readonly exit: Exit;
}

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

export interface KeepalivedOptions {
  /** The release of keepalived that the file is for. */
  readonly target?: Version;
  /** What the text does not say itself. */
  readonly surroundings?: Surroundings;
  /** What is read instead of the text, of the same length: a template with its placeholders masked. */
  readonly readAs?: string;
}

/** Reads a text that is a keepalived.conf. */
export const loadKeepalived = (
  file: string,
  text: string,
  { target = newest, surroundings = {}, readAs = text }: KeepalivedOptions = {},
): KeepalivedResult => {
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
      language: 'keepalived',
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
