// A script that script security keeps from running.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { joinGlobals } from '../../ir/from-keepalived/global.ts';
import { isWritten } from '../../syntax/tree.ts';
import type { LintContext, Rule } from '../rule.ts';
import { weakScripts } from '../scripts.ts';

function* refusedIn(context: LintContext): Generator<Diagnostic> {
  if (!isWritten(joinGlobals(context.root), 'enable_script_security')) return;
  for (const { line, program, weakness } of weakScripts(context)) {
    yield diagnostic('HA4704', line.command.span, { program, ...weakness });
  }
}

export const refusedScript: Rule = {
  code: 'HA4704',
  check: refusedIn,
};
