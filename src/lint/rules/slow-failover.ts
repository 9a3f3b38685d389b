// An advert interval that makes everybody wait long for a new master.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { all, blockOf, one, value } from '../../syntax/tree.ts';
import type { LintContext, Rule } from '../rule.ts';

/** Longest wait that nobody wonders about. */
const patienceS = 30;

function* slowIn(root: LintContext['root']): Generator<Diagnostic> {
  for (const block of all(root, 'vrrp_instance').map(blockOf)) {
    const statement = one(block, 'advert_int');
    const seconds = value(block, 'advert_int');
    if (statement === undefined || seconds === undefined) continue;
    // RFC 9568 section 6.1: three adverts are missed before a backup takes over.
    const wait = seconds * (value(block, 'down_timer_adverts') ?? 3);
    if (wait < patienceS) continue;
    yield diagnostic('HA4210', statement.span, { seconds, wait });
  }
}

export const slowFailover: Rule = {
  code: 'HA4210',
  check: ({ root }) => slowIn(root),
};
