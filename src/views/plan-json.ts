// A plan as JSON, the form that `hactl apply` reads.

import type { PlanFile } from '../plan/plan-file.ts';

export const renderPlanJson = (plan: PlanFile): string => `${JSON.stringify(plan, null, 1)}\n`;
