// Findings for people: each with its line, and a sum at the end.

import type { LintReport } from '../../app/lint.ts';
import { counted } from '../../base/counted.ts';
import type { Severity } from '../../diag/diagnostic.ts';
import { renderFindings } from '../diagnostics.ts';
import type { Paint } from '../paint.ts';

/** `Checked 2 files: 1 error, 3 warnings.` */
export const renderSum = ({ files, known, gone }: LintReport): string => {
  const all = files.flatMap(({ findings }) => findings);
  const countOf = (severity: Severity) => all.filter((one) => one.severity === severity).length;
  const read = files.filter(({ wasRead }) => wasRead).length;
  const found =
    all.length === 0
      ? 'nothing to complain of'
      : [
          counted(countOf('error'), 'error'),
          counted(countOf('warning'), 'warning'),
          ...(countOf('info') === 0 ? [] : [counted(countOf('info'), 'note')]),
        ].join(', ');
  const knownToo = known === 0 ? '' : `; ${counted(known, 'finding')} known by the baseline`;
  const lines = [`Checked ${counted(read, 'file')}: ${found}${knownToo}.`];
  if (gone > 0) {
    lines.push(
      `The baseline knows ${counted(gone, 'finding')} more than there are: write it anew with --write-baseline.`,
    );
  }
  return `${lines.join('\n')}\n`;
};

/** All findings, then the sum. */
export const renderLintText = (report: LintReport, paint: Paint, width?: number): string => {
  const parts = report.files
    .filter(({ findings }) => findings.length > 0)
    .map(({ findings }) => renderFindings(findings, paint, width));
  return [...parts, renderSum(report)].join('\n');
};
