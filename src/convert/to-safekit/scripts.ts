// The scripts of a mirror module: SafeKit calls them with `CURRENT NEXT ACTION` (User's Guide §14), and
// they call what keepalived called, with the arguments that keepalived gave.

import { quoted } from '../../emit/shell.ts';
import type { Directive } from '../directive.ts';
import { scriptLine, scriptOutput } from '../document/shell.ts';
import type { Output, OutputLine } from '../document/output.ts';
import type { Context } from './context.ts';
import { type Hook, linesFor, moduleHooks, shellCommand } from './hooks.ts';
import type { ModulePlan } from './modules.ts';
import { type IpCommands, ipCommandsOf } from './ip-commands.ts';

const lines = (...texts: readonly string[]): OutputLine[] => texts.map((text) => scriptLine(text));

/** An arm of a case, when there is something in it. */
const arm = (pattern: string, body: readonly OutputLine[]): OutputLine[] =>
  body.length === 0 ? [] : [...lines(`  ${pattern})`), ...body, ...lines('    ;;')];

const caseOf = (word: string, arms: readonly OutputLine[]): OutputLine[] =>
  arms.length === 0 ? [] : [...lines(`case ${word} in`), ...arms, ...lines('esac')];

const startPrim = (hooks: readonly Hook[], { add }: IpCommands): OutputLine[] => [
  ...add,
  ...linesFor(hooks, 'master'),
];

const stopPrim = (hooks: readonly Hook[], { remove }: IpCommands): OutputLine[] => {
  const arms = [
    ...arm('*" SECOND "*', linesFor(hooks, 'backup', '    ')),
    ...arm('*" stopwait"', linesFor(hooks, 'fault', '    ')),
  ];
  // The commands themselves cannot be forced: they ran in the first call.
  const guarded = arms.length === 0 ? [] : [...lines('  force*) ;;'), ...arms];
  return [...caseOf('"$1 $2 $3"', guarded), ...remove];
};

const startSecond = (hooks: readonly Hook[]): OutputLine[] => {
  const commands = linesFor(hooks, 'backup', '    ');
  if (commands.length === 0) return [];
  // Who was primary has run them in stop_prim.
  return caseOf('"$1"', [...lines('  PRIM|ALONE) ;;'), ...arm('*', commands)]);
};

const transition = (hooks: readonly Hook[]): OutputLine[] => {
  const notified = hooks.filter(({ event }) => event === 'any');
  if (notified.length === 0) return [];
  return [
    ...lines(
      'case "$1 $2" in',
      '  "PRIM ALONE"|"ALONE PRIM"|"STOP WAIT") exit 0 ;;',
      'esac',
      'case "$2 $3" in',
      '  PRIM*|ALONE*) state=MASTER ;;',
      '  SECOND*) state=BACKUP ;;',
      '  *stopwait) state=FAULT ;;',
      '  *) state=STOP ;;',
      'esac',
    ),
    ...notified.map((hook) => {
      const { owner, name, priority, command, from, isSecret } = hook;
      const text = `${shellCommand(command)} ${owner} ${quoted(name)} "$state" ${priority}`;
      return scriptLine(text, from, isSecret);
    }),
  ];
};

/** The checker scripts and the scripts of the states; empty when the module needs none. */
export const moduleScripts = (plan: ModulePlan, context: Context): Output[] => {
  const hooks = moduleHooks(plan, context);
  const commands = ipCommandsOf(plan, context);
  const bodies: readonly (readonly [name: string, about: string, body: OutputLine[]])[] = [
    ['start_prim', 'the node becomes primary, its addresses are set', startPrim(hooks, commands)],
    [
      'stop_prim',
      'the node gives up the primary role, its addresses are still set',
      stopPrim(hooks, commands),
    ],
    ['start_second', 'the node becomes secondary', startSecond(hooks)],
    ['transition', 'at each change of state', transition(hooks)],
    ['poststop', 'the module stops', linesFor(hooks, 'stop')],
  ];
  const made = bodies.filter(([, , body]) => body.length > 0);
  if (made.length === 0) return [];
  const scripts = made.map(([name, about, body]) =>
    scriptOutput(
      `${plan.name}/bin/${name}`,
      [`${plan.name}, ${name}: ${about}. Arguments: CURRENT NEXT ACTION.`],
      body,
    ),
  );
  return [
    ...scripts,
    prestart(
      plan,
      made.some(([name]) => name === 'stop_prim'),
    ),
  ];
};

/** It must be there (SafeKit User's Guide §14): it clears what an earlier run left. */
const prestart = ({ name }: ModulePlan, clears: boolean): Output =>
  scriptOutput(
    `${name}/bin/prestart`,
    [`${name}, prestart: before the module starts.`],
    lines(clears ? '"$(dirname "$0")/stop_prim" force "$@"' : 'exit 0'),
  );

/** Directives that scripts were made of. */
export const fromScripts = (scripts: readonly Output[]): Directive[] => [
  ...new Set(scripts.flatMap(({ lines: all }) => all.flatMap(({ from }) => from))),
];
