// .hactlrc.json: what a project wants of every run of lint in it. Options on the command line count more.

import { suggest } from '../base/suggest.ts';
import { type Code, type Diagnostic, diagnostic, type Severity } from '../diag/diagnostic.ts';
import { codesNamed, selectedCodes, slugs } from '../diag/selection.ts';
import { newest, type Version, versions } from '../../grammars/keepalived/versions.ts';
import type { Host } from '../host/ports.ts';
import type { Judgement } from './lint.ts';

export const settingsFile = '.hactlrc.json';

export const severities: readonly Severity[] = ['error', 'warning', 'info'];

export interface Settings {
  readonly select?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
  readonly failOn?: Severity | undefined;
  readonly severity?: Readonly<Record<string, Severity | 'off'>> | undefined;
  readonly target?: Version | undefined;
  readonly baseline?: string | undefined;
}

/** What is wrong with a value; null when nothing is. */
type Check = (value: unknown) => string | null;

const oneOf =
  (known: readonly string[]): Check =>
  (value) =>
    known.includes(value as string) ? null : `is not one of ${known.join(', ')}`;

const path: Check = (value) =>
  typeof value === 'string' && value !== '' ? null : 'is not the path of a file';

const codeName: Check = (value) => {
  if (typeof value === 'string' && codesNamed(value).length > 0) return null;
  const near = suggest(String(value), slugs);
  return `names no code of hactl${near === undefined ? '' : ` (did you mean "${near}"?)`}`;
};

const listOfCodes: Check = (value) => {
  if (!Array.isArray(value)) return 'is not a list';
  const wrong = value.find((one) => codeName(one) !== null) as unknown;
  return wrong === undefined ? null : `holds ${JSON.stringify(wrong)}, which ${codeName(wrong)}`;
};

const codesThatCount: Check = (value) =>
  Array.isArray(value) && value.length === 0
    ? 'is empty, so nothing would count: leave it out for all codes'
    : listOfCodes(value);

const severityByCode: Check = (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'is not an object of codes and severities';
  }
  for (const [name, severity] of Object.entries(value)) {
    const problem = codeName(name) ?? oneOf([...severities, 'off'])(severity);
    if (problem !== null) return `has "${name}": ${JSON.stringify(severity)}, which ${problem}`;
  }
  return null;
};

interface Setting {
  readonly doc: string;
  readonly check: Check;
}

/** Every key that the file may have. */
export const settings: { readonly [key in keyof Settings | '$schema']: Setting } = {
  $schema: { doc: 'For editors; hactl does not read it.', check: () => null },
  select: {
    doc: 'Codes that count: codes, slugs, or the start of codes; all unless given.',
    check: codesThatCount,
  },
  ignore: { doc: 'Codes that do not count.', check: listOfCodes },
  severity: {
    doc: 'Another severity for codes: error, warning, info or off, by code, slug or start of codes; the longest start counts.',
    check: severityByCode,
  },
  failOn: { doc: 'Least severity that gives exit code 1.', check: oneOf(severities) },
  target: {
    doc: `Release of keepalived that the files are for, from ${versions[0]} to ${newest}.`,
    check: oneOf(versions),
  },
  baseline: { doc: 'File of known findings, seen from this file.', check: path },
};

const refused = (
  file: string,
  problem: string,
  mend = 'docs/lint.md has what it may hold',
): Diagnostic => diagnostic('HA6020', null, { file, problem, mend });

type Parsed = { readonly settings: Settings } | { readonly problems: readonly Diagnostic[] };

/** Reads settings; all that is wrong with them otherwise. */
export const parseSettings = (file: string, text: string): Parsed => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problems: [refused(file, `it is no JSON (${(error as Error).message})`)] };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { problems: [refused(file, 'it is no JSON object')] };
  }
  const problems = Object.entries(value).flatMap(([key, content]) => {
    const setting = Object.hasOwn(settings, key) ? settings[key as keyof Settings] : undefined;
    if (setting === undefined) {
      const near = suggest(key, Object.keys(settings));
      const known = Object.keys(settings).join(', ');
      const hint = near === undefined ? `it knows ${known}` : `did you mean "${near}"?`;
      return [refused(file, `there is no setting "${key}"`, hint)];
    }
    const wrong = setting.check(content);
    return wrong === null ? [] : [refused(file, `"${key}" ${wrong}`)];
  });
  return problems.length > 0 ? { problems } : { settings: value };
};

export type FoundSettings = Parsed & {
  /** Null when no file was found. */
  readonly file: string | null;
};

/** The settings of the project that hactl runs in; none is as good as an empty file. */
export const findSettings = async (host: Pick<Host, 'findUpwards'>): Promise<FoundSettings> => {
  const found = await host.findUpwards(settingsFile);
  if (found === null) return { file: null, settings: {} };
  const { path: file, content } = found;
  if ('text' in content) return { file, ...parseSettings(file, content.text) };
  const reason = 'problem' in content ? content.problem : content.notText;
  return { file, problems: [refused(file, reason)] };
};

/** What counts, and how much, by settings. */
export const judgementBy = ({ select, ignore, severity = {} }: Settings): Judgement => {
  const codes = new Set(selectedCodes({ select, ignore }));
  const found = new Map<Code, Severity>();
  const byLength = Object.entries(severity).sort(
    ([a], [b]) => codesNamed(b).length - codesNamed(a).length,
  );
  for (const [name, wanted] of byLength) {
    for (const code of codesNamed(name)) {
      if (wanted === 'off') codes.delete(code);
      else found.set(code, wanted);
    }
  }
  return { codes, severities: found };
};
