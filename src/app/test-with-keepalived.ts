// The use case of `hactl test`: the host's own keepalived reads the file, where it can do no harm and
// where it finds the interfaces that the file names; what it says and how it ends is judged by hactl.

import { type Version, versions } from '../../grammars/keepalived/versions.ts';
import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import { selectedCodes } from '../diag/selection.ts';
import type { Exit } from '../diag/exit-codes.ts';
import type { ExecResult, Host } from '../host/ports.ts';
import { readMessages, readVersion } from '../observe/keepalived-messages.ts';
import { type NamedObjects, namedObjects } from '../syntax/keepalived/named-objects.ts';
import { compareWithLint, type Comparison } from './compare-with-lint.ts';
import {
  type KeepalivedReport,
  type KeepalivedRequest,
  standardInput,
} from './keepalived-sandbox.ts';
import { type Judged, judgeRun } from './keepalived-verdict.ts';
import { judge } from './lint.ts';
import { type Findings, languageOf, loadKeepalivedRead, noFindings, readText } from './load.ts';
import type { KeepalivedLoaded } from './load-keepalived.ts';
import { enterNamespace, whyNoNamespace } from './namespace.ts';
import { type PlacedMessage, placeMessages } from './place-messages.ts';

export interface TestRequest {
  readonly file: string;
  /** Name or path of keepalived. */
  readonly program: string;
  readonly timeoutMs: number;
  readonly configId?: string;
}

export interface TestResult extends Judged {
  readonly version: string;
  readonly program: string;
  readonly timeoutMs: number;
  readonly exitCode: number | null;
  /** Name of the signal that ended it, or `timeout`. */
  readonly endedBy: string | null;
  /** What was made for it. */
  readonly objects: NamedObjects;
  /** What could not be made, and why. */
  readonly problems: readonly string[];
  readonly messages: readonly PlacedMessage[];
  readonly lint: Comparison;
}

/** `result` is null when keepalived could not be run, which the diagnostics explain. */
export type TestOutcome = Findings & { readonly exit: Exit; readonly result: TestResult | null };

const isolated = ['--mount'] as const;

/** What keepalived calls the file that it is given. */
const givenName = (file: string): string => (file === '-' ? standardInput : file);

/** keepalived opens by a pattern of glob(3). */
const asPattern = (file: string): string => file.replace(/[\\*?[\]{}~]/g, '\\$&');

/** The newest release known to the schema that is not newer than this one. */
const targetFor = (version: string): Version | undefined =>
  versions.find((one) => one === version) ??
  versions.findLast((one) => compareReleases(one, version) <= 0);

const compareReleases = (one: string, other: string): number =>
  one.localeCompare(other, 'en', { numeric: true });

const readReport = ({ stdout, stderr, exitCode }: ExecResult): KeepalivedReport | Diagnostic => {
  try {
    return JSON.parse(stdout) as KeepalivedReport;
  } catch {
    const last = stderr.trim().split('\n').at(-1);
    const message = last || `it ended with status ${exitCode} and no report`;
    return diagnostic('HA6017', null, { message });
  }
};

const refused = (why: Diagnostic): TestOutcome => ({
  ...noFindings(),
  diagnostics: [why],
  exit: 'refused',
  result: null,
});

const exitOf = ({ verdict }: Judged): Exit =>
  verdict === 'accepted' || verdict === 'remarks' ? 'done' : 'inputErrors';

/** The release of a keepalived, or why it cannot be asked. */
const askVersion = async (
  host: Host,
  { program, timeoutMs }: TestRequest,
): Promise<string | Diagnostic> => {
  const { exitCode, isMissing, stdout, stderr } = await host.exec.run(
    [program, '--version'],
    '',
    timeoutMs,
  );
  const version = readVersion(stderr + stdout);
  if (exitCode === 0 && version !== null) return version;
  const mute = 'its --version does not say which keepalived it is';
  const failed = exitCode === 0 ? mute : stderr.trim() || `it ends with ${exitCode}`;
  const reason = isMissing ? 'it is not installed' : failed;
  return diagnostic('HA6040', null, { program, reason });
};

/** What the file names, and the interface of addresses that name none. */
const objectsOf = ({ root, config }: KeepalivedLoaded): NamedObjects => {
  const objects = namedObjects(root);
  const { defaultInterface } = config.global;
  const isKnown = objects.interfaces.includes(defaultInterface);
  if (isKnown || config.addresses.every(({ device }) => device !== undefined)) return objects;
  return { ...objects, interfaces: [...objects.interfaces, defaultInterface] };
};

/** Runs keepalived in a namespace of its own, with what the file names. */
const runInNamespace = async (
  host: Host,
  { file, program, timeoutMs, configId }: TestRequest,
  text: string,
  objects: NamedObjects,
): Promise<KeepalivedReport | Diagnostic> => {
  const input = file === '-' ? { file: standardInput, text } : { file: asPattern(file), text: '' };
  const request: KeepalivedRequest = {
    ...{ program, ...input, objects, timeoutMs },
    configId: configId ?? null,
  };
  const self = [...host.process.self, 'internal', 'test'];
  const argv = [...enterNamespace(host, isolated), ...self];
  return readReport(await host.exec.run(argv, JSON.stringify(request)));
};

/** Has keepalived read a file, and judges what comes of it; nothing of the host is touched. */
export const testWithKeepalived = async (
  host: Host,
  request: TestRequest,
): Promise<TestOutcome> => {
  const { file, program, timeoutMs, configId } = request;
  const read = await readText(host, file);
  if ('problem' in read) {
    return { ...noFindings(), diagnostics: [read.problem], exit: 'noInput', result: null };
  }
  if (languageOf(read.text) !== 'keepalived') return refused(diagnostic('HA6041', null, { file }));
  const version = await askVersion(host, request);
  if (typeof version !== 'string') return refused(version);
  const refusal = await whyNoNamespace(host, isolated);
  if (refusal !== null) return refused(refusal);
  const target = targetFor(version);
  const loading = await loadKeepalivedRead(host, file, read.text, {
    ...(configId !== undefined && { configId }),
    ...(target !== undefined && { target }),
  });
  const { loaded, sources, secrets } = loading;
  const objects = objectsOf(loaded);
  const report = await runInNamespace(host, request, read.text, objects);
  if ('code' in report) return refused(report);
  const said = readMessages(report.output);
  const judged = judgeRun(report, said);
  const messages = placeMessages(said, givenName(file), loaded);
  const findings = judge(loading, { codes: selectedCodes({}), severities: new Map() });
  const { problems, exitCode, endedBy } = report;
  const result: TestResult = {
    ...judged,
    ...{ version, program, timeoutMs, exitCode, endedBy, objects, problems, messages },
    lint: compareWithLint(loaded, findings, messages),
  };
  return { sources, secrets, diagnostics: [], exit: exitOf(judged), result };
};
