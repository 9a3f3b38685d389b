// A script that runs as root, and that others than root could change.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { joinGlobals } from '../../ir/from-keepalived/global.ts';
import { isWritten } from '../../syntax/tree.ts';
import type { LintContext, Rule } from '../rule.ts';
import { weakScripts } from '../scripts.ts';

function* weakIn(context: LintContext): Generator<Diagnostic> {
  if (isWritten(joinGlobals(context.root), 'enable_script_security')) return;
  for (const { line, program, weakness } of weakScripts(context)) {
    yield diagnostic('HA4705', line.command.span, { program, ...weakness });
  }
}

export const weakScript: Rule = {
  code: 'HA4705',
  check: weakIn,
};
