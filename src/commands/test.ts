import process from 'node:process';
import { Command, Flags } from '@oclif/core';
import { shownName } from '../app/load.ts';
import { testWithKeepalived } from '../app/test-with-keepalived.ts';
import { version } from '../app/version.ts';
import { nodeHost } from '../host/node/host.ts';
import { renderTest } from '../views/test.ts';
import { renderTestJson } from '../views/test-json.ts';
import { configIdFlag, fileArg, readingOf, timeoutFlag } from './flags.ts';
import { paintFor, print, printExactly, printFindings, setExit } from './terminal.ts';

export default class Test extends Command {
  static override summary = 'Have the keepalived of this host read a file, and judge what it says.';
  static override description =
    'Runs keepalived -t in a private network namespace that has the interfaces which the file names. Exit code 0 when it is accepted, 1 when something of it is not, whatever keepalived exits with. Nothing of this host is touched.';
  static override examples = [
    '<%= config.bin %> test',
    '<%= config.bin %> test keepalived.conf --keepalived /opt/keepalived/sbin/keepalived',
  ];
  static override args = { file: fileArg };
  static override flags = {
    keepalived: Flags.string({
      default: 'keepalived',
      helpValue: 'PATH',
      description: 'the keepalived to ask',
    }),
    timeout: timeoutFlag,
    'config-id': configIdFlag,
    format: Flags.string({
      options: ['text', 'json'],
      default: 'text',
      description: 'text for people, json for programs',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Test);
    const outcome = await testWithKeepalived(nodeHost(), {
      file: args.file,
      program: flags.keepalived,
      timeoutMs: flags.timeout,
      ...readingOf(flags),
    });
    setExit(outcome.exit);
    printFindings(outcome);
    const { result } = outcome;
    if (result === null) return;
    const file = shownName(args.file);
    if (flags.format === 'json') printExactly(renderTestJson(file, result, version));
    else print(renderTest(file, result, paintFor(process.stdout)));
  }
}
