// Findings as results of tests, as JUnit writes them: a suite for each file, a case for each finding
// and one for a file without any. Findings below --fail-on do not fail their case.

import { type FileReport, isFailure } from '../../app/lint.ts';
import type { Severity } from '../../diag/diagnostic.ts';
import type { Finding } from '../../diag/finding.ts';
import { fullMessage, type Report, type ReportContext } from './report.ts';
import { renderXml } from './xml.ts';

const caseOf = (finding: Finding, failOn: Severity, { nameOf }: ReportContext) => {
  const { code, slug, severity, summary, file, place } = finding;
  const where = place === null ? nameOf(file) : `${nameOf(file)}:${place.line}:${place.column}`;
  const text = `${where}: ${fullMessage(finding)}`;
  return {
    '@name': place === null ? `${code} ${slug}` : `${code} ${slug} ${place.line}:${place.column}`,
    '@classname': nameOf(file),
    ...(isFailure(severity, failOn)
      ? { failure: { '@message': summary, '@type': severity, '#': text } }
      : { 'system-out': `${severity}: ${text}` }),
  };
};

const suiteOf = (file: FileReport, failOn: Severity, context: ReportContext) => {
  const name = context.nameOf(file.file);
  const { findings } = file;
  const cases =
    findings.length === 0
      ? [{ '@name': 'no findings', '@classname': name }]
      : findings.map((finding) => caseOf(finding, failOn, context));
  return {
    '@name': name,
    '@tests': cases.length,
    '@failures': findings.filter(({ severity }) => isFailure(severity, failOn)).length,
    '@errors': 0,
    '@skipped': 0,
    testcase: cases,
  };
};

export const renderJunit: Report = ({ files, failOn }, context) => {
  const suites = files.map((file) => suiteOf(file, failOn, context));
  const sum = (name: '@tests' | '@failures') =>
    suites.reduce((total, suite) => total + suite[name], 0);
  return renderXml({
    testsuites: {
      '@name': 'hactl lint',
      '@tests': sum('@tests'),
      '@failures': sum('@failures'),
      testsuite: suites,
    },
  });
};
