// A command without a path, which is looked up in the PATH of the daemon.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { argvOf, commandsIn } from '../commands.ts';
import type { LintContext, Rule } from '../rule.ts';

function* searchedIn(root: LintContext['root']): Generator<Diagnostic> {
  for (const line of commandsIn(root)) {
    const program = argvOf(line)[0]?.text ?? '';
    if (!/^[\w.+-]+$/.test(program)) continue;
    yield diagnostic('HA4302', line.command.span, { program });
  }
}

export const commandBySearchPath: Rule = {
  code: 'HA4302',
  check: ({ root }) => searchedIn(root),
};
