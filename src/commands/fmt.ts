import process from 'node:process';
import { Args, Command, Flags } from '@oclif/core';
import { formatFiles, type FormattedFile, isChanged, withoutSecrets } from '../app/fmt.ts';
import { defaultFile } from '../app/load.ts';
import { exitCodes } from '../diag/exit-codes.ts';
import { nodeHost } from '../host/node/host.ts';
import { paintFor, print, printExactly, printFindings, setExit } from './terminal.ts';

const usage = { exit: exitCodes.usage.code };

const differencesOf = async (files: readonly FormattedFile[]): Promise<string> => {
  const { renderUnifiedDiff } = await import('../views/unified-diff.ts');
  const paint = paintFor(process.stdout);
  const side = (file: string, text: string) => ({ text, shown: withoutSecrets(file, text) });
  return files
    .map(({ file, before, after }) =>
      renderUnifiedDiff(file, side(file, before), side(file, after), paint),
    )
    .join('');
};

export default class Fmt extends Command {
  static override summary = 'Bring configurations into the canonical layout.';
  static override description =
    'Prints the text of one file, passwords and all. Comments, groups of lines and what the file means stay as they are. Reads files, directories (the *.conf of keepalived and the *.xml of SafeKit below them) and patterns; - is standard input.';
  static override examples = [
    '<%= config.bin %> fmt keepalived.conf',
    '<%= config.bin %> fmt --write keepalived.conf conf.d/*.conf',
    '<%= config.bin %> fmt --check --diff conf/',
  ];
  static override strict = false;
  static override args = {
    file: Args.string({
      name: 'FILE|DIR|GLOB',
      default: defaultFile,
      description: 'what to format; - reads standard input',
    }),
  };
  static override flags = {
    write: Flags.boolean({
      char: 'w',
      description: 'write the text back into each file that changes, and list these',
    }),
    check: Flags.boolean({
      description: 'list the files that would change; exit 1 when there are any',
    }),
    diff: Flags.boolean({
      description: 'print the difference, with passwords masked, instead of the text or the list',
    }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Fmt);
    const paths = argv as string[];
    const { write, check, diff } = flags;
    if (write && paths.includes('-')) this.error('standard input cannot be written back', usage);
    if (write && check) this.error('--check writes nothing: leave out --check or --write', usage);
    const report = await formatFiles(nodeHost(), { paths, wishes: { write, check } });
    const { files } = report;
    const isPrinted = !write && !check && !diff;
    if (isPrinted && files.length > 1) {
      this.error(
        `${files.length} files cannot be printed as one: choose --write, --check or --diff`,
        usage,
      );
    }
    printFindings(report);
    if (isPrinted) printExactly(files.map(({ after }) => after).join(''));
    else if (diff) printExactly(await differencesOf(files.filter(isChanged)));
    else
      print(
        files
          .filter(isChanged)
          .map(({ file }) => `${file}\n`)
          .join(''),
      );
    setExit(report.exit);
  }
}
