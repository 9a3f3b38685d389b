// What every report of lint is made from.

import type { LintReport } from '../../app/lint.ts';
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

/** The findings of all files, file by file. */
export const findingsIn = ({ files }: LintReport): Finding[] =>
  files.flatMap(({ file, diagnostics, sources, secrets }) =>
    diagnostics.map((diagnostic) => findingOf(diagnostic, file, { sources, secrets })),
  );
