// The use case of `hactl convert`: files of one product become those of the other, with a report.
// Nothing is printed or written here.

import type { ChoiceValue } from '../convert/choices.ts';
import type { Conversion, TargetLanguage } from '../convert/conversion.ts';
import { readMap } from '../convert/map.ts';
import { type ConversionReport, reportOf, shownSources } from '../convert/report.ts';
import { convertLdirectord } from '../convert/from-ldirectord/convert.ts';
import { checkValues } from '../convert/from-ldirectord/values.ts';
import { convertToKeepalived } from '../convert/to-keepalived/convert.ts';
import { convertToSafekit } from '../convert/to-safekit/convert.ts';
import { unexplained } from '../convert/verify/verify.ts';
import { byPlace, type Diagnostic, diagnostic, hasErrors } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import { createSourceMap } from '../diag/source-map.ts';
import type { Host } from '../host/ports.ts';
import { parseLdirectord, secretsIn } from '../syntax/ldirectord/parse.ts';
import { type Findings, type Loaded, loadConfig, noFindings, readText, shownName } from './load.ts';
import { moduleNameOf } from './load-safekit.ts';
import { surprisesIn, verify } from './verify-conversion.ts';

export interface ConvertRequest {
  readonly to: TargetLanguage;
  /** The files are those of another program, which no other command reads. */
  readonly from?: 'ldirectord';
  readonly files: readonly string[];
  /** A cluster.xml that is no part of `files`. */
  readonly cluster?: string;
  /** The node whose files are wanted; absent: those of all. */
  readonly node?: string;
  /** A file with answers to what the conversion asks. */
  readonly map?: string;
  /** What is dropped is a failure. */
  readonly isStrict: boolean;
  /** Source and result are compared; a difference that the report does not explain is a failure. */
  readonly isVerified?: boolean;
}

export interface ConvertResult {
  /** What is to say of each file, with its texts. */
  readonly findings: readonly Findings[];
  /** Null when the files could not be read. */
  readonly conversion: Conversion | null;
  readonly report: ConversionReport | null;
  /** Whether the result is what was asked for; otherwise it must not be used. */
  readonly isSound: boolean;
  readonly exit: Exit;
}

type Given = ReadonlyMap<string, ChoiceValue>;

const readChoices = async (
  host: Host,
  file: string | undefined,
): Promise<{ given: Given } | { problem: Diagnostic }> => {
  if (file === undefined) return { given: new Map() };
  const read = await readText(host, file);
  if ('problem' in read) return read;
  const map = readMap(read.text);
  if ('given' in map) return map;
  return { problem: diagnostic('HA7001', null, { file, problem: map.problem }) };
};

const failed = (findings: readonly Findings[], exit: Exit): ConvertResult => ({
  findings,
  conversion: null,
  report: null,
  isSound: false,
  exit,
});

const about = (diagnostics: readonly Diagnostic[]): Findings => ({ ...noFindings(), diagnostics });

const languages: { readonly [T in TargetLanguage]: string } = {
  keepalived: 'keepalived',
  safekit: 'SafeKit',
};

/** The files that are not of the language that is converted from. */
const strangers = (loaded: readonly Loaded[], to: TargetLanguage): Diagnostic[] =>
  loaded
    .filter(({ language }) => language === to)
    .map(({ file }) => diagnostic('HA7006', null, { file, language: languages[to] }));

/** A node that no file names. */
const unknownNode = ({ node }: ConvertRequest, { outputs }: Conversion): Diagnostic[] =>
  node === undefined || outputs.length > 0 ? [] : [diagnostic('HA7007', null, { node })];

/** What is wrong with a conversion as a whole. */
const problemsOf = (request: ConvertRequest, conversion: Conversion): Diagnostic[] => {
  const { to, outputs, badChoices } = conversion;
  const values = { files: request.files.join(', '), target: languages[to] };
  const empty = outputs.length > 0 ? [] : [diagnostic('HA7005', null, values)];
  const nodes = unknownNode(request, conversion);
  return [
    ...badChoices.map(({ key, reason }) => diagnostic('HA7002', null, { key, reason })),
    ...(nodes.length > 0 ? nodes : empty),
  ];
};

const convertLoaded = (
  loaded: readonly Loaded[],
  { to, node }: ConvertRequest,
  given: Given,
): Conversion => {
  if (to === 'safekit') {
    const sources = loaded.filter((one) => one.language === 'keepalived');
    return convertToSafekit(sources, given);
  }
  const sources = loaded
    .filter((one) => one.language === 'safekit')
    .map((one) => ({ ...one, secrets: one.secrets, module: moduleNameOf(one.file) }));
  return convertToKeepalived(sources, given, node === undefined ? {} : { node });
};

/** What becomes of a conversion, however it was made. */
const resultOf = (
  findings: readonly Findings[],
  conversion: Conversion,
  report: ConversionReport,
  request: ConvertRequest,
): ConvertResult => {
  const problems = problemsOf(request, conversion);
  const isLoss = request.isStrict && report.sums.dropped > 0;
  const { verification } = report;
  const isOpen = verification !== undefined && unexplained(verification).length > 0;
  return {
    findings: [...findings, about(problems)],
    conversion,
    report,
    isSound: problems.length === 0 && !isOpen && !isLoss,
    exit: problems.length > 0 || isLoss || isOpen ? 'inputErrors' : 'done',
  };
};

/** Reads one ldirectord.cf; each has all that it needs. */
const convertOtherFile = async (host: Host, request: ConvertRequest): Promise<ConvertResult> => {
  const [file = '', ...more] = request.files;
  if (more.length > 0) {
    return failed([about([diagnostic('HA7045', null, { count: request.files.length })])], 'usage');
  }
  const read = await readText(host, file);
  if ('problem' in read) return failed([about([read.problem])], 'noInput');
  const sources = createSourceMap();
  const parsed = parseLdirectord(sources.add(shownName(file), read.text));
  const secrets = secretsIn(parsed.tree);
  const diagnostics = [...parsed.diagnostics, ...checkValues(parsed.tree)].sort(byPlace);
  const findings = { diagnostics, sources, secrets };
  if (hasErrors(diagnostics)) return failed([findings], 'inputErrors');
  const conversion = convertLdirectord(parsed.tree, sources);
  return resultOf([findings], conversion, reportOf(conversion, shownSources(findings)), request);
};

/** What hactl itself makes of a file means nothing to who leaves with it. */
const withoutNotes = (found: Findings): Findings => ({
  sources: found.sources,
  secrets: found.secrets,
  diagnostics: found.diagnostics.filter(({ severity }) => severity !== 'info'),
});

/** Converts files; a file with errors is not converted, since parts of it would be missing in silence. */
export const convertFiles = async (host: Host, request: ConvertRequest): Promise<ConvertResult> => {
  const { files, cluster, map, from } = request;
  if (from === 'ldirectord') return convertOtherFile(host, request);
  const choices = await readChoices(host, map);
  if ('problem' in choices) return failed([about([choices.problem])], 'noInput');
  const loadings = [];
  for (const file of [...files, ...(cluster === undefined ? [] : [cluster])])
    loadings.push(await loadConfig(host, file));
  const findings = loadings.map(withoutNotes);
  const stop = loadings.find(({ exit }) => exit !== 'done');
  if (stop !== undefined) return failed(findings, stop.exit);
  const loaded = loadings.map((one) => one.loaded).filter((one) => one !== null);
  const wrong = strangers(loaded, request.to);
  if (wrong.length > 0) return failed([...findings, about(wrong)], 'usage');
  const conversion = convertLoaded(loaded, request, choices.given);
  const report = reportOf(conversion, loaded.flatMap(shownSources));
  if (request.isVerified !== true) return resultOf(findings, conversion, report, request);
  const verification = verify(conversion, loaded, request.node);
  const found = [...findings, about(surprisesIn(verification))];
  return resultOf(found, conversion, { ...report, verification }, request);
};
