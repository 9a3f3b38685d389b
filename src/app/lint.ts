// `hactl lint`: many files, each with all that is to say about it. Nothing is printed here.

import {
  byPlace,
  type Code,
  type Diagnostic,
  diagnostic,
  type Severity,
} from '../diag/diagnostic.ts';
import { type Finding, findingsOf } from '../diag/finding.ts';
import { atOrigin } from '../diag/origin.ts';
import type { Exit } from '../diag/exit-codes.ts';
import type { Version } from '../../grammars/keepalived/versions.ts';
import type { Host } from '../host/ports.ts';
import type { Facts } from '../lint/facts.ts';
import { readIgnores, withoutIgnored } from '../lint/ignores.ts';
import { readXmlIgnores } from '../lint/xml-ignores.ts';
import type { KeepalivedLoaded } from './load-keepalived.ts';
import { lintCluster } from '../lint/cluster/cluster.ts';
import { lint, withoutEchoes } from '../lint/lint.ts';
import { lintModule } from '../lint/safekit/lint-module.ts';
import { childNamed } from '../syntax/safekit/bound.ts';
import { besideModules } from './lint-modules.ts';
import type { SafekitLoaded } from './load-safekit.ts';
import { certain } from '../lint/template.ts';
import { forAllIds, type Judged } from './all-conditions.ts';
import { type Baseline, type NameOf, type Unknown, withoutKnown } from './baseline.ts';
import { onceEach } from './included-files.ts';
import { type Gathered, gatherFacts } from './facts.ts';
import { findConfigurations, type Found, type FoundFile } from './find-configurations.ts';
import {
  loadConfig,
  languageOf,
  type Loaded,
  loadRead,
  type LoadResult,
  noFindings,
  type ReadOptions,
  readText,
  shownName,
} from './load.ts';
import { forAllVersions, maskedFor, type TemplateLanguage } from './templates.ts';

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
  /** The files are those of the nodes of one cluster. */
  readonly isCluster?: boolean;
  /** A former version of the module, of SafeKit, that the files hold. */
  readonly previous?: string;
  /** The files are written in a template language; `auto` looks which. */
  readonly template?: TemplateLanguage;
  readonly baseline?: { readonly known: Baseline; readonly nameOf: NameOf };
}

export interface FileReport {
  readonly file: string;
  /** The files it was read from, itself the first. */
  readonly parts: readonly string[];
  readonly findings: readonly Finding[];
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

/** What is known besides the text. */
interface Beside {
  readonly facts?: Facts | undefined;
  /** What the files of other nodes say about it. */
  readonly ofCluster?: readonly Diagnostic[] | undefined;
}

/** Where parts of a file were not read, its rules could only guess. */
const lintSafekit = (
  { config, bound, isWhole }: SafekitLoaded,
  facts: Facts | undefined,
): readonly Diagnostic[] => {
  if (!isWhole || bound.kind === 'none') return [];
  const service = bound.kind === 'module' ? childNamed(bound.root, 'service') : undefined;
  return lintModule({
    config,
    ...(service !== undefined && { service }),
    ...(facts !== undefined && { facts }),
  });
};

const lintLoaded = (loaded: Loaded, facts: Facts | undefined): readonly Diagnostic[] => {
  if (loaded.language === 'safekit') return lintSafekit(loaded, facts);
  return lint(facts === undefined ? loaded : { ...loaded, facts });
};

/** What holds whatever the values are that only the daemon knows. */
const withoutGuesses = (
  found: readonly Diagnostic[],
  loaded: KeepalivedLoaded,
): readonly Diagnostic[] => {
  const { unknown, sources } = loaded;
  if (unknown.length === 0) return found;
  const [{ text } = { text: '' }] = sources.written();
  return certain(found, loaded, { text, unknown }, { marks: unknown, branches: [] });
};

/** All that is to say about a text that was loaded, as the text goes. */
export const judge = (
  { diagnostics, loaded }: Pick<LoadResult, 'diagnostics' | 'loaded'>,
  { codes, severities }: Judgement,
  { facts, ofCluster = [] }: Beside = {},
): readonly Diagnostic[] => {
  if (loaded === null) return diagnostics;
  const { sources } = loaded;
  const ofRules = withoutEchoes(atOrigin(lintLoaded(loaded, facts), sources), diagnostics, sources);
  const beside = atOrigin(ofCluster, sources);
  const all = [...diagnostics, ...ofRules, ...beside].filter(({ code }) => codes.has(code));
  const found = loaded.language === 'keepalived' ? withoutGuesses(all, loaded) : all;
  // Of a file that is read in parts nobody knows what the rest would say.
  const canJudge = (code: Code): boolean => loaded.isWhole && codes.has(code);
  const ignores =
    loaded.language === 'keepalived' ? readIgnores(loaded) : readXmlIgnores(loaded.tree);
  const { kept, ofIgnores } = withoutIgnored(ignores, found, canJudge);
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

/** A file of which there is one thing to say: why it was not read. */
const unread = (file: string, isNamed: boolean, problem: Diagnostic): FileReport => ({
  file,
  isNamed,
  wasRead: false,
  parts: [file],
  findings: findingsOf([problem], file, noFindings()),
});

/** Whether the files are judged for another host than this one, as far as anybody knows. */
export const isElsewhere = ({ facts }: LintRequest): boolean => facts !== 'live';

interface ReadFile extends Pick<FileReport, 'file' | 'isNamed'> {
  readonly result: LoadResult;
}

const readFile = async (
  host: Host,
  { path, text, isNamed }: FoundFile,
  request: LintRequest & Pick<ReadOptions, 'readAs'>,
): Promise<ReadFile> => {
  const options = { ...request, isElsewhere: isElsewhere(request) };
  const result =
    text === undefined
      ? await loadConfig(host, path, options)
      : await loadRead(host, path, text, options);
  return { file: shownName(path), isNamed, result };
};

const judgeFile = async (
  host: Host,
  { file, isNamed, result }: ReadFile,
  request: LintRequest,
  ofCluster?: readonly Diagnostic[],
  keep: (found: readonly Diagnostic[]) => readonly Diagnostic[] = (found) => found,
): Promise<Judged> => {
  const { sources, loaded } = result;
  const known = await factsFor(host, loaded, request);
  const problems = known !== undefined && 'problem' in known ? [known.problem] : [];
  const facts = known !== undefined && 'facts' in known ? known.facts : undefined;
  const diagnostics = [...keep(judge(result, request, { facts, ofCluster })), ...problems];
  const written = sources.written();
  const report: FileReport = {
    file,
    isNamed,
    wasRead: loaded !== null,
    parts: loaded === null ? [file] : written.map((source) => source.file),
    findings: findingsOf(diagnostics, file, result),
  };
  return { report, texts: written.map(({ text }) => text) };
};

/** Standard input can be read once only. */
type FoundText = FoundFile & { readonly text: string };

const lintFile = async (host: Host, found: FoundFile, request: LintRequest): Promise<Judged> =>
  judgeFile(host, await readFile(host, found, request), request);

/** What the nodes' files say about each other, by file; those of which parts are missing are left out. */
const besideEachOther = (files: readonly ReadFile[]): Map<string, Diagnostic[]> => {
  const nodes = files.flatMap(({ result: { loaded } }) =>
    loaded?.language === 'keepalived' && loaded.isWhole ? [loaded] : [],
  );
  const found = new Map<string, Diagnostic[]>();
  for (const { node, diagnostic: one } of lintCluster(nodes)) {
    found.set(node.file, [...(found.get(node.file) ?? []), one]);
  }
  return found;
};

const lintTemplate = async (
  host: Host,
  found: FoundText,
  request: LintRequest,
): Promise<FileReport> => {
  const masked = maskedFor(found.text, request.template);
  if (masked === null) return (await lintFile(host, found, request)).report;
  return forAllVersions(masked, async (version) => {
    const read = await readFile(host, found, { ...request, readAs: version.text });
    const { loaded } = read.result;
    const keep = (all: readonly Diagnostic[]): readonly Diagnostic[] =>
      loaded?.language !== 'keepalived' ? all : certain(all, loaded, version, masked);
    return (await judgeFile(host, read, request, [], keep)).report;
  });
};

const exitFor = (files: readonly FileReport[], failOn: Severity): Exit => {
  const isPartial = files.some(({ findings }) => findings.some(({ code }) => code === 'HA1020'));
  if (isPartial || files.some(({ wasRead }) => !wasRead)) return 'noInput';
  const isBad = files.some(({ findings }) =>
    findings.some(({ severity }) => isFailure(severity, failOn)),
  );
  return isBad ? 'inputErrors' : 'done';
};

const lintOne = async (host: Host, found: FoundText, request: LintRequest): Promise<FileReport> => {
  if (request.template !== undefined) return lintTemplate(host, found, request);
  if (request.allConditions === true) {
    return forAllIds((configId) => lintFile(host, found, { ...request, configId }));
  }
  return (await lintFile(host, found, request)).report;
};

/** A file to lint: by itself, or read since others of its kind count, too. */
type Item = FileReport | FoundText | ReadFile;

const itemFor = async (host: Host, found: Found, request: LintRequest): Promise<Item> => {
  if (!('path' in found)) {
    const { file, reason } = found;
    return unread(file, true, diagnostic('HA1050', null, { file, reason }));
  }
  const { path, isNamed } = found;
  const read = found.text === undefined ? await readText(host, path) : { text: found.text };
  if ('problem' in read) return unread(shownName(path), isNamed, read.problem);
  const whole = { ...found, text: read.text };
  const isOfMany = request.isCluster === true || languageOf(read.text) === 'safekit';
  return isOfMany ? readFile(host, whole, request) : whole;
};

/** The former version of a module; null when there is none. */
const readPrevious = async (
  host: Host,
  { previous }: LintRequest,
): Promise<Loaded | FileReport | null> => {
  if (previous === undefined) return null;
  const { loaded, diagnostics } = await loadConfig(host, previous);
  const [problem] = diagnostics;
  return loaded === null && problem !== undefined ? unread(previous, true, problem) : loaded;
};

const lintFound = async (host: Host, request: LintRequest): Promise<FileReport[]> => {
  const items: Item[] = [];
  for (const found of await findConfigurations(host, request.paths)) {
    items.push(await itemFor(host, found, request));
  }
  const read = items.filter((item) => 'result' in item);
  const loaded = read.flatMap(({ result }) => result.loaded ?? []);
  const previous = await readPrevious(host, request);
  const isUnread = previous !== null && 'findings' in previous;
  const ofModules = await besideModules(host, loaded, isUnread ? null : previous);
  const beside = new Map([...besideEachOther(read), ...ofModules]);
  const reports: FileReport[] = isUnread ? [previous] : [];
  for (const item of items) {
    if ('findings' in item) reports.push(item);
    else if ('result' in item) {
      reports.push((await judgeFile(host, item, request, beside.get(item.file))).report);
    } else reports.push(await lintOne(host, item, request));
  }
  return reports;
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
