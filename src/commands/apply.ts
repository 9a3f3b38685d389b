import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { Args, Command, Flags } from '@oclif/core';
import { apply } from '../app/apply.ts';
import { defaultFile } from '../app/load.ts';
import { nodeHost } from '../host/node/host.ts';
import { renderOutcome } from '../views/outcome.ts';
import { renderPlan } from '../views/plan.ts';
import {
  configIdFlag,
  confirmWithinFlag,
  lockWaitFlag,
  readingOf,
  roleFlag,
  stateDirectoryFlag,
  yesFlag,
} from './flags.ts';
import { besideOf, siteFlags, siteOf } from './site-flags.ts';
import { ask, isInteractive, paintFor, print, printFindings, setExit } from './terminal.ts';

export default class Apply extends Command {
  static override summary = 'Make the kernel as the file, or a saved plan, wants it.';
  static override description =
    'Shows the plan and asks; then carries it out, looks whether the kernel is as planned, and undoes everything if it is not.';
  static override examples = [
    '<%= config.bin %> apply --role all=master',
    '<%= config.bin %> apply plan.json --yes --confirm-within 120s',
  ];
  static override strict = false;
  static override args = {
    file: Args.string({
      name: 'FILE|PLAN.json',
      default: defaultFile,
      description: 'configuration, or a plan that `hactl plan --out` saved; - reads standard input',
    }),
  };
  static override flags = {
    role: roleFlag(),
    ...siteFlags,
    yes: yesFlag,
    'confirm-within': confirmWithinFlag,
    verify: Flags.boolean({
      default: true,
      allowNo: true,
      description: 'look at the kernel afterwards and undo when it is not as planned',
    }),
    'lock-wait': lockWaitFlag,
    'config-id': configIdFlag,
    'state-dir': stateDirectoryFlag,
  };

  async run(): Promise<void> {
    const { args, argv, flags } = await this.parse(Apply);
    const within = flags['confirm-within'];
    const result = await apply(nodeHost(), {
      file: args.file,
      roles: flags.role ?? [],
      ...siteOf(flags),
      stateDirectory: flags['state-dir'],
      reading: { ...readingOf(flags), ...besideOf(argv, flags) },
      isVerified: flags.verify,
      lockWaitMs: flags['lock-wait'],
      id: randomUUID(),
      ...(within !== undefined && { confirmWithinMs: within }),
      agree: async (plan, findings) => {
        printFindings(findings);
        print(renderPlan(plan, paintFor(process.stdout)));
        // What is adopted may be changed and removed from then on.
        if (flags.yes || plan.steps.length + plan.adopts.length === 0) return 'yes';
        if (!isInteractive() || args.file === '-') return 'nobody';
        return () => ask('Apply it?');
      },
    });
    printFindings(result);
    print(renderOutcome(result, new Date()));
    setExit(result.exit);
  }
}
