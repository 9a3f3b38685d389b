// Findings as JSON: docs/lint.schema.json describes it.

import type { Finding, Place } from '../../diag/finding.ts';
import { findingsIn, type Report, type ReportContext } from './report.ts';

const placeOf = ({ file, line, column, endLine, endColumn }: Place, { nameOf }: ReportContext) => ({
  file: nameOf(file),
  line,
  column,
  endLine,
  endColumn,
});

const nowhere = { line: null, column: null, endLine: null, endColumn: null };

const findingJson = (finding: Finding, context: ReportContext) => {
  const { code, slug, severity, summary, message, help, file, place, labels } = finding;
  return {
    ...(place === null ? { file: context.nameOf(file), ...nowhere } : placeOf(place, context)),
    code,
    slug,
    severity,
    summary,
    message,
    help,
    labels: labels.map((label) => ({ ...placeOf(label.place, context), text: label.text })),
  };
};

export const renderLintJson: Report = (report, context) => {
  const value = {
    kind: 'hactl-lint',
    schemaVersion: 1,
    hactl: context.version,
    files: report.files.map(({ file, wasRead }) => ({ file: context.nameOf(file), read: wasRead })),
    findings: findingsIn(report).map((finding) => findingJson(finding, context)),
  };
  return `${JSON.stringify(value, null, 1)}\n`;
};

/** A finding a line. */
export const renderLintJsonLines: Report = (report, context) =>
  findingsIn(report)
    .map((finding) => `${JSON.stringify(findingJson(finding, context))}\n`)
    .join('');
