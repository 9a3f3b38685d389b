// Commands that keepalived runs at a change of state, as the scripts of a module run them.

import { touching } from '../../base/span.ts';
import type { Command, Notify } from '../../ir/model.ts';
import { quoted } from '../../emit/shell.ts';
import { argvIn } from '../../syntax/command-words.ts';
import type { Directive } from '../directive.ts';
import { scriptLine } from '../document/shell.ts';
import type { OutputLine } from '../document/output.ts';
import type { toSafekitRules } from '../rules/to-safekit.ts';
import type { Context } from './context.ts';
import type { ModulePlan } from './modules.ts';
import { directiveAt, type SourceNode } from './source.ts';

export type Event = 'master' | 'backup' | 'fault' | 'stop' | 'any';

export interface Hook {
  readonly event: Event;
  readonly command: Command;
  readonly owner: 'INSTANCE' | 'GROUP';
  readonly name: string;
  readonly priority: number;
  readonly from: readonly Directive[];
  readonly isSecret: boolean;
}

const ruleOf: { readonly [E in Event]: keyof typeof toSafekitRules } = {
  master: 'notify-master',
  backup: 'notify-backup',
  fault: 'notify-fault',
  stop: 'notify-stop',
  any: 'notify-any',
};

const events = Object.keys(ruleOf) as Event[];

/** keepalived splits a command itself; no shell sees it. */
export const commandWords = (command: string): string[] => argvIn(command).map(({ text }) => text);

/** The command as a line of a shell, run by its user. */
export const shellCommand = ({ command, user, group }: Command): string => {
  const words = commandWords(command).map(quoted).join(' ');
  if (user === undefined || user === 'root') return words;
  return `runuser -u ${quoted(user)}${group === undefined ? '' : ` -g ${quoted(group)}`} -- ${words}`;
};

interface Owner {
  readonly node: SourceNode;
  readonly notify: Notify;
  readonly owner: Hook['owner'];
  readonly name: string;
  readonly priority: number;
}

const hooksOf = ({ node, notify, ...owner }: Owner): Hook[] =>
  events.flatMap((event) => {
    const command = notify[event];
    if (command === undefined) return [];
    const from = directiveAt(node, command.span);
    const isSecret = touching(node.secrets, command.span).length > 0;
    return [{ event, command, ...owner, from, isSecret }];
  });

const isSameEvent = (one: Hook, other: Hook): boolean =>
  one.event === other.event && one.name === other.name;

const isSameCommand = (one: Hook, other: Hook): boolean =>
  isSameEvent(one, other) && shellCommand(one.command) === shellCommand(other.command);

/** The commands of a module. The nodes share its scripts: those of the first node count. */
export const moduleHooks = ({ routers, groups }: ModulePlan, context: Context): Hook[] => {
  const { trail } = context;
  const owners: Owner[] = [
    ...groups.map(({ node, name, notify }): Owner => ({
      node,
      notify,
      name,
      owner: 'GROUP',
      priority: 0,
    })),
    ...routers.flat().map(({ node, instance }): Owner => {
      const { notify, name, priority } = instance;
      return { node, notify, name, owner: 'INSTANCE', priority };
    }),
  ];
  const first = owners[0]?.node;
  const own = owners.filter(({ node }) => node === first).flatMap(hooksOf);
  const others = owners.filter(({ node }) => node !== first).flatMap(hooksOf);
  for (const hook of others) {
    if (own.some((one) => isSameCommand(one, hook))) continue;
    trail.note(hook.from, 'taken-from-first', { file: first?.file ?? '' });
  }
  return own.map((hook): Hook => {
    const same = others.filter((other) => isSameCommand(hook, other));
    const from = [...hook.from, ...same.flatMap((other) => other.from)];
    trail.note(from, ruleOf[hook.event]);
    const isAnywhereElse = owners.some(
      ({ node, owner, name }) => node !== first && owner === hook.owner && name === hook.name,
    );
    if (isAnywhereElse && !others.some((other) => isSameEvent(hook, other)))
      trail.note(from, 'on-one-node-only', { file: first?.file ?? '' });
    const { event, priority } = hook;
    const unlike = event === 'any' ? same.filter((other) => other.priority !== priority) : [];
    const values = { priority, file: first?.file ?? '' };
    for (const other of unlike) trail.note(other.from, 'notify-any-priority', values);
    return { ...hook, from };
  });
};

/** The lines that run the commands of an event. */
export const linesFor = (hooks: readonly Hook[], event: Event, indent = ''): OutputLine[] =>
  hooks
    .filter((hook) => hook.event === event)
    .map(({ command, from, isSecret }) =>
      scriptLine(`${indent}${shellCommand(command)}`, from, isSecret),
    );
