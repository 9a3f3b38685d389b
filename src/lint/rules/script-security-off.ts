// Scripts without script security, which keepalived calls a violation.

import { diagnostic } from '../../diag/diagnostic.ts';
import { joinGlobals } from '../../ir/from-keepalived/global.ts';
import { isWritten } from '../../syntax/tree.ts';
import type { Rule } from '../rule.ts';

/** Once for a file, at its first command. */
export const scriptSecurityOff: Rule = {
  code: 'HA4305',
  isAboutText: true,
  check: ({ root, commands, tree }) => {
    const [first] = commands;
    if (first === undefined) return [];
    if (isWritten(joinGlobals(root), 'enable_script_security')) return [];
    // It may stand in a block that could not be read.
    if (/^[ \t]*enable_script_security\b/m.test(tree.source.text)) return [];
    return [diagnostic('HA4305', first.command.span, {})];
  },
};
