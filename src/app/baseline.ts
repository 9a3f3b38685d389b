// Findings that are known and shall not fail a run: a file of them, each by its file, code and the text
// of its line, so that it is known wherever the line moves. Whatever is not in it is new.

import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import type { Finding } from '../diag/finding.ts';
import type { Host } from '../host/ports.ts';
import { parseVersioned } from '../plan/plan-file.ts';
import type { FileReport } from './lint.ts';

export const defaultBaseline = 'hactl-baseline.json';

interface Entry {
  readonly file: string;
  readonly code: string;
  /** Blanks as single ones, secrets as stars. */
  readonly line: string;
  readonly count: number;
}

interface BaselineFile {
  readonly kind: 'hactl-baseline';
  readonly schemaVersion: number;
  readonly findings: readonly Entry[];
}

const baselineSchema = 1;

/** How often each finding is known. */
export type Baseline = ReadonlyMap<string, Entry>;

/** How the baseline names a file: from its own directory, wherever hactl runs. */
export type NameOf = (file: string) => string;

type Key = Pick<Entry, 'file' | 'code' | 'line'>;
const keyOf = ({ file, code, line }: Key): string => [file, code, line].join('\n');

const entryOf = ({ file, code, gist }: Finding, nameOf: NameOf): Key => ({
  file: nameOf(file),
  code,
  line: gist,
});

const isEntry = (value: unknown): value is Entry => {
  const { file, code, line, count } = (value ?? {}) as Partial<Entry>;
  return [file, code, line].every((one) => typeof one === 'string') && Number.isInteger(count);
};

/** Reads a baseline, or says why it cannot be used. */
export const readBaseline = async (
  host: Pick<Host, 'readFile'>,
  file: string,
): Promise<{ baseline: Baseline } | { problem: Diagnostic }> => {
  const read = await host.readFile(file);
  const refused = (reason: string) => ({ problem: diagnostic('HA6021', null, { file, reason }) });
  if (!('text' in read)) return refused('problem' in read ? read.problem : read.notText);
  const parsed = parseVersioned<BaselineFile>(
    read.text,
    'hactl-baseline',
    baselineSchema,
    () => null,
  );
  if ('reason' in parsed) return refused(parsed.reason);
  const { findings } = parsed.value;
  if (!Array.isArray(findings) || !findings.every(isEntry)) {
    return refused('its findings are not what hactl writes');
  }
  return { baseline: new Map(findings.map((entry) => [keyOf(entry), entry])) };
};

/** The text of a baseline that knows all findings of `files`. */
export const baselineText = (files: readonly FileReport[], nameOf: NameOf): string => {
  const entries = new Map<string, Entry>();
  for (const { findings } of files.filter(({ wasRead }) => wasRead)) {
    for (const one of findings) {
      const entry = entryOf(one, nameOf);
      const count = (entries.get(keyOf(entry))?.count ?? 0) + 1;
      entries.set(keyOf(entry), { ...entry, count });
    }
  }
  const findings = [...entries.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const content: BaselineFile = {
    kind: 'hactl-baseline',
    schemaVersion: baselineSchema,
    findings,
  };
  return `${JSON.stringify(content, null, 1)}\n`;
};

export interface Unknown {
  readonly files: readonly FileReport[];
  /** How many findings the baseline knew. */
  readonly known: number;
  /** How many it knows that are there no more. */
  readonly gone: number;
}

/** Leaves out what the baseline knows. */
export const withoutKnown = (
  files: readonly FileReport[],
  baseline: Baseline,
  nameOf: NameOf,
): Unknown => {
  const left = new Map([...baseline].map(([key, { count }]) => [key, count]));
  let known = 0;
  const isNew = (one: Finding): boolean => {
    const key = keyOf(entryOf(one, nameOf));
    const count = left.get(key) ?? 0;
    if (count === 0) return true;
    left.set(key, count - 1);
    known++;
    return false;
  };
  const rest = files.map((file) =>
    file.wasRead ? { ...file, findings: file.findings.filter(isNew) } : file,
  );
  const checked = new Set(files.map(({ file }) => nameOf(file)));
  const entries = [...left].filter(([key]) => checked.has(baseline.get(key)?.file ?? ''));
  const gone = entries.reduce((sum, [, count]) => sum + count, 0);
  return { files: rest, known, gone };
};
