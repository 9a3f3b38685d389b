// The use case of `hactl confirm`: an apply that waits for it is kept.

import { closeJournal, isInterrupted } from '../apply/journal.ts';
import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import type { Host } from '../host/ports.ts';
import { openSession, type Session } from './session.ts';

export interface ConfirmOutcome {
  readonly exit: Exit;
  readonly outcome: 'confirmed' | 'nothing' | 'expired' | 'refused';
  readonly diagnostics: readonly Diagnostic[];
}

const refused = (problem: Diagnostic): ConfirmOutcome => ({
  exit: 'refused',
  outcome: 'refused',
  diagnostics: [problem],
});

const confirmIn = async (
  host: Host,
  { store, journal, notes: diagnostics }: Session,
): Promise<ConfirmOutcome> => {
  if (journal === null) return { exit: 'done', outcome: 'nothing', diagnostics };
  if (isInterrupted(journal)) return refused(diagnostic('HA6007', null, { since: journal.at }));
  if (journal.confirmBy === undefined || journal.isConfirmed) {
    return { exit: 'done', outcome: 'nothing', diagnostics };
  }
  if (journal.isUndone) return { exit: 'refused', outcome: 'expired', diagnostics };
  await closeJournal(host, store, 'confirmed');
  return { exit: 'done', outcome: 'confirmed', diagnostics };
};

/** Keeps an apply that waits for it. */
export const confirm = async (
  host: Host,
  stateDirectory: string,
  lockWaitMs: number,
): Promise<ConfirmOutcome> => {
  const opened = await openSession(host, stateDirectory, 'hactl confirm', lockWaitMs);
  if ('problem' in opened) return refused(opened.problem);
  try {
    return await confirmIn(host, opened.session);
  } finally {
    await opened.session.release();
  }
};
