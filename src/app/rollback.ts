// The use case of `hactl rollback`: the last apply is undone, whether it came to its end or not.

import type { Journal } from '../apply/journal.ts';
import { planUndo, undo } from '../apply/undo.ts';
import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import type { Host } from '../host/ports.ts';
import { lostObjects } from '../plan/lost.ts';
import type { Changes } from '../plan/plan.ts';
import { isPermanent, verbsOf } from '../plan/kinds.ts';
import type { Owned } from '../plan/owned.ts';
import type { Resource, State } from '../plan/state.ts';
import type { Consent } from './apply.ts';
import { checkCapabilities } from './capabilities.ts';
import { openSession, type Session } from './session.ts';

export interface RollbackRequest {
  readonly stateDirectory: string;
  readonly lockWaitMs: number;
  /** Shows what undoing does, and finds out whether to go on. */
  readonly agree: (
    changes: Changes,
    journal: Journal,
    notes: readonly Diagnostic[],
  ) => Promise<Consent>;
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

/** Holds the lock while `work` goes on. */
const inSession = async <T>(
  host: Host,
  { stateDirectory, lockWaitMs }: RollbackRequest,
  work: (session: Session) => Promise<T>,
): Promise<T | RollbackOutcome> => {
  const opened = await openSession(host, stateDirectory, 'hactl rollback', lockWaitMs);
  if ('problem' in opened) return refused(opened.problem);
  try {
    return await work(opened.session);
  } finally {
    await opened.session.release();
  }
};

/** What is worth saying of the state directory; undoing brings the record from before, too. */
const notesOf = ({ notes, record }: Session): Diagnostic[] => {
  if (!('problem' in record)) return [...notes];
  const mend = 'undoing replaces it by the one from before the apply';
  return [...notes, diagnostic('HA6032', null, { reason: record.problem, mend })];
};

/** What the apply made and undoing will not find, so that it is as before only at first sight. */
const lostOf = ({ record }: Session, journal: Journal, observed: State): Diagnostic[] => {
  if (!journal.isApplied || 'problem' in record) return [];
  const made = [...journal.recorded].flatMap(([key, before]) => (before === null ? [key] : []));
  const objects = lostObjects(
    made.filter((key) => record.value.owned.has(key)),
    observed,
  );
  return objects === null ? [] : [diagnostic('HA6037', null, { objects })];
};

/** Undoing is never refused: what it costs others is said instead. */
const goesAlong = (resource: Resource | undefined): Diagnostic[] => {
  if (resource === undefined || isPermanent(resource)) return [];
  return [diagnostic('HA6038', null, { object: verbsOf(resource).title(resource) })];
};

const undoNow = async (
  host: Host,
  { store }: Session,
  journal: Journal,
): Promise<RollbackOutcome> => {
  const left = await undo(host, store, journal);
  if (left !== null) return { exit: 'undoFailed', outcome: 'undo-failed', diagnostics: [left] };
  return { exit: 'done', outcome: 'undone', diagnostics: [] };
};

/** Somebody must be asked before `changes` are made. */
interface Question {
  readonly journal: Journal;
  readonly changes: Changes;
  readonly ask: () => Promise<boolean>;
}

/** What hactl made before, as far as the record can be read. */
const ownedBy = ({ record }: Session): Owned =>
  'problem' in record ? new Map() : record.value.owned;

const planAndAgree = async (
  host: Host,
  session: Session,
  request: RollbackRequest,
): Promise<Question | RollbackOutcome> => {
  const { journal } = session;
  if (journal === null || journal.isUndone) {
    return { exit: 'done', outcome: 'nothing', diagnostics: session.notes };
  }
  const { observed, takenAlong, ...changes } = await planUndo(host, journal, ownedBy(session));
  const notes = [
    ...notesOf(session),
    ...lostOf(session, journal, observed),
    ...takenAlong.flatMap((key) => goesAlong(observed.get(key))),
  ];
  const lacking = await checkCapabilities(host, changes.steps, []);
  if (lacking.length > 0) return refused(...lacking);
  const consent = await request.agree(changes, journal, notes);
  if (consent === 'nobody') return refused(diagnostic('HA6013', null, {}));
  return consent === 'yes' ? undoNow(host, session, journal) : { journal, changes, ask: consent };
};

const stateOf = ({ id, isApplied, isConfirmed, isUndone }: Journal): string =>
  [id, isApplied, isConfirmed, isUndone].join();

const stepsOf = ({ steps }: Changes): string => steps.map(({ op, key }) => op + key).join('\n');

/** What was agreed to, unless something has changed while somebody was thinking. */
const undoAgreed = async (
  host: Host,
  session: Session,
  agreed: Question,
): Promise<RollbackOutcome> => {
  const { journal } = session;
  const isSame =
    journal !== null &&
    stateOf(journal) === stateOf(agreed.journal) &&
    stepsOf(await planUndo(host, journal, ownedBy(session))) === stepsOf(agreed.changes);
  const difference = 'undoing takes other steps by now';
  return isSame
    ? undoNow(host, session, journal)
    : refused(diagnostic('HA6005', null, { difference }));
};

/**
 * Undoes the last apply, whether it came to its end or not. The lock is not held while somebody is asked:
 * who undoes what nobody confirmed must not wait for that.
 */
export const rollback = async (host: Host, request: RollbackRequest): Promise<RollbackOutcome> => {
  const result = await inSession(host, request, (session) => planAndAgree(host, session, request));
  if (!('ask' in result)) return result;
  if (!(await result.ask())) return { exit: 'done', outcome: 'declined', diagnostics: [] };
  return inSession(host, request, (session) => undoAgreed(host, session, result));
};
