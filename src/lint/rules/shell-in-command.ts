// Words of the shell in a command that no shell reads.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { Word } from '../../syntax/words.ts';
import { argvOf, type CommandLine } from '../commands.ts';
import type { LintContext, Rule } from '../rule.ts';

/** `|`, `&&`, `2>/dev/null`, `>&2` and so on, as words of their own. */
const operator = /^(?:\|\|?|&&?|;;?|(?:\d*|&)>>?(?:&\d|[^=].*)?|\d*<.*)$/;
const substitution = /`|\$\(/;
const assignment = /^[A-Za-z_]\w*=/;

const isPlainlyShell = ({ text, quoted }: Word): boolean =>
  !quoted && (operator.test(text) || /.;$/.test(text));

/** The first word that only a shell would understand. */
const shellWord = (line: CommandLine): string | undefined => {
  const [program, ...words] = argvOf(line);
  if (program === undefined) return undefined;
  if (assignment.test(program.text) || program.text.endsWith(';')) return program.text;
  const forShell = words.findIndex(({ text }) => /^-\w*c$/.test(text));
  const own = forShell < 0 ? words : words.slice(0, forShell);
  const found = own.find((word) => isPlainlyShell(word) || substitution.test(word.text));
  return (found ?? words.find(isPlainlyShell))?.text;
};

function* shellIn(commands: LintContext['commands']): Generator<Diagnostic> {
  for (const line of commands) {
    const word = shellWord(line);
    if (word === undefined) continue;
    yield diagnostic('HA4301', line.command.span, { word });
  }
}

export const shellInCommand: Rule = {
  code: 'HA4301',
  check: ({ commands }) => shellIn(commands),
};
