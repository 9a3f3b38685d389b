import process from 'node:process';
import { Command } from '@oclif/core';
import { noFindings } from '../app/load.ts';
import { rollback } from '../app/rollback.ts';
import { nodeHost } from '../host/node/host.ts';
import { renderUndo } from '../views/undo.ts';
import { lockWaitFlag, stateDirectoryFlag, yesFlag } from './flags.ts';
import { ask, isInteractive, paintFor, print, printFindings, setExit } from './terminal.ts';

export default class Rollback extends Command {
  static override summary = 'Undo the last apply, finished or interrupted.';
  static override description =
    'Brings the objects that the last apply touched back to what they were before it; nothing else is touched.';
  static override flags = {
    yes: yesFlag,
    'lock-wait': lockWaitFlag,
    'state-dir': stateDirectoryFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Rollback);
    let isAllFound = true;
    const result = await rollback(nodeHost(), {
      stateDirectory: flags['state-dir'],
      lockWaitMs: flags['lock-wait'],
      agree: async (changes, journal, notes) => {
        printFindings({ ...noFindings(), diagnostics: notes });
        isAllFound = notes.every(({ code }) => code !== 'HA6037');
        print(renderUndo(changes, journal.at, paintFor(process.stdout)));
        if (flags.yes) return 'yes';
        if (!isInteractive()) return 'nobody';
        return () => ask('Undo it?');
      },
    });
    printFindings({ ...noFindings(), diagnostics: result.diagnostics });
    if (result.outcome === 'undone') {
      const rest = isAllFound ? '' : ', but for what was not found';
      print(`Undone and verified: the kernel is as it was before${rest}.\n`);
    }
    if (result.outcome === 'nothing') print('There is nothing to undo.\n');
    if (result.outcome === 'declined') print('Declined; nothing was changed.\n');
    setExit(result.exit);
  }
}
