// `hactl lint`: many files, each with all that is to say about it. Nothing is printed here.

import {
  byPlace,
  type Code,
  type Diagnostic,
  diagnostic,
  type Severity,
} from '../diag/diagnostic.ts';
import { atOrigin } from '../diag/origin.ts';
import type { Exit } from '../diag/exit-codes.ts';
import type { Version } from '../../grammars/keepalived/versions.ts';
import type { Host } from '../host/ports.ts';
import type { Facts } from '../lint/facts.ts';
import { applyIgnores } from '../lint/ignores.ts';
import { lint, withoutEchoes } from '../lint/lint.ts';
import { forAllIds } from './all-conditions.ts';
import { type Baseline, type NameOf, type Unknown, withoutKnown } from './baseline.ts';
import { onceEach } from './included-files.ts';
import { type Gathered, gatherFacts } from './facts.ts';
import { findConfigurations, type Found } from './find-configurations.ts';
import {
  type Findings,
  loadConfig,
  type Loaded,
  loadRead,
  type LoadResult,
  noFindings,
  readText,
  shownName,
} from './load.ts';

export interface Judgement {
  /** The codes that count. */
  readonly codes: ReadonlySet<Code>;
  /** Where a code is more or less than the registry has it. */
  readonly severities: ReadonlyMap<Code, Severity>;
}

export interface LintRequest extends Judgement {
  /** Files, directories, patterns; `-` is standard input. */
  readonly paths: readonly string[];
  readonly target?: Version;
  /** What `@id` lines are read for. */
  readonly configId?: string;
  /** All sides of them are read. */
  readonly allConditions?: boolean;
  /** The least severity that makes the run a failure. */
  readonly failOn: Severity;
  /** Of the host that the files are for: as they are here, or as they were written down. */
  readonly facts?: 'live' | Facts;
  readonly baseline?: { readonly known: Baseline; readonly nameOf: NameOf };
}

export interface FileReport extends Findings {
  readonly file: string;
  /** Whether the user named it, not a directory or a pattern. */
  readonly isNamed: boolean;
  readonly wasRead: boolean;
}

export interface LintReport extends Unknown {
  readonly failOn: Severity;
  readonly exit: Exit;
}

const ranks: { readonly [S in Severity]: number } = { info: 0, warning: 1, error: 2 };

/** Whether a finding of `severity` makes a run fail. */
export const isFailure = (severity: Severity, failOn: Severity): boolean =>
  ranks[severity] >= ranks[failOn];

/** All that is to say about a text that was loaded, as the text goes. */
export const judge = (
  { diagnostics, loaded }: Pick<LoadResult, 'diagnostics' | 'loaded'>,
  { codes, severities }: Judgement,
  facts?: Facts,
): readonly Diagnostic[] => {
  if (loaded === null) return diagnostics;
  const { sources } = loaded;
  const input = facts === undefined ? loaded : { ...loaded, facts };
  const ofRules = withoutEchoes(atOrigin(lint(input), sources), diagnostics, sources);
  const found = [...diagnostics, ...ofRules].filter(({ code }) => codes.has(code));
  // Of a file that is read in parts nobody knows what the rest would say.
  const canJudge = (code: Code): boolean => loaded.isWhole && codes.has(code);
  const { kept, ofIgnores } = applyIgnores(loaded, found, canJudge);
  return [...kept, ...ofIgnores.filter(({ code }) => codes.has(code))]
    .map((one) => ({ ...one, severity: severities.get(one.code) ?? one.severity }))
    .sort(byPlace);
};

/** The facts that a file is judged with. */
const factsFor = async (
  host: Host,
  loaded: Loaded | null,
  { facts }: LintRequest,
): Promise<Gathered | undefined> => {
  if (facts !== 'live') return facts && { facts };
  return loaded === null ? undefined : gatherFacts(host, loaded);
};

const lintFile = async (
  host: Host,
  { path, text, isNamed }: Extract<Found, { path: string }>,
  request: LintRequest,
): Promise<FileReport> => {
  const result =
    text === undefined
      ? await loadConfig(host, path, request)
      : await loadRead(host, path, text, request);
  const { sources, secrets, loaded } = result;
  const known = await factsFor(host, loaded, request);
  const problems = known !== undefined && 'problem' in known ? [known.problem] : [];
  const facts = known !== undefined && 'facts' in known ? known.facts : undefined;
  const diagnostics = [...judge(result, request, facts), ...problems];
  const file = shownName(path);
  return { file, isNamed, diagnostics, sources, secrets, wasRead: loaded !== null };
};

/** The same for all ids; standard input can be read once only. */
const lintForAllIds = async (
  host: Host,
  found: Extract<Found, { path: string }>,
  request: LintRequest,
): Promise<FileReport> => {
  const { path, text, isNamed } = found;
  const read = text === undefined ? await readText(host, path) : { text };
  if ('problem' in read) {
    const diagnostics = [read.problem];
    return { ...noFindings(), file: shownName(path), isNamed, diagnostics, wasRead: false };
  }
  return forAllIds((configId) => lintFile(host, { ...found, ...read }, { ...request, configId }));
};

const exitFor = (files: readonly FileReport[], failOn: Severity): Exit => {
  if (files.some(({ wasRead }) => !wasRead)) return 'noInput';
  const isBad = files.some(({ diagnostics }) =>
    diagnostics.some(({ severity }) => isFailure(severity, failOn)),
  );
  return isBad ? 'inputErrors' : 'done';
};

const lintFound = async (host: Host, request: LintRequest): Promise<FileReport[]> => {
  const files: FileReport[] = [];
  for (const found of await findConfigurations(host, request.paths)) {
    const lintOne = request.allConditions === true ? lintForAllIds : lintFile;
    if ('path' in found) files.push(await lintOne(host, found, request));
    else {
      const { file, reason } = found;
      const diagnostics = [diagnostic('HA1050', null, { file, reason })];
      files.push({ ...noFindings(), file, isNamed: true, diagnostics, wasRead: false });
    }
  }
  return files;
};

/** Reads and judges all configurations that the paths stand for. */
export const lintFiles = async (host: Host, request: LintRequest): Promise<LintReport> => {
  const { failOn, baseline } = request;
  const found = onceEach(await lintFound(host, request), host.process.workingDirectory);
  const { files, known, gone } =
    baseline === undefined
      ? { files: found, known: 0, gone: 0 }
      : withoutKnown(found, baseline.known, baseline.nameOf);
  return { files, known, gone, failOn, exit: exitFor(files, failOn) };
};
