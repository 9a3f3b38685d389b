// The use cases of `hactl rollback` and `hactl confirm`: what becomes of the last apply.

import { closeJournal, type Journal, readJournal } from '../apply/record.ts';
import { planUndo, undo } from '../apply/undo.ts';
import type { Diagnostic } from '../diag/diagnostic.ts';
import { diagnostic } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import type { Host } from '../host/ports.ts';
import type { Changes } from '../plan/plan.ts';
import type { Answer } from './apply.ts';
import { checkCapabilities } from './capabilities.ts';
import { openSession, type Session } from './session.ts';

export interface RollbackRequest {
  readonly stateDirectory: string;
  readonly lockWaitMs: number;
  /** Shows what undoing does and asks whether to go on. */
  readonly agree: (changes: Changes, journal: Journal) => Promise<Answer>;
}

export interface RollbackOutcome {
  readonly exit: Exit;
  readonly outcome: 'undone' | 'nothing' | 'declined' | 'refused' | 'undo-failed';
  readonly diagnostics: readonly Diagnostic[];
}

const refused = (...diagnostics: Diagnostic[]): RollbackOutcome => ({
  exit: 'refused',
  outcome: 'refused',
  diagnostics,
});

const rollbackLocked = async (
  host: Host,
  { store }: Session,
  request: RollbackRequest,
): Promise<RollbackOutcome> => {
  const journal = await readJournal(host, store);
  if (journal === null || journal.isUndone) {
    return { exit: 'done', outcome: 'nothing', diagnostics: [] };
  }
  const changes = await planUndo(host, journal);
  const lacking = await checkCapabilities(host, changes.steps, []);
  if (lacking.length > 0) return refused(...lacking);
  const answer = await request.agree(changes, journal);
  if (answer === 'no') return { exit: 'done', outcome: 'declined', diagnostics: [] };
  if (answer === 'nobody') return refused(diagnostic('HA6013', null, {}));
  const left = await undo(host, store, journal);
  if (left !== null) return { exit: 'undoFailed', outcome: 'undo-failed', diagnostics: [left] };
  return { exit: 'done', outcome: 'undone', diagnostics: [] };
};

/** Undoes the last apply, whether it came to its end or not. */
export const rollback = async (host: Host, request: RollbackRequest): Promise<RollbackOutcome> => {
  const { stateDirectory, lockWaitMs } = request;
  const opened = await openSession(host, stateDirectory, 'hactl rollback', lockWaitMs);
  if ('problem' in opened) return refused(opened.problem);
  try {
    return await rollbackLocked(host, opened.session, request);
  } finally {
    await opened.session.release();
  }
};

export type ConfirmOutcome =
  | { readonly exit: Exit; readonly outcome: 'confirmed' | 'nothing' | 'expired' }
  | { readonly exit: Exit; readonly outcome: 'refused'; readonly problem: Diagnostic };

/** Keeps an apply that waits for it. */
export const confirm = async (
  host: Host,
  stateDirectory: string,
  lockWaitMs: number,
): Promise<ConfirmOutcome> => {
  const opened = await openSession(host, stateDirectory, 'hactl confirm', lockWaitMs);
  if ('problem' in opened) return { exit: 'refused', outcome: 'refused', problem: opened.problem };
  const { store, release } = opened.session;
  try {
    const journal = await readJournal(host, store);
    if (journal?.confirmBy === undefined || journal.isConfirmed) {
      return { exit: 'done', outcome: 'nothing' };
    }
    if (journal.isUndone) return { exit: 'refused', outcome: 'expired' };
    if (!journal.isApplied) {
      const problem = diagnostic('HA6007', null, { since: journal.at });
      return { exit: 'refused', outcome: 'refused', problem };
    }
    await closeJournal(host, store, 'confirmed');
    return { exit: 'done', outcome: 'confirmed' };
  } finally {
    await release();
  }
};
