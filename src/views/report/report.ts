// What every report of lint is made from.

import type { FileReport, LintReport } from '../../app/lint.ts';
import { type Finding, findingOf } from '../../diag/finding.ts';

export interface ReportContext {
  /** How a report names a file, from what the user called it. */
  readonly nameOf: (file: string) => string;
  /** A short text that is equal for equal texts, and no way back. */
  readonly hash: (text: string) => string;
  /** Version of hactl. */
  readonly version: string;
}

export type Report = (report: LintReport, context: ReportContext) => string;

/** The findings of one file, those in what it includes too. */
export const findingsOf = ({ file, diagnostics, sources, secrets }: FileReport): Finding[] =>
  diagnostics.map((diagnostic) => findingOf(diagnostic, file, { sources, secrets }));

/** The findings of all files, file by file. */
export const findingsIn = ({ files }: LintReport): Finding[] => files.flatMap(findingsOf);

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
  return findings.map(({ file, code, lineText }) => {
    const mark = hash([nameOf(file), code, lineText].join('\n'));
    const count = (counts.get(mark) ?? 0) + 1;
    counts.set(mark, count);
    return `${mark}:${count}`;
  });
};
