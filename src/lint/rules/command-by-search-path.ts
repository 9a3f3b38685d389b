// A command without a path, which is looked up in the PATH of the daemon.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { argvOf } from '../commands.ts';
import type { LintContext, Rule } from '../rule.ts';

function* searchedIn(commands: LintContext['commands']): Generator<Diagnostic> {
  for (const line of commands) {
    const program = argvOf(line)[0]?.text ?? '';
    if (!/^[\w.+-]+$/.test(program)) continue;
    yield diagnostic('HA4302', line.command.span, { program });
  }
}

export const commandBySearchPath: Rule = {
  code: 'HA4302',
  check: ({ commands }) => searchedIn(commands),
};
