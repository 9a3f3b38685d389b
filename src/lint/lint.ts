// All rules over one configuration.

import type { Diagnostic } from '../diag/diagnostic.ts';
import type { LintContext, Rule } from './rule.ts';
import { repeatedKeyword } from './rules/repeated-keyword.ts';

export const rules: readonly Rule[] = [repeatedKeyword];

/**
 * What the rules find, rule by rule. A file may have errors: where blocks are missing, only what can
 * be said without them is said.
 */
export const lint = (context: LintContext): Diagnostic[] =>
  rules
    .filter(({ isAboutText = false }) => isAboutText || context.isWhole)
    .flatMap(({ check }) => [...check(context)]);
