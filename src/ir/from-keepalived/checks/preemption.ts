// nopreempt and preempt_delay against the state that an instance starts in.

import { diagnostic } from '../../../diag/diagnostic.ts';
import { one, value } from '../../../syntax/tree.ts';
import { type InstanceCase, placeOf } from './context.ts';

export const checkPreemption = (found: InstanceCase): void => {
  const { block, instance, strict, diagnostics } = found;
  const { name, initialState, priority } = instance;
  const report = (keyword: 'nopreempt' | 'preempt_delay', reason: string, mend: string): void => {
    diagnostics.push(
      diagnostic('HA3036', placeOf(found, keyword), { keyword, name, reason, mend }),
    );
  };
  const isMaster = initialState === 'master';
  const nopreempt = one(block, 'nopreempt') !== undefined;
  if (nopreempt && priority === 255) {
    report('nopreempt', 'with priority 255 it owns the addresses', 'lower the priority');
  } else if (nopreempt && isMaster) {
    report('nopreempt', 'it starts as MASTER', 'write state BACKUP on all nodes');
  }
  if ((value(block, 'preempt_delay') ?? 0) === 0) return;
  const waits = 'remove preempt_delay';
  if (strict) report('preempt_delay', 'strict mode does not wait', waits);
  else if (isMaster) report('preempt_delay', 'it starts as MASTER', 'write state BACKUP');
  else if (nopreempt) report('preempt_delay', 'nopreempt is set', waits);
};
