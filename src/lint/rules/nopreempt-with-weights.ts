// Weights move priorities, and nopreempt keeps everybody from acting on them.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { all, blockOf, one, value } from '../../syntax/tree.ts';
import type { LintContext, Rule } from '../rule.ts';
import { byKey, followedBy, trackersOf } from '../trackers.ts';

/** keepalived clears nopreempt of a master and of an owner, and says so. */
const holds = (block: ReturnType<typeof instanceBlocks>[number]): boolean =>
  value(block, 'state') !== 'MASTER' && value(block, 'priority') !== 255;

const instanceBlocks = (root: LintContext['root']) => all(root, 'vrrp_instance').map(blockOf);

function* weighedIn(root: LintContext['root']): Generator<Diagnostic> {
  const trackers = byKey(trackersOf(root));
  for (const block of instanceBlocks(root)) {
    const nopreempt = one(block, 'nopreempt');
    const preempt = one(block, 'preempt');
    if (nopreempt === undefined || !holds(block)) continue;
    if (preempt !== undefined && preempt.span.start > nopreempt.span.start) continue;
    const weighed = followedBy(block, trackers).find(({ weight }) => weight !== 0);
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
