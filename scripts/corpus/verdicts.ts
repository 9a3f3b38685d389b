// What keepalived itself said about the files of the corpus: the tables beside them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Version } from '../../grammars/keepalived/versions.ts';

/** One thing that keepalived said about a file. */
export interface Remark {
  /** Null for what keepalived prints without a line. */
  readonly line: number | null;
  readonly text: string;
}

export interface Verdict {
  readonly file: string;
  readonly exit: number;
  /** What is about the file and not about the host. */
  readonly remarks: readonly Remark[];
}

const rowsOf = (path: string): string[][] =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((row) => row.split('\t'));

const parseRemark = (text: string): Remark => {
  const match = /^L(\d+): (.*)$/s.exec(text);
  return match === null ? { line: null, text } : { line: Number(match[1]), text: match[2] ?? '' };
};

/**
 * An instance without an interface is no matter of the host, though the tables take it for one: all that a
 * file names is there.
 */
const withoutInterface = (said: string): Remark[] =>
  said
    .split(' | ')
    .filter((text) => text.endsWith(' Unknown interface!'))
    .map(parseRemark);

/** The verdicts of a release, file by file. */
export const readVerdicts = (folder: string, version: Version): Verdict[] => {
  const remarks = new Map(
    rowsOf(join(folder, `genuine-${version}.tsv`)).map((row) => [
      row[0] ?? '',
      (row[7] ?? '').split(' | ').map(parseRemark),
    ]),
  );
  return rowsOf(join(folder, `verdicts-${version}.tsv`)).map(([file = '', exit, , said = '']) => {
    const listed = remarks.get(file) ?? [];
    const unlisted = withoutInterface(said).filter((one) =>
      listed.every(({ text }) => text !== one.text),
    );
    return { file, exit: Number(exit), remarks: [...listed, ...unlisted] };
  });
};

/** Whether keepalived takes the file: it is silent, or speaks of the host alone; 5 and 6 are its remarks. */
export const isClean = ({ exit, remarks }: Verdict): boolean =>
  [0, 5, 6].includes(exit) &&
  remarks.every(({ text }) => /^SECURITY VIOLATION|^Disabling track script/.test(text));
