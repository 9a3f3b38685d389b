// What hactl does with the keywords of files, as a table for people and as JSON.

import type { CoverageReport, CoverageRow, FileCoverage } from '../app/coverage.ts';
import { fileLine } from '../diag/source-map.ts';
import type { Paint } from './paint.ts';

const nameOf = ({ path, keyword }: CoverageRow): string => [...path, keyword].join(' > ');

const renderFile = ({ file, rows, sources }: FileCoverage, paint: Paint): string => {
  if (rows === null) return '';
  const planned = rows.filter(({ state }) => state === 'planned').length;
  const width = Math.max(...rows.map((row) => nameOf(row).length));
  const lines = rows.map((row) => {
    const { state, count, first } = row;
    const mark = state === 'planned' ? paint('green', 'planned') : paint('yellow', 'read   ');
    const often = String(count).padStart(6);
    return `  ${mark}  ${nameOf(row).padEnd(width)}${often}  ${paint('dim', fileLine(sources, first))}`;
  });
  const sum = `${file}: ${rows.length} keywords, ${planned} planned, ${rows.length - planned} only read`;
  return `${[paint('bold', sum), ...lines].join('\n')}\n`;
};

/** A table for each file that was read. */
export const renderCoverage = ({ files }: CoverageReport, paint: Paint): string =>
  files
    .filter(({ rows }) => rows !== null)
    .map((file) => renderFile(file, paint))
    .join('\n');

export const renderCoverageJson = ({ files }: CoverageReport, version: string): string => {
  const value = {
    kind: 'hactl-coverage',
    schemaVersion: 1,
    hactl: version,
    files: files.map(({ file, rows, sources }) => ({
      file,
      keywords:
        rows?.map(({ path, keyword, state, count, first }) => {
          const { file: where, line } = sources.locate(first.start);
          return { path, keyword, state, count, first: { file: where, line } };
        }) ?? null,
    })),
  };
  return `${JSON.stringify(value, null, 1)}\n`;
};
