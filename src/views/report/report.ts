// What every report of lint is made from.

import type { LintReport } from '../../app/lint.ts';
import type { Finding } from '../../diag/finding.ts';

export interface ReportContext {
  /** How a report names a file, from what the user called it. */
  readonly nameOf: (file: string) => string;
  /** A short text that is equal for equal texts, and no way back. */
  readonly hash: (text: string) => string;
  /** Version of hactl. */
  readonly version: string;
}

export type Report = (report: LintReport, context: ReportContext) => string;

/** The findings of all files, file by file. */
export const findingsIn = ({ files }: LintReport): Finding[] =>
  files.flatMap(({ findings }) => findings);

/** A message with the way to mend it, for reports that have one field for both. */
export const fullMessage = ({ message, help }: Finding): string => `${message}\nhelp: ${help}`;

/**
 * A mark for each finding that stays when lines move: of the file, the code and the text of the line;
 * those that have all of it in common are counted.
 */
export const fingerprints = (
  findings: readonly Finding[],
  { nameOf, hash }: ReportContext,
): string[] => {
  const counts = new Map<string, number>();
  return findings.map(({ file, code, gist }) => {
    const mark = hash([nameOf(file), code, gist].join('\n'));
    const count = (counts.get(mark) ?? 0) + 1;
    counts.set(mark, count);
    return `${mark}:${count}`;
  });
};
