// A command with a path that depends on where the daemon was started.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { argvOf, commandsIn } from '../commands.ts';
import type { LintContext, Rule } from '../rule.ts';

function* relativeIn(root: LintContext['root']): Generator<Diagnostic> {
  for (const line of commandsIn(root)) {
    const program = argvOf(line)[0]?.text ?? '';
    // `</PATH` asks whether a file can be read; `$` stands for something else, `\` is no part of a path.
    if (!program.includes('/') || /^[/<$\\]/.test(program)) continue;
    yield diagnostic('HA4303', line.command.span, { program });
  }
}

export const relativeCommand: Rule = {
  code: 'HA4303',
  check: ({ root }) => relativeIn(root),
};
