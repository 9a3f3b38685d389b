import { dirname, relative, resolve } from 'node:path';
import { Args, Command, Flags } from '@oclif/core';
import { baselineText, defaultBaseline, type NameOf } from '../app/baseline.ts';
import { fixFiles } from '../app/fix.ts';
import { lintFiles, type LintReport, type LintRequest } from '../app/lint.ts';
import { lintRequest } from '../app/lint-request.ts';
import { defaultFile, noFindings } from '../app/load.ts';
import { severities } from '../app/settings.ts';
import { exitCodes } from '../diag/exit-codes.ts';
import { nodeHost } from '../host/node/host.ts';
import { isSameFile } from '../host/node/same-file.ts';
import { showCoverage } from './coverage.ts';
import { configIdFlag, ignoreFlag, readingOf, selectFlag, targetFlag } from './flags.ts';
import { deliver, formatHere, formats, saveReport } from './report.ts';
import { print, printFindings, printNotice, setExit } from './terminal.ts';

/** Names in a baseline start from its directory. */
const nameFrom =
  (baseline: string): NameOf =>
  (file) =>
    file.startsWith('<') ? file : relative(dirname(resolve(baseline)), resolve(file));

const writeBaseline = async (report: LintReport, file = defaultBaseline): Promise<void> => {
  setExit(report.exit === 'noInput' ? 'noInput' : 'done');
  const { files } = report;
  if (!(await saveReport(file, baselineText(files, nameFrom(file)), '--baseline'))) return;
  const count = files.flatMap(({ findings }) => findings).length;
  print(`Wrote ${count} known finding${count === 1 ? '' : 's'} to ${file}.\n`);
};

/** The file that was read and would be lost by writing to `output`. */
const lostBy = (output: string, read: readonly (string | undefined)[]): string | undefined =>
  read.find((file) => file !== undefined && isSameFile(output, file));

/** Reports are for programs, so what was mended is said beside them. */
const fix = async (host: ReturnType<typeof nodeHost>, request: LintRequest): Promise<void> => {
  const { files, diagnostics } = await fixFiles(host, request);
  printFindings({ ...noFindings(), diagnostics });
  for (const { file, count } of files) {
    printNotice(`Mended ${count} mistake${count === 1 ? '' : 's'} in ${file}.\n`);
  }
};

export default class Lint extends Command {
  static override summary = 'Find what is wrong in configurations.';
  static override description =
    'Reads files, directories (the *.conf of keepalived and the *.xml of SafeKit below them) and patterns; - is standard input. Modules of SafeKit are checked beside each other and with the cluster.xml that is given or stands beside them. Exit code 1 when there is a finding at or above --fail-on. Settings of a project stand in .hactlrc.json.';
  static override examples = [
    '<%= config.bin %> lint',
    '<%= config.bin %> lint keepalived.conf --target 2.2.7 --fail-on warning',
    '<%= config.bin %> lint --cluster lb1.conf lb2.conf',
    '<%= config.bin %> lint conf/ --format sarif --output lint.sarif',
    '<%= config.bin %> lint conf/ --write-baseline',
  ];
  // What excludes what would make a line that nobody can read.
  static override usage = '<%= command.id %> [FILE|DIR|GLOB|-]... [FLAGS]';
  static override strict = false;
  static override args = {
    file: Args.string({
      name: 'FILE|DIR|GLOB',
      default: defaultFile,
      // Standard input is a configuration, and only where - says so.
      ignoreStdin: true,
      description: 'what to check; - reads standard input',
    }),
  };
  static override flags = {
    'fail-on': Flags.option({
      options: severities,
      description: 'least severity that gives exit code 1: error unless said otherwise',
    })(),
    select: selectFlag,
    ignore: ignoreFlag,
    target: targetFlag,
    'config-id': configIdFlag,
    'all-conditions': Flags.boolean({
      exclusive: ['config-id', 'facts'],
      description: 'read @id lines for every id that a file names, and for another one',
    }),
    facts: Flags.string({
      helpValue: 'live|FILE',
      description:
        'judge interfaces, users and scripts too: of this host, or as `hactl facts` wrote them',
    }),
    cluster: Flags.boolean({
      exclusive: ['all-conditions', 'coverage'],
      description:
        'the files are those of the nodes of one cluster: check them beside each other, too; a cluster.xml may be one of them',
    }),
    previous: Flags.string({
      helpValue: 'FILE',
      exclusive: ['all-conditions', 'coverage', 'template'],
      description:
        'a former version of a SafeKit module: say what wants a stop of it to be changed',
    }),
    template: Flags.option({
      options: ['jinja', 'erb', 'shell', 'auto'] as const,
      exclusive: ['all-conditions', 'cluster', 'coverage', 'fix'],
      description:
        'the files are templates: mask their placeholders and check what remains; auto looks which language',
    })(),
    format: Flags.option({
      options: formats,
      description: 'text for people, the others for programs; github where GITHUB_ACTIONS is true',
    })(),
    output: Flags.string({
      char: 'o',
      helpValue: 'FILE',
      description: 'write the report there and print its sum',
    }),
    baseline: Flags.string({
      helpValue: 'FILE',
      description: 'leave out the findings that this file knows',
    }),
    coverage: Flags.boolean({
      exclusive: ['baseline', 'write-baseline', 'output', 'select', 'ignore', 'fail-on'],
      description: 'show what hactl does with each keyword of the files; as text or json',
    }),
    fix: Flags.boolean({
      exclusive: ['baseline', 'write-baseline', 'coverage', 'all-conditions'],
      description: 'first mend in the files what was meant beyond doubt, and say how much that was',
    }),
    'write-baseline': Flags.boolean({
      description: `make all findings known: in --baseline FILE, or ${defaultBaseline}`,
    }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Lint);
    if (flags['write-baseline'] && (flags.output ?? flags.format) !== undefined) {
      const problem = '--write-baseline writes no report: leave out --output and --format';
      this.error(problem, { exit: exitCodes.usage.code });
    }
    const host = nodeHost();
    const wanted = await lintRequest(host, {
      paths: argv as string[],
      ...readingOf(flags),
      allConditions: flags['all-conditions'],
      select: flags.select,
      ignore: flags.ignore,
      target: flags.target,
      failOn: flags['fail-on'],
      facts: flags.facts,
      isCluster: flags.cluster,
      ...(flags.previous !== undefined && { previous: flags.previous }),
      ...(flags.template !== undefined && { template: flags.template }),
      baseline: flags.baseline,
      nameFrom,
      isWritten: flags['write-baseline'],
    });
    if ('problems' in wanted) {
      printFindings({ ...noFindings(), diagnostics: wanted.problems });
      setExit(wanted.exit);
      return;
    }
    if (flags.coverage) {
      const { format = 'text' } = flags;
      if (format === 'text' || format === 'json') return showCoverage(wanted.request, format);
      this.error('--coverage comes as text or json', { exit: exitCodes.usage.code });
    }
    if (flags.fix && argv.includes('-'))
      this.error('--fix writes files: standard input is none', { exit: exitCodes.usage.code });
    if (flags.fix) await fix(host, wanted.request);
    const report = await lintFiles(host, wanted.request);
    if (flags.cluster && report.files.length < 2)
      this.error('--cluster wants the files of at least two nodes', { exit: exitCodes.usage.code });
    const isBaseline = flags['write-baseline'];
    const output = isBaseline ? (wanted.baselineFile ?? defaultBaseline) : flags.output;
    const beside = isBaseline ? [flags.facts] : [flags.facts, wanted.baselineFile];
    const read = [...report.files.flatMap(({ parts }) => parts), ...beside];
    const lost = output === undefined ? undefined : lostBy(output, read);
    if (lost !== undefined) {
      const option = isBaseline ? '--baseline' : '--output';
      printNotice(`${option} would overwrite "${lost}", which was read: give it another path\n`);
      setExit('usage');
    } else if (isBaseline) await writeBaseline(report, wanted.baselineFile);
    else await deliver(report, flags.format ?? formatHere(), flags.output);
  }
}
