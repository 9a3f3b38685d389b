// Both sides of every `@id` line: a text is judged for each id that it names, and for one that it does
// not name. What is found more than once is told once, and for whom it holds when not for all.

import type { Code } from '../diag/diagnostic.ts';
import type { Finding } from '../diag/finding.ts';
import { idsIn } from '../syntax/keepalived/conditions.ts';
import type { FileReport } from './lint.ts';

/** Stands for all ids that a text does not name. */
export const anotherId = 'another-id';

/** That a comment does nothing is true only when it does nothing for anybody. */
const onlyWhenForAll: readonly Code[] = ['HA4902'];

/** For whom something holds, as a sentence; empty when for everybody. */
const forWhom = (holding: ReadonlySet<string>, ids: readonly string[]): string => {
  const others = ids.filter((id) => !holding.has(id));
  if (others.length === 0) return '';
  const isRule = holding.has(anotherId);
  const told = isRule ? others : [...holding];
  return ` ${isRule ? 'Not' : 'Only'} where the id is ${told.join(' or ')}.`;
};

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

/** What was found for each id, as one report; the first is that of all others. */
const merged = (reports: ReadonlyMap<string, FileReport>): FileReport => {
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
      message: finding.message + forWhom(holding, ids),
    }))
    .sort(byPlaceIn(parts));
  return { ...first, parts, findings };
};

/** What was found in a file, and the texts that it was read from. */
export interface Judged {
  readonly report: FileReport;
  readonly texts: readonly string[];
}

/** Judges a text for all ids that make a difference; `judgeFor` does it for one. */
export const forAllIds = async (
  judgeFor: (configId: string) => Promise<Judged>,
): Promise<FileReport> => {
  const first = await judgeFor(anotherId);
  const reports = new Map([[anotherId, first.report]]);
  for (const id of idsIn(first.texts)) reports.set(id, (await judgeFor(id)).report);
  return merged(reports);
};
