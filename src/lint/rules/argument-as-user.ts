// An argument of a command that stands where the user belongs.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { LintContext, Rule } from '../rule.ts';

/** What useradd(8) takes for a name, or a number. */
const userName = /^(?:[A-Za-z_][\w.-]*\$?|\d+)$/;
/** What scripts are told. */
const state = /^(?:master|backup|fault|stop|up|down|primary|secondary)$/i;

function* argumentsIn(commands: LintContext['commands']): Generator<Diagnostic> {
  for (const { keyword, command, user } of commands) {
    const word = String(user?.value ?? 'root');
    if (user === undefined || (userName.test(word) && !state.test(word))) continue;
    const text = String(command.value);
    yield diagnostic('HA4304', user.span, { keyword, word, command: text });
  }
}

export const argumentAsUser: Rule = {
  code: 'HA4304',
  check: ({ commands }) => argumentsIn(commands),
};
