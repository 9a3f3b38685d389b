// The use case of `hactl convert`: files of one product become those of the other, with a report.
// Nothing is printed or written here.

import type { ChoiceValue } from '../convert/choices.ts';
import type { Conversion, TargetLanguage } from '../convert/conversion.ts';
import { readMap } from '../convert/map.ts';
import { type ConversionReport, reportOf, shownSources } from '../convert/report.ts';
import { convertToKeepalived } from '../convert/to-keepalived/convert.ts';
import { convertToSafekit } from '../convert/to-safekit/convert.ts';
import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import type { Host } from '../host/ports.ts';
import { type Findings, type Loaded, loadConfig, noFindings, readText } from './load.ts';
import { moduleNameOf } from './load-safekit.ts';

export interface ConvertRequest {
  readonly to: TargetLanguage;
  readonly files: readonly string[];
  /** A cluster.xml that is no part of `files`. */
  readonly cluster?: string;
  /** The node whose files are wanted; absent: those of all. */
  readonly node?: string;
  /** A file with answers to what the conversion asks. */
  readonly map?: string;
  /** What is dropped is a failure. */
  readonly isStrict: boolean;
}

export interface ConvertResult {
  /** What is to say of each file, with its texts. */
  readonly findings: readonly Findings[];
  /** Null when the files could not be read. */
  readonly conversion: Conversion | null;
  readonly report: ConversionReport | null;
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

/** Converts files; a file with errors is not converted, since parts of it would be missing in silence. */
export const convertFiles = async (host: Host, request: ConvertRequest): Promise<ConvertResult> => {
  const { files, cluster, map, isStrict } = request;
  const choices = await readChoices(host, map);
  if ('problem' in choices) return failed([about([choices.problem])], 'noInput');
  const loadings = [];
  for (const file of [...files, ...(cluster === undefined ? [] : [cluster])])
    loadings.push(await loadConfig(host, file));
  const stop = loadings.find(({ exit }) => exit !== 'done');
  if (stop !== undefined) return failed(loadings, stop.exit);
  const loaded = loadings.map((one) => one.loaded).filter((one) => one !== null);
  const wrong = strangers(loaded, request.to);
  if (wrong.length > 0) return failed([...loadings, about(wrong)], 'usage');
  const conversion = convertLoaded(loaded, request, choices.given);
  const report = reportOf(conversion, loaded.flatMap(shownSources));
  const problems = problemsOf(request, conversion);
  const isLoss = isStrict && report.sums.dropped > 0;
  return {
    findings: [...loadings, about(problems)],
    conversion,
    report,
    exit: problems.length > 0 || isLoss ? 'inputErrors' : 'done',
  };
};
