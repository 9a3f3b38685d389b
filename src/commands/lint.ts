import { createHash } from 'node:crypto';
import { relative, resolve } from 'node:path';
import process from 'node:process';
import { Args, Command, Flags } from '@oclif/core';
import { lintFiles, type LintReport } from '../app/lint.ts';
import { defaultFile } from '../app/load.ts';
import { version } from '../app/version.ts';
import { selectedCodes } from '../diag/selection.ts';
import { nodeHost } from '../host/node/host.ts';
import { workingDirectory } from '../host/node/working-directory.ts';
import type { Paint } from '../views/paint.ts';
import { type ReportFormat, reports } from '../views/report/formats.ts';
import { renderLintText } from '../views/report/text.ts';
import { ignoreFlag, selectFlag, targetFlag } from './flags.ts';
import { paintFor, print, setExit } from './terminal.ts';

type Format = 'text' | ReportFormat;
const formats: readonly Format[] = ['text', ...(Object.keys(reports) as ReportFormat[])];

const severities = ['error', 'warning', 'info'] as const;

/** Reports go to programs that know files by their path below the root of the project. */
const nameInProject = (file: string): string => {
  const here = workingDirectory();
  const root = process.env['GITHUB_WORKSPACE'] ?? process.env['CI_PROJECT_DIR'] ?? here;
  if (here === null || root === null || file.startsWith('<')) return file;
  const path = relative(root, resolve(here, file));
  return path.startsWith('..') ? file : path;
};

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

const render = async (report: LintReport, format: Format, paint: Paint): Promise<string> => {
  if (format === 'text') return renderLintText(report, paint);
  const renderReport = await reports[format]();
  return renderReport(report, { nameOf: nameInProject, hash, version });
};

export default class Lint extends Command {
  static override summary = 'Find what is wrong in configurations.';
  static override description =
    'Reads files, directories (the *.conf of keepalived below them) and patterns; - is standard input. Exit code 1 when there is a finding at or above --fail-on.';
  static override examples = [
    '<%= config.bin %> lint',
    '<%= config.bin %> lint keepalived.conf --target 2.2.7 --fail-on warning',
    '<%= config.bin %> lint conf/ --format sarif --output lint.sarif',
  ];
  static override strict = false;
  static override args = {
    file: Args.string({
      name: 'FILE|DIR|GLOB',
      default: defaultFile,
      description: 'what to check; - reads standard input',
    }),
  };
  static override flags = {
    'fail-on': Flags.option({
      options: severities,
      default: 'error',
      description: 'least severity that gives exit code 1',
    })(),
    select: selectFlag,
    ignore: ignoreFlag,
    target: targetFlag,
    format: Flags.option({
      options: formats,
      description: 'text for people (the default), the others for programs',
    })(),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Lint);
    const report = await lintFiles(nodeHost(), {
      paths: argv as string[],
      codes: selectedCodes(flags),
      severities: new Map(),
      failOn: flags['fail-on'],
      ...(flags.target !== undefined && { target: flags.target }),
    });
    print(await render(report, flags.format ?? 'text', paintFor(process.stdout)));
    setExit(report.exit);
  }
}
