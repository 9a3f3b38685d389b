import { Command } from '@oclif/core';
import { gatherFacts } from '../app/facts.ts';
import { loadConfig, noFindings } from '../app/load.ts';
import { nodeHost } from '../host/node/host.ts';
import { configIdFlag, fileArg, readingOf } from './flags.ts';
import { printExactly, printFindings, setExit } from './terminal.ts';

export default class Facts extends Command {
  static override summary = 'Write down what a configuration depends on of this host.';
  static override description =
    'Interfaces with their addresses, the users and groups that the file names, and what stands on the way to its scripts, as JSON. `hactl lint --facts FILE` judges with them on another machine.';
  static override examples = ['<%= config.bin %> facts > host.json'];
  static override args = { file: fileArg };
  static override flags = { 'config-id': configIdFlag };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Facts);
    const host = nodeHost();
    const { loaded, exit, ...findings } = await loadConfig(host, args.file, readingOf(flags));
    if (loaded === null) {
      printFindings(findings);
      setExit(exit);
      return;
    }
    const gathered = await gatherFacts(host, loaded);
    if ('problem' in gathered) {
      printFindings({ ...noFindings(), diagnostics: [gathered.problem] });
      setExit('refused');
      return;
    }
    printExactly(`${JSON.stringify(gathered.facts, null, 1)}\n`);
    setExit('done');
  }
}
