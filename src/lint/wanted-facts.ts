// Which facts of its host a configuration is about.

import { joinGlobals } from '../ir/from-keepalived/global.ts';
import { one } from '../syntax/tree.ts';
import type { BoundArg } from '../syntax/shape.ts';
import { commandsOf, programOf } from './commands.ts';
import { scriptUser } from './facts.ts';
import type { LintInput } from './rule.ts';

export interface WantedFacts {
  readonly programs: readonly string[];
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

/** Names, once each; getent(1) would take a number for an id. */
const namesIn = (
  args: readonly (BoundArg | undefined)[],
  always: readonly string[] = [],
): string[] =>
  [...new Set([...always, ...args.map((arg) => String(arg?.value ?? ''))])].filter((name) =>
    /^\D/.test(name),
  );

/** The programs, users and groups that a file names. */
export const wantedFacts = ({ root }: Pick<LintInput, 'root'>): WantedFacts => {
  const commands = commandsOf(root);
  const [user, group] = one(joinGlobals(root), 'script_user')?.args ?? [];
  return {
    programs: [...new Set(commands.flatMap((line) => programOf(line) ?? []))],
    users: namesIn(
      [user, ...commands.flatMap((line) => [line.user, line.blockUser])],
      ['root', scriptUser],
    ),
    groups: namesIn([group, ...commands.flatMap((line) => [line.group, line.blockGroup])]),
  };
};
