// Scripts that nobody may run: script security is on, and the user that keepalived would take is missing.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { joinGlobals } from '../../ir/from-keepalived/global.ts';
import { isWritten } from '../../syntax/tree.ts';
import { scriptUser } from '../facts.ts';
import type { LintContext, Rule } from '../rule.ts';
import { saidRunner } from '../scripts.ts';

const withoutUser = (context: LintContext): Diagnostic[] => {
  const { root, commands, facts } = context;
  if (facts?.users[scriptUser] !== null) return [];
  if (!isWritten(joinGlobals(root), 'enable_script_security')) return [];
  return commands
    .filter((line) => saidRunner(line, context) === undefined)
    .map(({ keyword, command }) => {
      const values = { keyword, user: scriptUser, host: facts.hostName };
      return diagnostic('HA4714', command.span, values);
    });
};

export const scriptsWithoutUser: Rule = {
  code: 'HA4714',
  check: withoutUser,
};
