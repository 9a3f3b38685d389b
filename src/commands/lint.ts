import { Args, Command, Flags } from '@oclif/core';
import { lintFiles } from '../app/lint.ts';
import { defaultFile } from '../app/load.ts';
import { selectedCodes } from '../diag/selection.ts';
import { nodeHost } from '../host/node/host.ts';
import { ignoreFlag, selectFlag, targetFlag } from './flags.ts';
import { deliver, formatHere, formats } from './report.ts';

const severities = ['error', 'warning', 'info'] as const;

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
      description: 'text for people, the others for programs; github where GITHUB_ACTIONS is true',
    })(),
    output: Flags.string({
      char: 'o',
      helpValue: 'FILE',
      description: 'write the report there and print its sum',
    }),
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
    await deliver(report, flags.format ?? formatHere(), flags.output);
  }
}
