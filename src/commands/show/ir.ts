import { Command } from '@oclif/core';
import { loadConfig } from '../../app/load.ts';
import { nodeHost } from '../../host/node/host.ts';
import { renderIr } from '../../views/ir.ts';
import { configIdFlag, fileArg, readingOf } from '../flags.ts';
import { printExactly, printFindings, setExit } from '../terminal.ts';

export default class ShowIr extends Command {
  static override summary =
    'Show what hactl understands of a file, as JSON with defaults filled in.';
  static override args = { file: fileArg };
  static override flags = { 'config-id': configIdFlag };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ShowIr);
    const result = await loadConfig(nodeHost(), args.file, readingOf(flags));
    printFindings(result);
    if (result.loaded !== null)
      printExactly(renderIr(result.loaded.config, result.sources, result.secrets));
    setExit(result.exit);
  }
}
