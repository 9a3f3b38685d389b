// Findings as GitLab's Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/

import type { Severity } from '../../diag/diagnostic.ts';
import { findingsIn, fingerprints, type Report } from './report.ts';

const severities: { readonly [S in Severity]: string } = {
  error: 'major',
  warning: 'minor',
  info: 'info',
};

export const renderGitlab: Report = (report, context) => {
  const findings = findingsIn(report);
  const marks = fingerprints(findings, context);
  const issues = findings.map(({ code, severity, summary, message, file, place }, at) => ({
    description: `${summary}: ${message}`,
    check_name: code,
    fingerprint: marks[at],
    severity: severities[severity],
    // A report without a line is refused as a whole.
    location: {
      path: context.nameOf(file),
      lines: { begin: place?.line ?? 1, end: place?.endLine ?? 1 },
    },
  }));
  return `${JSON.stringify(issues, null, 1)}\n`;
};
