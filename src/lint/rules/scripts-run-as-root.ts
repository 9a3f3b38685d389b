// Scripts that run as root because nobody said otherwise.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { scriptUser } from '../facts.ts';
import type { LintContext, Rule } from '../rule.ts';
import { saidRunner } from '../scripts.ts';

/** Once for a file, at the first of them. */
const firstIn = (context: LintContext): Diagnostic[] => {
  const { commands, facts } = context;
  if (facts?.users[scriptUser] !== null) return [];
  const first = commands.find((line) => saidRunner(line, context) === undefined);
  if (first === undefined) return [];
  const values = { keyword: first.keyword, user: scriptUser, host: facts.hostName };
  return [diagnostic('HA4709', first.command.span, values)];
};

export const scriptsRunAsRoot: Rule = {
  code: 'HA4709',
  check: firstIn,
};
