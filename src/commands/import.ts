import { Args, Command, Flags } from '@oclif/core';
import { nodeHost } from '../host/node/host.ts';
import { stateDirectoryFlag } from './flags.ts';
import { printExactly, printFindings, setExit } from './terminal.ts';

export default class Import extends Command {
  static override summary = 'Write a keepalived.conf of what the kernel holds.';
  static override description =
    'The IPVS table becomes virtual_servers, and the addresses that they listen on become virtual addresses. Health checks, scripts, priorities and the other nodes no kernel knows: they are left to you.';
  static override examples = [
    '<%= config.bin %> import > keepalived.conf',
    '<%= config.bin %> import --address 192.0.2.10',
    '<%= config.bin %> import host.json',
  ];
  static override args = {
    state: Args.string({
      name: 'STATE.json',
      ignoreStdin: true,
      description:
        'what `hactl show state --format json` wrote, instead of the kernel of this host',
    }),
  };
  static override flags = {
    address: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'IP',
      description: 'an address of this host that is virtual, whatever uses it',
    }),
    'state-dir': stateDirectoryFlag,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Import);
    // What it needs takes longer to load than other commands take to run.
    const { importKernel } = await import('../app/import.ts');
    const result = await importKernel(nodeHost(), {
      from: args.state === undefined ? 'live' : { file: args.state },
      addresses: flags.address ?? [],
      stateDirectory: flags['state-dir'],
    });
    printFindings(result);
    setExit(result.exit);
    if (result.text !== null) printExactly(result.text);
  }
}
