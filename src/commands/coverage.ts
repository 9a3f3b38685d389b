// How the command line shows what hactl does with the keywords of files.

import process from 'node:process';
import { coverFiles } from '../app/coverage.ts';
import type { LintRequest } from '../app/lint.ts';
import { version } from '../app/version.ts';
import { nodeHost } from '../host/node/host.ts';
import { renderCoverage, renderCoverageJson } from '../views/coverage.ts';
import { paintFor, print, printExactly, printFindings, setExit } from './terminal.ts';

/** Prints the table, and on standard error what is wrong with the files. */
export const showCoverage = async (
  request: LintRequest,
  format: 'text' | 'json',
): Promise<void> => {
  const report = await coverFiles(nodeHost(), request.paths, request);
  for (const file of report.files) printFindings(file);
  if (format === 'json') printExactly(renderCoverageJson(report, version));
  else print(renderCoverage(report, paintFor(process.stdout)));
  setExit(report.exit);
};
