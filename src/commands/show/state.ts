import process from 'node:process';
import { Command, Flags } from '@oclif/core';
import { noFindings } from '../../app/load.ts';
import { showState } from '../../app/show-state.ts';
import { nodeHost } from '../../host/node/host.ts';
import { renderState } from '../../views/state.ts';
import { stateDirectoryFlag } from '../flags.ts';
import { paintFor, print, printExactly, printFindings, setExit } from '../terminal.ts';

export default class ShowState extends Command {
  static override summary = "Show what the kernel holds, and what of it is hactl's own.";
  static override description =
    'With --format json it is the file that `hactl plan --against FILE` reads, so that a plan for this host can be made elsewhere.';
  static override flags = {
    format: Flags.string({ options: ['text', 'json'], default: 'text' }),
    all: Flags.boolean({ description: 'kernel parameters of all links, too' }),
    'state-dir': stateDirectoryFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(ShowState);
    const { saved, diagnostics } = await showState(nodeHost(), flags['state-dir']);
    printFindings({ ...noFindings(), diagnostics });
    if (flags.format === 'json') printExactly(`${JSON.stringify(saved, null, 1)}\n`);
    else print(renderState(saved, flags.all, paintFor(process.stdout)));
    setExit('done');
  }
}
