// Files that others include: what is said of them is said once, and where they came in as a part of a
// whole they are not judged as if they stood alone.

import { pathFrom } from '../base/path.ts';
import type { Finding } from '../diag/finding.ts';
import type { FileReport } from './lint.ts';

/** A finding in an included file, by what the reader sees of it; null in the file itself. */
const keyOfIncluded = ({ place, code, message }: Finding, report: FileReport): string | null =>
  place === null || place.file === report.file
    ? null
    : [place.file, place.line, place.column, code, message].join('\n');

/** Who is included in another file; files that include each other stand side by side. */
const includedIn = (
  reports: readonly FileReport[],
  absolute: (file: string) => string,
): ((file: string) => boolean) => {
  const parts = new Map(
    reports.map(({ file, parts: own }) => [absolute(file), new Set(own.map(absolute))]),
  );
  return (file) => {
    const path = absolute(file);
    return [...parts].some(
      ([other, files]) => other !== path && files.has(path) && parts.get(path)?.has(other) !== true,
    );
  };
};

/** Leaves out files that nobody named and others include, and findings that an include repeats. */
export const onceEach = (
  reports: readonly FileReport[],
  workingDirectory: string | null,
): readonly FileReport[] => {
  const isIncluded = includedIn(
    reports.filter(({ parts }) => parts.length > 1),
    (file) => pathFrom(workingDirectory ?? '/', file),
  );
  const seen = new Set<string>();
  return reports
    .filter(({ file, isNamed }) => isNamed || !isIncluded(file))
    .map((report) => ({
      ...report,
      findings: report.findings.filter((one) => {
        const key = keyOfIncluded(one, report);
        return key === null || seen.size !== seen.add(key).size;
      }),
    }));
};
