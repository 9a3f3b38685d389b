import process from 'node:process';
import { Command, Flags } from '@oclif/core';
import { noFindings } from '../app/load.ts';
import { makePlanFor } from '../app/make-plan.ts';
import { diagnostic } from '../diag/diagnostic.ts';
import { nodeHost } from '../host/node/host.ts';
import { readTemplate } from '../host/node/package-files.ts';
import { writeUserFile } from '../host/node/user-files.ts';
import type { PlanFile } from '../plan/plan-file.ts';
import { renderPlan } from '../views/plan.ts';
import { renderPlanJson } from '../views/plan-json.ts';
import { renderScript } from '../views/script.ts';
import { configIdFlag, fileArg, readingOf, roleFlag, stateDirectoryFlag } from './flags.ts';
import { besideOf, siteFlags, siteOf } from './site-flags.ts';
import { paintFor, print, printExactly, printFindings, setExit } from './terminal.ts';

/** Writes the plan to a file, or says why it could not. */
const isSaved = async (file: string, plan: PlanFile): Promise<boolean> => {
  const reason = await writeUserFile(file, renderPlanJson(plan));
  if (reason === null) return true;
  const mend = 'give --out a path in a directory that you may write to';
  const found = diagnostic('HA6019', null, { file: `"${file}"`, reason, mend });
  printFindings({ ...noFindings(), diagnostics: [found] });
  setExit('noInput');
  return false;
};

export default class Plan extends Command {
  static override summary =
    'Show what would have to change so that the kernel is as the file wants it.';
  static override description =
    'Nothing is changed. Exit code 0, or 2 with --detailed-exitcode when something would change.';
  static override examples = [
    '<%= config.bin %> plan --role all=master',
    '<%= config.bin %> plan keepalived.conf --against empty --format sh',
    '<%= config.bin %> plan keepalived.conf --against host.json --out plan.json',
    '<%= config.bin %> plan modules/AM/conf/userconfig.xml --role AM=prim',
    '<%= config.bin %> plan web.xml dns.xml --cluster cluster.xml --members n1,n2',
  ];
  static override strict = false;
  static override args = { file: fileArg };
  static override flags = {
    against: Flags.string({
      default: 'live',
      helpValue: 'live|empty|STATE.json',
      description:
        'what the kernel holds; STATE.json is what `hactl show state --format json` wrote',
    }),
    role: roleFlag(),
    ...siteFlags,
    out: Flags.string({
      char: 'o',
      helpValue: 'PLAN.json',
      description: 'save the plan for apply',
    }),
    format: Flags.string({
      options: ['text', 'json', 'sh'],
      default: 'text',
      description: 'text for people, json for programs, sh for a script that does it',
    }),
    'detailed-exitcode': Flags.boolean({ description: 'exit 2 when something would change' }),
    'config-id': configIdFlag,
    'state-dir': stateDirectoryFlag,
  };

  async run(): Promise<void> {
    const { args, argv, flags } = await this.parse(Plan);
    const { against } = flags;
    const result = await makePlanFor(nodeHost(), {
      file: args.file,
      against: against === 'live' || against === 'empty' ? against : { file: against },
      roles: flags.role ?? [],
      ...siteOf(flags),
      stateDirectory: flags['state-dir'],
      reading: { ...readingOf(flags), ...besideOf(argv, flags) },
    });
    printFindings(result);
    setExit(result.exit);
    if (result.plan === null) return;
    const { plan } = result;
    if (flags.out !== undefined && !(await isSaved(flags.out, plan))) return;
    if (flags.format === 'json') printExactly(renderPlanJson(plan));
    else if (flags.format === 'sh') printExactly(renderScript(plan, await readTemplate('plan.sh')));
    else print(renderPlan(plan, paintFor(process.stdout)));
    if (flags['detailed-exitcode'] && plan.steps.length > 0) setExit('changesPending');
  }
}
