// A plan as a shell script that stands alone.

import { fillTemplate } from '../base/template.ts';
import { emitBatches } from '../emit/batches.ts';
import { toShell } from '../emit/shell.ts';
import type { PlanFile } from '../plan/plan-file.ts';
import { renderSummary } from './plan.ts';

/** `head` is templates/plan.sh. */
export const renderScript = (plan: PlanFile, head: string): string => {
  const values = {
    SUMMARY: renderSummary(plan),
    VERSION: plan.hactl,
    CONFIGURATION: plan.configuration,
    AGAINST: plan.against,
  };
  return fillTemplate(head, values) + toShell(emitBatches(plan.steps));
};
