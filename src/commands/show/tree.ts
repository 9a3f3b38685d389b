import { Command } from '@oclif/core';
import { loadConfig } from '../../app/load.ts';
import { nodeHost } from '../../host/node/host.ts';
import { renderTreeOf } from '../../views/tree.ts';
import { configIdFlag, fileArg, readingOf } from '../flags.ts';
import { print, printFindings, setExit } from '../terminal.ts';

export default class ShowTree extends Command {
  static override summary =
    'Show the statements of a file as they are read, before they mean anything.';
  static override args = { file: fileArg };
  static override flags = { 'config-id': configIdFlag };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ShowTree);
    const result = await loadConfig(nodeHost(), args.file, readingOf(flags));
    printFindings(result);
    if (result.loaded !== null) print(renderTreeOf(result.loaded));
    setExit(result.exit);
  }
}
