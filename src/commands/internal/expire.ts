import { Args, Command, Flags } from '@oclif/core';
import { expire } from '../../app/watcher.ts';
import { nodeHost } from '../../host/node/host.ts';
import { stateDirectoryFlag } from '../flags.ts';
import { printExactly, setExit } from '../terminal.ts';

export default class Expire extends Command {
  static override hidden = true;
  static override summary =
    'Undo an apply that nobody confirmed; started by apply --confirm-within.';
  static override args = { id: Args.string({ required: true }) };
  static override flags = {
    at: Flags.string({ description: 'wait until this time first' }),
    'state-dir': stateDirectoryFlag,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Expire);
    const at = flags.at === undefined ? undefined : new Date(flags.at);
    // Who started us waits for a word.
    if (at !== undefined) printExactly('watching\n');
    const outcome = await expire(nodeHost(), args.id, flags['state-dir'], at);
    setExit(outcome === 'failed' ? 'undoFailed' : 'done');
  }
}
