// Carries out a plan: record, run, observe, compare; undone when the kernel is not as planned.

import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import { emitBatches } from '../emit/batches.ts';
import type { Host } from '../host/ports.ts';
import { ownedAfter, type Planned } from '../plan/plan.ts';
import { appendJournal, beginJournal, readJournal } from './journal.ts';
import { type Record, writeRecord } from './record.ts';
import { runBatches } from './run-batches.ts';
import { type Store, valueOr } from './store.ts';
import { topicsOfKeys, undo } from './undo.ts';
import { targetAfter, waitUntilEqual } from './verify.ts';

export interface ApplyOptions {
  readonly id: string;
  readonly isVerified: boolean;
  readonly confirmBy?: Date;
}

export interface ApplyResult {
  readonly outcome: 'applied' | 'undone' | 'undo-failed';
  readonly diagnostics: readonly Diagnostic[];
  /** Processes started to change something. */
  readonly batches: number;
}

type Plan = Pick<Planned, 'steps' | 'expects' | 'vanishes' | 'adopts' | 'releases'>;

/** Why the kernel is not as planned after all commands ran; null when it is. */
const verify = async (host: Host, plan: Plan): Promise<Diagnostic | null> => {
  const target = targetAfter(plan);
  const { unequal } = await waitUntilEqual(host, topicsOfKeys(target.keys()), target);
  if (unequal.length === 0) return null;
  const difference = `${unequal.slice(0, 5).join(', ')}${unequal.length > 5 ? ' and more' : ''}`;
  return diagnostic('HA6009', null, { difference });
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
  await beginJournal(host, store, begin);
  const failure =
    (await runBatches(host, store, batches, plan)) ??
    (isVerified ? await verify(host, plan) : null);
  if (failure === null) {
    const owned = ownedAfter(record.owned, plan);
    await writeRecord(host, store, { serial: record.serial + 1, owned });
    await appendJournal(host, store, { type: 'applied', at: host.clock.now().toISOString() });
    return { outcome: 'applied', diagnostics: [], batches: batches.length };
  }
  const journal = valueOr(await readJournal(host, store), null);
  const left = journal && (await undo(host, store, journal));
  return {
    outcome: left === null ? 'undone' : 'undo-failed',
    diagnostics: left === null ? [failure] : [failure, left],
    batches: batches.length,
  };
};
