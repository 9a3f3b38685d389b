// All rules over one configuration.

import type { Diagnostic } from '../diag/diagnostic.ts';
import type { LintContext, Rule } from './rule.ts';
import { repeatedKeyword } from './rules/repeated-keyword.ts';

export const rules: readonly Rule[] = [repeatedKeyword];

/** What the rules find, rule by rule. */
export const lint = (context: LintContext): Diagnostic[] =>
  rules.flatMap(({ check }) => [...check(context)]);
