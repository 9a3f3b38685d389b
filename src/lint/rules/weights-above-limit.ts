// Weights that would raise a priority above 254, where it ends.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { all, blockOf, one, value } from '../../syntax/tree.ts';
import type { LintContext, Rule } from '../rule.ts';
import { byKey, followedBy, trackersOf } from '../trackers.ts';

/** 255 is the owner's alone (RFC 9568 section 5.2.4). */
const highest = 254;

const mend = (most: number): string =>
  most > 0 ? `lower the priority to at most ${most}, or the weights` : 'lower the weights';

function* highIn(root: LintContext['root']): Generator<Diagnostic> {
  const trackers = byKey(trackersOf(root));
  for (const block of all(root, 'vrrp_instance').map(blockOf)) {
    const priority = value(block, 'priority');
    if (priority === undefined || priority > highest) continue;
    const raising = followedBy(block, trackers).filter(({ weight }) => weight > 0);
    const sum = raising.reduce((total, { weight }) => total + weight, priority);
    if (sum <= highest) continue;
    const labels = raising.map(({ span, weight }) => ({ span, text: `adds ${weight}` }));
    const values = { priority, sum, lost: sum - highest, mend: mend(priority - sum + highest) };
    yield diagnostic('HA4204', one(block, 'priority')?.span ?? null, values, labels);
  }
}

export const weightsAboveLimit: Rule = {
  code: 'HA4204',
  check: ({ root }) => highIn(root),
};
