// Weights that would raise a priority above 254, where it ends.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { all, arg, blockOf, one, value } from '../../syntax/tree.ts';
import type { LintContext, Rule } from '../rule.ts';
import { weightsOf } from '../trackers.ts';

/** 255 is the owner's alone (RFC 9568 section 5.2.4). */
const highest = 254;

const mend = (most: number): string =>
  most > 0 ? `lower the priority to at most ${most}, or the weights` : 'lower the weights';

function* highIn(root: LintContext['root']): Generator<Diagnostic> {
  const weights = weightsOf(root);
  for (const instance of all(root, 'vrrp_instance')) {
    const block = blockOf(instance);
    const priority = value(block, 'priority');
    if (priority === undefined || priority > highest) continue;
    // What a file adds depends on the number in it.
    const raising = (weights.get(arg(instance, 0) ?? '') ?? []).filter(
      ({ follows, weight }) => weight > 0 && follows !== 'track_file',
    );
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
