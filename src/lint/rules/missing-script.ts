// A script that is not there.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { LintContext, Rule } from '../rule.ts';
import { scriptsOf } from '../scripts.ts';

function* missingIn(context: LintContext): Generator<Diagnostic> {
  for (const { line, program, way } of scriptsOf(context)) {
    if (!('missing' in way)) continue;
    const { missing } = way;
    const part = missing === program ? '' : `, for there is no ${missing}`;
    yield diagnostic('HA4703', line.command.span, { program, part });
  }
}

export const missingScript: Rule = {
  code: 'HA4703',
  check: missingIn,
};
