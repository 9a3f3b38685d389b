import process from 'node:process';
import { Command } from '@oclif/core';
import { shownName } from '../app/load.ts';
import { tryConfig } from '../app/try.ts';
import { nodeHost } from '../host/node/host.ts';
import { renderTry } from '../views/try.ts';
import { configIdFlag, fileArg, readingOf, roleFlag } from './flags.ts';
import { besideOf, siteFlags, siteOf } from './site-flags.ts';
import { paintFor, print, printFindings, setExit } from './terminal.ts';

export default class Try extends Command {
  static override summary = 'Apply a file in a throwaway sandbox and undo it there.';
  static override description =
    'A private network namespace gets the interfaces that the file names, and for modules those that have the networks of their addresses; IPVS runs in User-Mode Linux where this kernel has none. Nothing of this host is touched.';
  static override examples = [
    '<%= config.bin %> try keepalived.conf --role all=master',
    '<%= config.bin %> try modules/AM/conf/userconfig.xml --role AM=prim',
  ];
  static override strict = false;
  static override args = { file: fileArg };
  static override flags = { role: roleFlag(), ...siteFlags, 'config-id': configIdFlag };

  async run(): Promise<void> {
    const { args, argv, flags } = await this.parse(Try);
    const result = await tryConfig(nodeHost(), {
      file: args.file,
      roles: flags.role ?? [],
      ...siteOf(flags),
      reading: { ...readingOf(flags), ...besideOf(argv, flags) },
    });
    printFindings(result);
    for (const { report } of result.parts) {
      printFindings({ ...result, diagnostics: report?.diagnostics ?? [] });
    }
    print(renderTry(shownName(args.file), result.parts, paintFor(process.stdout)));
    setExit(result.exit);
  }
}
