import { Command } from '@oclif/core';
import { noFindings } from '../app/load.ts';
import { confirm } from '../app/confirm.ts';
import { nodeHost } from '../host/node/host.ts';
import { lockWaitFlag, stateDirectoryFlag } from './flags.ts';
import { print, printFindings, setExit } from './terminal.ts';

const sentences = {
  confirmed: 'Confirmed: the apply stays.\n',
  nothing: 'No apply waits for confirmation.\n',
  expired: 'Too late: the apply was undone already.\n',
  refused: '',
} as const;

export default class Confirm extends Command {
  static override summary = 'Keep an apply that was made with --confirm-within.';
  static override flags = { 'lock-wait': lockWaitFlag, 'state-dir': stateDirectoryFlag };

  async run(): Promise<void> {
    const { flags } = await this.parse(Confirm);
    const result = await confirm(nodeHost(), flags['state-dir'], flags['lock-wait']);
    printFindings({ ...noFindings(), diagnostics: result.diagnostics });
    print(sentences[result.outcome]);
    setExit(result.exit);
  }
}
