// One file that was read in several ways: what is found more than once is told once.

import type { Code } from '../diag/diagnostic.ts';
import type { Finding } from '../diag/finding.ts';
import type { FileReport } from './lint.ts';

/** That a comment does nothing is true only when it does nothing in any of them. */
const onlyWhenForAll: readonly Code[] = ['HA4902'];

interface Found {
  readonly finding: Finding;
  readonly holding: Set<string>;
}

const keyOf = ({ code, file, place, message }: Finding): string =>
  [code, file, place?.line, place?.column, place?.endLine, place?.endColumn, message].join('\n');

/** Sorts findings as the texts go; those about no place come last. */
const byPlaceIn =
  (parts: readonly string[]) =>
  ({ place: a }: Finding, { place: b }: Finding): number => {
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const order = parts.indexOf(a.file) - parts.indexOf(b.file);
    return order || a.line - b.line || a.column - b.column;
  };

/**
 * What was found by each reading of a file, as one report; `note` says for whom something holds that
 * only some of them found, given those and all.
 */
export const mergeReports = (
  reports: ReadonlyMap<string, FileReport>,
  note: (holding: ReadonlySet<string>, all: readonly string[]) => string,
): FileReport => {
  const [[, first] = []] = reports;
  if (first === undefined) throw new Error('no report to merge');
  const found = new Map<string, Found>();
  for (const [id, { findings }] of reports) {
    for (const finding of findings) {
      const known = found.get(keyOf(finding));
      if (known === undefined) found.set(keyOf(finding), { finding, holding: new Set([id]) });
      else known.holding.add(id);
    }
  }
  const ids = [...reports.keys()];
  const parts = [...new Set([...reports.values()].flatMap((report) => report.parts))];
  const findings = [...found.values()]
    .filter(
      ({ finding, holding }) =>
        !onlyWhenForAll.includes(finding.code) || holding.size === ids.length,
    )
    .map(({ finding, holding }) => ({
      ...finding,
      message: finding.message + note(holding, ids),
    }))
    .sort(byPlaceIn(parts));
  return { ...first, parts, findings };
};
