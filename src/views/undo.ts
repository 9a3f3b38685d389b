// What undoing an apply will do, for people.

import type { Changes } from '../plan/plan.ts';
import type { Paint } from './paint.ts';
import { renderSteps, renderSummary } from './plan.ts';

export const renderUndo = (changes: Changes, appliedAt: string, paint: Paint): string => {
  const head = `Undoing the apply of ${appliedAt}`;
  if (changes.steps.length === 0) return `${head}: the kernel is as it was before already.\n`;
  const lines = [head, '', ...renderSteps(changes.steps, paint), '', renderSummary(changes)];
  return `${lines.join('\n')}\n`;
};
