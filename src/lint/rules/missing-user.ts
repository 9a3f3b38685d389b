// A user or group that the host does not know.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { joinGlobals } from '../../ir/from-keepalived/global.ts';
import type { BoundArg } from '../../syntax/shape.ts';
import { one } from '../../syntax/tree.ts';
import type { LintContext, Rule } from '../rule.ts';

function* missingIn({ root, commands, facts }: LintContext): Generator<Diagnostic> {
  if (facts === undefined) return;
  const { users, groups, hostName: host } = facts;
  const usual = one(joinGlobals(root), 'script_user')?.args ?? [];
  const named: (readonly [BoundArg | undefined, 'user' | 'group'])[] = [
    [usual[0], 'user'],
    [usual[1], 'group'],
    ...commands.flatMap(
      (line) =>
        [
          [line.user, 'user'],
          [line.group, 'group'],
          [line.blockUser, 'user'],
          [line.blockGroup, 'group'],
        ] as const,
    ),
  ];
  for (const [word, kind] of named) {
    const name = String(word?.value ?? '');
    const entry = (kind === 'user' ? users : groups)[name];
    if (word !== undefined && entry === null) {
      yield diagnostic('HA4706', word.span, { kind, name, host });
    }
  }
}

export const missingUser: Rule = {
  code: 'HA4706',
  check: missingIn,
};
