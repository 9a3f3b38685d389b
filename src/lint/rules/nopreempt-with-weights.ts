// Weights move priorities, and nopreempt keeps everybody from acting on them.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { all, arg, blockOf, one, value } from '../../syntax/tree.ts';
import type { LintContext, Rule } from '../rule.ts';
import { weightsOf } from '../trackers.ts';

function* weighedIn(root: LintContext['root']): Generator<Diagnostic> {
  const weights = weightsOf(root);
  for (const instance of all(root, 'vrrp_instance')) {
    const block = blockOf(instance);
    const nopreempt = one(block, 'nopreempt');
    if (nopreempt === undefined) continue;
    // keepalived clears nopreempt of a master and of an owner, and says so.
    if (value(block, 'state') === 'MASTER' || value(block, 'priority') === 255) continue;
    const preempt = one(block, 'preempt');
    if (preempt !== undefined && preempt.span.start > nopreempt.span.start) continue;
    const [weighed] = weights.get(arg(instance, 0) ?? '') ?? [];
    if (weighed === undefined) continue;
    const { name, weight, span } = weighed;
    const labels = [{ span, text: `weighs ${weight}` }];
    yield diagnostic('HA4203', nopreempt.span, { name }, labels);
  }
}

export const nopreemptWithWeights: Rule = {
  code: 'HA4203',
  check: ({ root }) => weighedIn(root),
};
