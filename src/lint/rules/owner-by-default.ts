// state MASTER without a priority, which makes an address owner.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { all, arg, blockOf, isWritten, one, value } from '../../syntax/tree.ts';
import type { LintContext, Rule } from '../rule.ts';

function* ownersIn(root: LintContext['root']): Generator<Diagnostic> {
  for (const instance of all(root, 'vrrp_instance')) {
    const block = blockOf(instance);
    const state = one(block, 'state');
    if (state === undefined || value(block, 'state') !== 'MASTER') continue;
    if (isWritten(block, 'priority')) continue;
    yield diagnostic('HA4208', state.span, { name: arg(instance, 0) ?? '' });
  }
}

export const ownerByDefault: Rule = {
  code: 'HA4208',
  check: ({ root }) => ownersIn(root),
};
