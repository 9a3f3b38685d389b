// Scripts that run as root because nobody said otherwise.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { joinGlobals } from '../../ir/from-keepalived/global.ts';
import { isWritten } from '../../syntax/tree.ts';
import { scriptUser } from '../facts.ts';
import type { LintContext, Rule } from '../rule.ts';
import { saidRunner } from '../scripts.ts';

/** Once for a file, at the first of them. */
const firstIn = (context: LintContext): Diagnostic[] => {
  const { root, commands, facts } = context;
  if (facts?.users[scriptUser] !== null) return [];
  // With script security they do not run at all (HA4714).
  if (isWritten(joinGlobals(root), 'enable_script_security')) return [];
  const first = commands.find((line) => saidRunner(line, context) === undefined);
  if (first === undefined) return [];
  const values = { keyword: first.keyword, user: scriptUser, host: facts.hostName };
  return [diagnostic('HA4709', first.command.span, values)];
};

export const scriptsRunAsRoot: Rule = {
  code: 'HA4709',
  check: firstIn,
};
