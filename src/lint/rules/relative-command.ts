// A command with a path that depends on where the daemon was started.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { argvOf } from '../commands.ts';
import type { LintContext, Rule } from '../rule.ts';

function* relativeIn(commands: LintContext['commands']): Generator<Diagnostic> {
  for (const line of commands) {
    const program = argvOf(line)[0]?.text ?? '';
    // `</PATH` asks whether a file can be read; `$` stands for something else, `\` is no part of a path.
    if (!program.includes('/') || /^[/<$\\]/.test(program)) continue;
    yield diagnostic('HA4303', line.command.span, { program });
  }
}

export const relativeCommand: Rule = {
  code: 'HA4303',
  check: ({ commands }) => relativeIn(commands),
};
