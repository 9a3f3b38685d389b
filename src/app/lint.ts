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
import { lintCluster } from '../lint/cluster/cluster.ts';
import { lint, withoutEchoes } from '../lint/lint.ts';
import { certain } from '../lint/template.ts';
import { forAllIds, type Judged } from './all-conditions.ts';
import { type Baseline, type NameOf, type Unknown, withoutKnown } from './baseline.ts';
import { onceEach } from './included-files.ts';
import { type Gathered, gatherFacts } from './facts.ts';
import { findConfigurations, type FoundFile } from './find-configurations.ts';
import {
  loadConfig,
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

const lintLoaded = (loaded: Loaded, facts: Facts | undefined): readonly Diagnostic[] => {
  if (loaded.language !== 'keepalived') return [];
  return lint(facts === undefined ? loaded : { ...loaded, facts });
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
  const found = [...diagnostics, ...ofRules, ...beside].filter(({ code }) => codes.has(code));
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

interface ReadFile extends Pick<FileReport, 'file' | 'isNamed'> {
  readonly result: LoadResult;
}

const readFile = async (
  host: Host,
  { path, text, isNamed }: FoundFile,
  request: LintRequest & Pick<ReadOptions, 'readAs'>,
): Promise<ReadFile> => {
  const result =
    text === undefined
      ? await loadConfig(host, path, request)
      : await loadRead(host, path, text, request);
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

/** Lints a file in several ways; standard input can be read once only. */
const lintRead = async (
  host: Host,
  found: FoundFile,
  lintIt: (found: FoundFile & { readonly text: string }) => Promise<FileReport>,
): Promise<FileReport> => {
  const { path, text, isNamed } = found;
  const read = text === undefined ? await readText(host, path) : { text };
  if ('problem' in read) return unread(shownName(path), isNamed, read.problem);
  return lintIt({ ...found, ...read });
};

const lintTemplate = async (
  host: Host,
  found: FoundFile & { readonly text: string },
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

const lintOne = async (host: Host, found: FoundFile, request: LintRequest): Promise<FileReport> => {
  if (request.template !== undefined) {
    return lintRead(host, found, (read) => lintTemplate(host, read, request));
  }
  if (request.allConditions === true) {
    return lintRead(host, found, (read) =>
      forAllIds((configId) => lintFile(host, read, { ...request, configId })),
    );
  }
  return (await lintFile(host, found, request)).report;
};

const lintFound = async (host: Host, request: LintRequest): Promise<FileReport[]> => {
  const reports: FileReport[] = [];
  const nodes: ReadFile[] = [];
  for (const found of await findConfigurations(host, request.paths)) {
    if (!('path' in found)) {
      const { file, reason } = found;
      reports.push(unread(file, true, diagnostic('HA1050', null, { file, reason })));
    } else if (request.isCluster === true) nodes.push(await readFile(host, found, request));
    else reports.push(await lintOne(host, found, request));
  }
  const beside = besideEachOther(nodes);
  for (const node of nodes) {
    reports.push((await judgeFile(host, node, request, beside.get(node.file))).report);
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
