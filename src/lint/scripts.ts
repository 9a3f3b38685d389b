// The scripts of a file on the host that the facts are of.

import { joinGlobals } from '../ir/from-keepalived/global.ts';
import { one } from '../syntax/tree.ts';
import { type CommandLine, programOf } from './commands.ts';
import { type Facts, scriptUser } from './facts.ts';
import type { LintContext } from './rule.ts';
import { type Way, type Weakness, wayTo } from './script-paths.ts';

export interface Script {
  readonly line: CommandLine;
  readonly program: string;
  readonly way: Way;
}

/** All commands that name their program by its whole path; none without facts. */
export const scriptsOf = ({ commands, facts }: LintContext): Script[] =>
  facts === undefined
    ? []
    : commands.flatMap((line): Script[] => {
        const program = programOf(line);
        if (program === undefined) return [];
        return [{ line, program, way: wayTo(program, (path) => facts.paths[path]) }];
      });

/** The user that a line of the file says, or script_user for all. */
export const saidRunner = (
  { user, blockUser }: CommandLine,
  { root }: Pick<LintContext, 'root'>,
): string | undefined => {
  const said = user ?? blockUser ?? one(joinGlobals(root), 'script_user')?.args[0];
  return said === undefined ? undefined : String(said.value);
};

const isRoot = (line: CommandLine, context: LintContext, { users }: Facts): boolean => {
  const said = saidRunner(line, context);
  return said === undefined ? users[scriptUser] === null : users[said]?.uid === 0;
};

export interface WeakScript {
  readonly line: CommandLine;
  readonly program: string;
  readonly weakness: Weakness;
}

/** The commands that run as root though somebody else could change what they do. */
export const weakScripts = (context: LintContext): WeakScript[] =>
  scriptsOf(context).flatMap(({ line, program, way }) =>
    context.facts !== undefined &&
    'weakness' in way &&
    way.weakness !== undefined &&
    isRoot(line, context, context.facts)
      ? [{ line, program, weakness: way.weakness }]
      : [],
  );
