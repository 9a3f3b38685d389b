// Findings in SARIF 2.1.0 (OASIS), the form that code scanning services take.

import {
  type Code,
  type CodeSpec,
  codes,
  generalHelp,
  type Severity,
} from '../../diag/diagnostic.ts';
import type { Finding, Place } from '../../diag/finding.ts';
import { fingerprints, fullMessage, type Report, type ReportContext } from './report.ts';

const levels: { readonly [S in Severity]: string } = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** RFC 3986: a path as a URI, relative to the root of the sources where it can be. */
const artifact = (file: string, { nameOf }: ReportContext) => {
  const name = nameOf(file);
  const path = name.split('/').map(encodeURIComponent).join('/');
  return name.startsWith('/') ? { uri: `file://${path}` } : { uri: path, uriBaseId: '%SRCROOT%' };
};

const location = (file: string, place: Place | null, context: ReportContext) => ({
  physicalLocation: {
    artifactLocation: artifact(file, context),
    ...(place !== null && {
      region: {
        startLine: place.line,
        startColumn: place.column,
        endLine: place.endLine,
        endColumn: place.endColumn,
      },
    }),
  },
});

const ruleOf = (code: Code) => {
  const spec: CodeSpec = codes[code];
  const { slug, summary, detail, severity } = spec;
  return {
    id: code,
    name: slug,
    shortDescription: { text: summary },
    fullDescription: { text: detail },
    help: { text: generalHelp(spec) },
    defaultConfiguration: { level: levels[severity] },
  };
};

const resultOf = (
  finding: Finding,
  index: number,
  fingerprint: string | undefined,
  context: ReportContext,
) => {
  const { code, severity, file, place, labels } = finding;
  const related = labels.map(({ place: other, text }) => ({
    ...location(other.file, other, context),
    message: { text },
  }));
  return {
    ruleId: code,
    ruleIndex: index,
    level: levels[severity],
    message: { text: fullMessage(finding) },
    locations: [location(file, place, context)],
    ...(related.length > 0 && { relatedLocations: related }),
    partialFingerprints: { 'hactlLine/v1': fingerprint },
  };
};

/** Files that were not read are no finding in a source, but a failure of the run. */
const notificationOf = (finding: Finding, context: ReportContext) => ({
  descriptor: { id: finding.code },
  level: levels[finding.severity],
  message: { text: fullMessage(finding) },
  locations: [location(finding.file, null, context)],
});

export const renderSarif: Report = ({ files }, context) => {
  const findings = files.filter(({ wasRead }) => wasRead).flatMap((file) => file.findings);
  const failures = files.filter(({ wasRead }) => !wasRead).flatMap((file) => file.findings);
  const rules = [...new Set(findings.map(({ code }) => code))].sort();
  const marks = fingerprints(findings, context);
  const run = {
    tool: { driver: { name: 'hactl', version: context.version, rules: rules.map(ruleOf) } },
    invocations: [
      {
        executionSuccessful: failures.length === 0,
        toolExecutionNotifications: failures.map((one) => notificationOf(one, context)),
      },
    ],
    columnKind: 'utf16CodeUnits',
    results: findings.map((one, at) => resultOf(one, rules.indexOf(one.code), marks[at], context)),
  };
  const $schema = 'https://json.schemastore.org/sarif-2.1.0.json';
  return `${JSON.stringify({ $schema, version: '2.1.0', runs: [run] }, null, 1)}\n`;
};
