// All rules over one configuration.

import type { Diagnostic } from '../diag/diagnostic.ts';
import type { LintContext, Rule } from './rule.ts';
import { clearTextPassword } from './rules/clear-text-password.ts';
import { nopreemptWithWeights } from './rules/nopreempt-with-weights.ts';
import { ownAddressAsPeer } from './rules/own-address-as-peer.ts';
import { ownerByDefault } from './rules/owner-by-default.ts';
import { repeatedKeyword } from './rules/repeated-keyword.ts';
import { sharedAddress } from './rules/shared-address.ts';
import { slowFailover } from './rules/slow-failover.ts';
import { strictClosesAddresses } from './rules/strict-closes-addresses.ts';
import { unicastWithoutSource } from './rules/unicast-without-source.ts';
import { unusedTracker } from './rules/unused-tracker.ts';
import { weightsAboveLimit } from './rules/weights-above-limit.ts';

export const rules: readonly Rule[] = [
  repeatedKeyword,
  sharedAddress,
  unusedTracker,
  nopreemptWithWeights,
  weightsAboveLimit,
  clearTextPassword,
  ownAddressAsPeer,
  unicastWithoutSource,
  ownerByDefault,
  strictClosesAddresses,
  slowFailover,
];

/**
 * What the rules find, rule by rule. A file may have errors: where blocks are missing, only what can
 * be said without them is said.
 */
export const lint = (context: LintContext): Diagnostic[] =>
  rules
    .filter(({ isAboutText = false }) => isAboutText || context.isWhole)
    .flatMap(({ check }) => [...check(context)]);
