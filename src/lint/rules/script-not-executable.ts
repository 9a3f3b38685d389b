// A script that nobody may execute.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { LintContext, Rule } from '../rule.ts';
import { scriptsOf } from '../scripts.ts';

function* heldIn(context: LintContext): Generator<Diagnostic> {
  for (const { line, program, way } of scriptsOf(context)) {
    if (!('entry' in way)) continue;
    const { kind, mode } = way.entry;
    if (kind === 'file' && (Number.parseInt(mode, 8) & 0o111) !== 0) continue;
    const reason = kind === 'file' ? `its mode is ${mode}` : 'it is no file';
    yield diagnostic('HA4707', line.command.span, { program, reason });
  }
}

export const scriptNotExecutable: Rule = {
  code: 'HA4707',
  check: heldIn,
};
