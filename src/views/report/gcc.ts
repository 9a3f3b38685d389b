// Findings as compilers write them, for editors and problem matchers:
// file:line:column: severity: message [CODE]

import { visibleInLine } from '../../base/visible.ts';
import { findingsIn, type Report } from './report.ts';

export const renderGcc: Report = (report, { nameOf }) =>
  findingsIn(report)
    .map(({ code, severity, message, file, place }) => {
      const where = place === null ? '' : `${place.line}:${place.column}:`;
      const level = severity === 'info' ? 'note' : severity;
      return `${visibleInLine(`${nameOf(file)}:${where} ${level}: ${message} [${code}]`)}\n`;
    })
    .join('');
