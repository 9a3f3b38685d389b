// Carries out a plan: record, run, observe, compare; undone when the kernel is not as planned.

import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import { emitBatches } from '../emit/batches.ts';
import type { Batch } from '../emit/command.ts';
import type { Host } from '../host/ports.ts';
import { ownedAfter, type Planned } from '../plan/plan.ts';
import { appendJournal, beginJournal, readJournal } from './journal.ts';
import { type Record, writeRecord } from './record.ts';
import { runBatches } from './run-batches.ts';
import type { Store } from './store.ts';
import { topicsOfKeys, undo, undoBrokeOff } from './undo.ts';
import { targetAfter, waitUntilEqual } from './verify.ts';

export interface ApplyOptions {
  readonly id: string;
  readonly isVerified: boolean;
  readonly confirmBy?: Date;
}

export type ApplyResult =
  | { readonly outcome: 'applied'; readonly diagnostics: readonly [] }
  /** `refused`: nothing was changed. */
  | {
      readonly outcome: 'refused' | 'undone' | 'undo-failed';
      readonly diagnostics: readonly Diagnostic[];
    };

type Plan = Pick<Planned, 'steps' | 'expects' | 'vanishes' | 'adopts' | 'releases'>;

/** Why the kernel is not as planned after all commands ran; null when it is. */
const verify = async (host: Host, plan: Plan): Promise<Diagnostic | null> => {
  const target = targetAfter(plan);
  const { unequal } = await waitUntilEqual(host, topicsOfKeys(target.keys()), target);
  if (unequal.length === 0) return null;
  const difference = `${unequal.slice(0, 5).join(', ')}${unequal.length > 5 ? ' and more' : ''}`;
  return diagnostic('HA6009', null, { difference });
};

/** Carries out what the journal has begun. Whatever comes in between is a failure, and will be undone. */
const carryOut = async (
  host: Host,
  store: Store,
  record: Record,
  plan: Plan,
  batches: readonly Batch[],
  isVerified: boolean,
): Promise<Diagnostic | null> => {
  try {
    const failure =
      (await runBatches(host, store, batches, plan)) ??
      (isVerified ? await verify(host, plan) : null);
    if (failure !== null) return failure;
    const owned = ownedAfter(record.owned, plan);
    await writeRecord(host, store, { serial: record.serial + 1, owned });
    await appendJournal(host, store, { type: 'applied', at: host.clock.now().toISOString() });
    return null;
  } catch (error) {
    return diagnostic('HA6034', null, { message: (error as Error).message });
  }
};

/** Undoes what the journal on the disk says; null, or what is left. */
const undoBegun = async (host: Host, store: Store): Promise<Diagnostic | null> => {
  const kept = await readJournal(host, store);
  if ('value' in kept && kept.value !== null) return undo(host, store, kept.value);
  return undoBrokeOff('problem' in kept ? kept.problem : `${store.journal} is gone`);
};

/** Applies a plan whose expectations hold. The caller has the lock. */
export const applyPlan = async (
  host: Host,
  store: Store,
  record: Record,
  plan: Plan,
  { id, isVerified, confirmBy }: ApplyOptions,
): Promise<ApplyResult> => {
  const batches = emitBatches(plan.steps);
  const begin = { id, former: record, ...(confirmBy !== undefined && { confirmBy }) };
  try {
    await beginJournal(host, store, begin);
  } catch (error) {
    const reason = (error as Error).message;
    return { outcome: 'refused', diagnostics: [diagnostic('HA6012', null, { reason })] };
  }
  const failure = await carryOut(host, store, record, plan, batches, isVerified);
  if (failure === null) return { outcome: 'applied', diagnostics: [] };
  const left = await undoBegun(host, store);
  return left === null
    ? { outcome: 'undone', diagnostics: [failure] }
    : { outcome: 'undo-failed', diagnostics: [failure, left] };
};
