// auth_type PASS, which keeps nobody out.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { all, blockOf, one, value } from '../../syntax/tree.ts';
import type { LintContext, Rule } from '../rule.ts';

/** Once for a file: who knows it for one instance knows it for all. */
const firstIn = (root: LintContext['root']): Diagnostic[] => {
  for (const instance of all(root, 'vrrp_instance')) {
    for (const authentication of all(blockOf(instance), 'authentication')) {
      const block = blockOf(authentication);
      const type = one(block, 'auth_type');
      if (type === undefined || value(block, 'auth_type') !== 'PASS') continue;
      return [diagnostic('HA4205', type.span, {})];
    }
  }
  return [];
};

export const clearTextPassword: Rule = {
  code: 'HA4205',
  check: ({ root }) => firstIn(root),
};
