// Unicast peers, and no word about the address to send from.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { all, arg, blockOf, isWritten, one } from '../../syntax/tree.ts';
import type { LintContext, Rule } from '../rule.ts';

function* sourcelessIn(root: LintContext['root']): Generator<Diagnostic> {
  for (const instance of all(root, 'vrrp_instance')) {
    const block = blockOf(instance);
    const peers = one(block, 'unicast_peer');
    if (peers === undefined || peers.entries.length === 0) continue;
    if (isWritten(block, 'mcast_src_ip')) continue;
    const device = arg(one(block, 'interface'), 0);
    if (device === undefined) continue;
    yield diagnostic('HA4207', peers.span, { name: arg(instance, 0) ?? '', device });
  }
}

export const unicastWithoutSource: Rule = {
  code: 'HA4207',
  check: ({ root }) => sourcelessIn(root),
};
