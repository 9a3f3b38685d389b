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
import { idsIn } from '../syntax/keepalived/conditions.ts';
import { bindKeepalived } from '../syntax/keepalived/bind.ts';
import { expandKeepalived } from '../syntax/keepalived/expand.ts';
import { indentationOf } from '../syntax/keepalived/indentation.ts';
import { parseMended } from '../syntax/keepalived/mend-braces.ts';
import type { Tree } from '../syntax/keepalived/parse.ts';
import { secretsBehindKeywords } from '../syntax/keepalived/secrets.ts';
import type { SeenInclude, Surroundings } from '../syntax/keepalived/surroundings.ts';
import type { BoundBlock } from '../syntax/tree.ts';
import { isAboutMissing, isLoss, withoutConsequences } from './worth-saying.ts';

export interface KeepalivedLoaded {
  readonly language: 'keepalived';
  /** Includes whose files have still to be looked for. */
  readonly unread: readonly SeenInclude[];
  /** Where values are used that only the daemon knows, in the order of the text. */
  readonly unknown: readonly Span[];
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

/** What is tried at most to find out whether an error holds for every id. */
const maxIds = 20;

/**
 * Where another id reads lines that ours does not, what is missing may be missing on purpose, unless the
 * file lacks it for all ids that it names. `errorsFor` gives what is wrong for one of them.
 */
const withDoubts = (
  found: readonly Diagnostic[],
  ids: readonly string[],
  errorsFor: (id: string) => readonly Diagnostic[],
): readonly Diagnostic[] => {
  const isDoubtful = (one: Diagnostic): boolean => one.severity === 'error' && isAboutMissing(one);
  const known = new Map<string, readonly Diagnostic[]>();
  const holdsFor = (one: Diagnostic) => (id: string) => {
    const errors = known.get(id) ?? errorsFor(id);
    known.set(id, errors);
    return errors.some(({ code, span }) => code === one.code && span?.start === one.span?.start);
  };
  const isSure = ids.length > maxIds ? () => false : (one: Diagnostic) => ids.every(holdsFor(one));
  return found.map((one) =>
    !isDoubtful(one) || isSure(one) ? one : { ...one, severity: 'warning', stopsPlan: true },
  );
};

/** Leaves out what nobody can know. */
const worthSaying = (
  ofText: readonly Diagnostic[],
  ofWords: readonly Diagnostic[],
  ofMeaning: readonly Diagnostic[],
): Diagnostic[] => {
  const endless = ofText.filter(({ code }) => code === 'HA1014');
  if (endless.length > 0) return endless;
  // What a name would have stood for, nobody knows.
  const unknown = ofText.filter(({ code }) => code === 'HA1012');
  const isKnown = ({ span }: Diagnostic): boolean =>
    !unknown.some((other) => span !== null && other.span !== null && touch(span, other.span));
  return [...ofText, ...ofWords.filter(isKnown), ...ofMeaning.filter(isKnown)];
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
    unknown,
    diagnostics: ofExpansion,
  } = expandKeepalived(sources, { ...written, text: readAs }, surroundings, target);
  const parsed = parseMended(source, target, (span) => indentationOf(sources, span));
  const { bound, diagnostics: ofWords } = bindKeepalived(parsed.tree, keepalived, target);
  const { config, diagnostics: ofMeaning } = buildConfig(bound.root, target);
  const found = [...ofExpansion, ...parsed.diagnostics, ...ofWords];
  const meant = withoutConsequences(parsed.tree, found, ofMeaning);
  const all = worthSaying(
    atOrigin([...ofExpansion, ...parsed.diagnostics], sources),
    atOrigin(ofWords, sources),
    atOrigin(meant, sources),
  ).sort(byPlace);
  const ids = leavesOut ? idsIn(sources.written().map((one) => one.text)) : [];
  const { configId = '', isIdSure = ids.includes(configId) } = surroundings;
  const errorsFor = (id: string): readonly Diagnostic[] => {
    const ofId = { ...surroundings, configId: id, isIdSure: true };
    return loadKeepalived(file, text, { target, readAs, surroundings: ofId }).diagnostics;
  };
  const diagnostics = leavesOut && !isIdSure ? withDoubts(all, ids, errorsFor) : all;
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
      unknown,
    },
    diagnostics,
    sources,
    get secrets() {
      return secrets();
    },
    exit: hasErrors(diagnostics) ? 'inputErrors' : 'done',
  };
};
