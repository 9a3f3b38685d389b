// Findings as workflow commands of GitHub Actions, which shows them beside the lines of a change.

import { visible } from '../../base/visible.ts';
import type { Severity } from '../../diag/diagnostic.ts';
import type { Finding, Place } from '../../diag/finding.ts';
import { findingsIn, fullMessage, type Report, type ReportContext } from './report.ts';

const commands: { readonly [S in Severity]: string } = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

/** The runner reads %25 and %0A in a message; in a property %3A and %2C too. */
const message = (text: string): string =>
  visible(text, false).replaceAll('%', '%25').replaceAll('\n', '%0A');
const property = (text: string | number): string =>
  message(String(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** Columns are for places within one line only. */
const properties = ({ line, column, endLine, endColumn }: Place): [string, number][] => [
  ['line', line],
  ['endLine', endLine],
  ...(line === endLine
    ? ([
        ['col', column],
        ['endColumn', endColumn],
      ] as [string, number][])
    : []),
];

const command = (finding: Finding, { nameOf }: ReportContext): string => {
  const { code, severity, summary, file, place } = finding;
  const pairs: [string, string | number][] = [
    ['file', nameOf(file)],
    ...(place === null ? [] : properties(place)),
    ['title', `${code} ${summary}`],
  ];
  const words = pairs.map(([name, value]) => `${name}=${property(value)}`).join(',');
  return `::${commands[severity]} ${words}::${message(fullMessage(finding))}\n`;
};

export const renderGithub: Report = (report, context) =>
  findingsIn(report)
    .map((finding) => command(finding, context))
    .join('');
