// How the command line delivers a report: in which format, under which names, and where to.

import { relative, resolve } from 'node:path';
import process from 'node:process';
import type { LintReport } from '../app/lint.ts';
import { noFindings } from '../app/load.ts';
import { version } from '../app/version.ts';
import { visible } from '../base/visible.ts';
import { diagnostic } from '../diag/diagnostic.ts';
import { writeUserFile } from '../host/node/user-files.ts';
import { workingDirectory } from '../host/node/working-directory.ts';
import { plain } from '../views/paint.ts';
import { type ReportFormat, reports } from '../views/report/formats.ts';
import { renderLintText, renderSum } from '../views/report/text.ts';
import { paintFor, print, printExactly, printFindings, setExit, widthFor } from './terminal.ts';

type Format = 'text' | ReportFormat;

export const formats: readonly Format[] = ['text', ...(Object.keys(reports) as ReportFormat[])];

/** Jobs of GitHub Actions get annotations without asking for them. */
export const formatHere = (): Format =>
  process.env['GITHUB_ACTIONS'] === 'true' ? 'github' : 'text';

/** Services that take reports know files by their paths below the root of the project. */
const nameInProject = (file: string): string => {
  const here = workingDirectory();
  const root = process.env['GITHUB_WORKSPACE'] ?? process.env['CI_PROJECT_DIR'] ?? here;
  if (here === null || root === null || file.startsWith('<')) return file;
  const path = relative(root, resolve(here, file));
  return path.startsWith('..') ? file : path;
};

const render = async (report: LintReport, format: Format, isFile: boolean): Promise<string> => {
  if (format === 'text') {
    return isFile
      ? visible(renderLintText(report, plain), false)
      : renderLintText(report, paintFor(process.stdout), widthFor(process.stdout));
  }
  const renderReport = await reports[format]();
  const { createHash } = await import('node:crypto');
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  return renderReport(report, { nameOf: nameInProject, hash, version });
};

/** Reports are for others too: the umask of the user decides. */
const reportMode = 0o666;

/** Writes a report, or says why it could not; `option` names the file on the command line. */
export const saveReport = async (file: string, text: string, option: string): Promise<boolean> => {
  const reason = await writeUserFile(file, text, reportMode);
  if (reason === null) return true;
  const mend = `give ${option} a path in a directory that you may write to`;
  const problem = diagnostic('HA6019', null, { file: `"${file}"`, reason, mend });
  printFindings({ ...noFindings(), diagnostics: [problem] });
  setExit('noInput');
  return false;
};

/** Formats that people read along, too. */
const linewise = new Set<Format>(['text', 'gcc', 'github']);

/** Prints a report, or writes it to a file and prints its sum. */
export const deliver = async (
  report: LintReport,
  format: Format,
  file: string | undefined,
): Promise<void> => {
  setExit(report.exit);
  const text = await render(report, format, file !== undefined);
  if (file === undefined) (linewise.has(format) ? print : printExactly)(text);
  else if (await saveReport(file, text, '--output')) print(renderSum(report));
};
