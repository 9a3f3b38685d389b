// A script with the user and group it runs as.

import type { script } from '../../../grammars/keepalived/lines.ts';
import { arg, type BoundStatement } from '../../syntax/tree.ts';
import type { Command, Notify } from '../model.ts';
import { defined } from '../defined.ts';

/** misc_path takes no user, so only the command is sure to be there. */
type ScriptKeyword = { readonly args: typeof script | readonly [(typeof script)[0]] };

/** The command of a notify, quorum or check keyword. */
export const buildCommand = (
  statement: BoundStatement<ScriptKeyword> | undefined,
): Command | undefined => {
  const command = arg(statement, 0);
  if (statement === undefined || command === undefined) return undefined;
  const user = arg(statement, 1);
  return defined<Command>({ command, user, group: arg(statement, 2), span: statement.span });
};

/** Most servers notify nobody: they share this. */
export const noNotify: Notify = {};

/** A keyword that gives the command of an event. */
type Event = readonly [event: string, statement: BoundStatement<ScriptKeyword> | undefined];

/** Commands by event; events without a command are left out. */
export const buildNotify = (events: readonly Event[]): Notify => {
  let notify = noNotify;
  for (const [event, statement] of events) {
    const command = buildCommand(statement);
    if (command !== undefined) notify = { ...notify, [event]: command };
  }
  return notify;
};
