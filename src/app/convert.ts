// The use case of `hactl convert`: files of one product become those of the other, with a report.
// Nothing is printed or written here.

import type { ChoiceValue } from '../convert/choices.ts';
import type { Conversion, TargetLanguage } from '../convert/conversion.ts';
import { readMap } from '../convert/map.ts';
import { type ConversionReport, reportOf, shownSources } from '../convert/report.ts';
import { convertToSafekit } from '../convert/to-safekit/convert.ts';
import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import type { Host } from '../host/ports.ts';
import { type Findings, type Loaded, loadConfig, noFindings, readText } from './load.ts';

export interface ConvertRequest {
  readonly to: TargetLanguage;
  readonly files: readonly string[];
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

/** What is wrong with a conversion as a whole. */
const problemsOf = (
  { to, outputs, badChoices }: Conversion,
  files: readonly string[],
): Diagnostic[] => [
  ...badChoices.map(({ key, reason }) => diagnostic('HA7002', null, { key, reason })),
  ...(outputs.length > 0
    ? []
    : [diagnostic('HA7005', null, { files: files.join(', '), target: languages[to] })]),
];

/** Converts files; a file with errors is not converted, since parts of it would be missing in silence. */
export const convertFiles = async (host: Host, request: ConvertRequest): Promise<ConvertResult> => {
  const { files, map, isStrict } = request;
  const choices = await readChoices(host, map);
  if ('problem' in choices) return failed([about([choices.problem])], 'noInput');
  const loadings = [];
  for (const file of files) loadings.push(await loadConfig(host, file));
  const loaded: readonly (Loaded | null)[] = loadings.map((one) => one.loaded);
  const stop = loadings.find(({ exit }) => exit !== 'done');
  if (stop !== undefined) return failed(loadings, stop.exit);
  const sources = loaded.filter((one) => one?.language === 'keepalived');
  const conversion = convertToSafekit(sources, choices.given);
  const report = reportOf(conversion, sources.flatMap(shownSources));
  const problems = problemsOf(conversion, files);
  const isLoss = isStrict && report.sums.dropped > 0;
  return {
    findings: [...loadings, about(problems)],
    conversion,
    report,
    exit: problems.length > 0 || isLoss ? 'inputErrors' : 'done',
  };
};
