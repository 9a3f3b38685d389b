import { Command, Flags } from '@oclif/core';
import { showConnections } from '../../app/show-connections.ts';
import { nodeHost } from '../../host/node/host.ts';
import { renderConnections, renderConnectionsJson } from '../../views/connections.ts';
import { fileArg } from '../flags.ts';
import { besideOf } from '../site-flags.ts';
import { print, printExactly, printFindings, setExit } from '../terminal.ts';

export default class ShowConnections extends Command {
  static override summary = 'Count the connections of virtual addresses with connections="on".';
  static override description =
    'Established TCP connections of this host, now, as ss(8) lists them.';
  static override strict = false;
  static override args = { file: fileArg };
  static override flags = {
    format: Flags.string({ options: ['text', 'json'], default: 'text' }),
  };

  async run(): Promise<void> {
    const { args, argv, flags } = await this.parse(ShowConnections);
    const reading = besideOf(argv, {});
    const result = await showConnections(nodeHost(), { file: args.file, reading });
    printFindings(result);
    setExit(result.exit);
    if (result.exit !== 'done') return;
    if (flags.format === 'json') printExactly(renderConnectionsJson(result.addresses));
    else print(renderConnections(result.addresses));
  }
}
