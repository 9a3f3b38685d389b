// Findings as Checkstyle writes them.

import type { FileReport } from '../../app/lint.ts';
import { fullMessage, type Report, type ReportContext } from './report.ts';
import { renderXml } from './xml.ts';

const fileOf = (report: FileReport, { nameOf }: ReportContext) => ({
  '@name': nameOf(report.file),
  error: report.findings.map((finding) => ({
    ...(finding.place !== null && {
      '@line': finding.place.line,
      '@column': finding.place.column,
    }),
    '@severity': finding.severity,
    // A line end in an attribute is a blank to who reads it (XML 1.0, 3.3.3).
    '@message': fullMessage(finding).replaceAll('\n', ' '),
    '@source': `hactl.${finding.code}`,
  })),
});

export const renderCheckstyle: Report = ({ files }, context) =>
  renderXml({
    checkstyle: { '@version': '4.3', file: files.map((file) => fileOf(file, context)) },
  });
