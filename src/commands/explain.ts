import process from 'node:process';
import { Args, Command } from '@oclif/core';
import { explain } from '../app/explain.ts';
import { readOwnFile } from '../host/node/package-files.ts';
import { renderExplanations } from '../views/explain.ts';
import { paintFor, print, setExit, widthFor } from './terminal.ts';

export default class Explain extends Command {
  static override summary =
    'Say what a code of a finding, a word of keepalived.conf, or an element or attribute of SafeKit is.';
  static override description =
    'A code: what is wrong, why it matters, how to mend it, with examples. A word: where it may stand, its arguments, default and range, and the release that brought it.';
  static override examples = [
    '<%= config.bin %> explain HA2001',
    '<%= config.bin %> explain unknown-keyword',
    '<%= config.bin %> explain virtual_router_id',
    '<%= config.bin %> explain real_server weight',
    '<%= config.bin %> explain vip/interface',
    '<%= config.bin %> explain arpreroute',
    '<%= config.bin %> explain HA48',
  ];
  static override strict = false;
  static override args = {
    name: Args.string({
      name: 'CODE|SLUG|WORD',
      required: true,
      description:
        'a code such as HA2001, its slug, a word of keepalived.conf, or an element or attribute of SafeKit',
    }),
  };

  async run(): Promise<void> {
    const { argv } = await this.parse(Explain);
    const name = argv.join(' ');
    const found = await explain(name, readOwnFile);
    if (!('hint' in found)) {
      print(renderExplanations(found, paintFor(process.stdout), widthFor(process.stdout)));
      return;
    }
    process.stderr.write(`hactl knows no code and no word "${name}": ${found.hint}\n`);
    setExit('usage');
  }
}
