// Findings as compilers write them, for editors and problem matchers:
// file:line:column: severity: message [CODE]

import { findingsIn, type Report } from './report.ts';

export const renderGcc: Report = (report, { nameOf }) =>
  findingsIn(report)
    .map(({ code, severity, message, file, place }) => {
      const where = place === null ? '' : `${place.line}:${place.column}:`;
      return `${nameOf(file)}:${where} ${severity === 'info' ? 'note' : severity}: ${message} [${code}]\n`;
    })
    .join('');
