// Both sides of every `@id` line: a text is judged for each id that it names, and for one that it does
// not name. What is found more than once is told once, and for whom it holds when not for all.

import { diagnostic } from '../diag/diagnostic.ts';
import { findingsOf } from '../diag/finding.ts';
import { anotherId, idsIn } from '../syntax/keepalived/conditions.ts';
import type { FileReport } from './lint.ts';
import { noFindings } from './load.ts';
import { mergeReports } from './merge-reports.ts';

/** For whom something holds, as a sentence; empty when for everybody. */
const forWhom = (holding: ReadonlySet<string>, ids: readonly string[]): string => {
  const others = ids.filter((id) => !holding.has(id));
  if (others.length === 0) return '';
  const isRule = holding.has(anotherId);
  const told = isRule ? others : [...holding];
  return ` ${isRule ? 'Not' : 'Only'} where the id is ${told.join(' or ')}.`;
};

/** What was found in a file, and the texts that it was read from. */
export interface Judged {
  readonly report: FileReport;
  readonly texts: readonly string[];
}

/** More than any cluster has nodes. */
const maxIds = 100;

const withNote = (report: FileReport, left: readonly string[]): FileReport => {
  const { file, findings } = report;
  const shown = left.length > 3 ? `${left.slice(0, 3).join(', ')}, ...` : left.join(', ');
  const values = { limit: maxIds, count: left.length, ids: shown };
  const note = diagnostic('HA1051', null, values);
  return { ...report, findings: [...findings, ...findingsOf([note], file, noFindings())] };
};

/** Judges a text for all ids that make a difference; `judgeFor` does it for one. */
export const forAllIds = async (
  judgeFor: (configId: string) => Promise<Judged>,
): Promise<FileReport> => {
  const first = await judgeFor(anotherId);
  const reports = new Map([[anotherId, first.report]]);
  const ids = idsIn(first.texts);
  for (const id of ids.slice(0, maxIds)) reports.set(id, (await judgeFor(id)).report);
  const merged = mergeReports(reports, forWhom);
  return ids.length > maxIds ? withNote(merged, ids.slice(maxIds)) : merged;
};
