// The use case of `hactl apply`: a configuration or a saved plan -> the kernel.

import { applyPlan } from '../apply/apply.ts';
import type { Record } from '../apply/record.ts';
import { type Diagnostic, diagnostic, hasErrors } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import type { Host } from '../host/ports.ts';
import type { PlanFile } from '../plan/plan-file.ts';
import { checkCapabilities } from './capabilities.ts';
import { type Findings, noFindings } from './load.ts';
import { unusableStore } from './observe.ts';
import { observeFor, type Proposal, propose, type ProposeRequest, staleness } from './propose.ts';
import { openMatter, openSession, type Session } from './session.ts';
import { startWatcher } from './watcher.ts';

/** Said beforehand; or nobody is there to say it; or how to ask somebody. */
export type Consent = 'yes' | 'nobody' | (() => Promise<boolean>);

export interface ApplyRequest extends ProposeRequest {
  readonly isVerified: boolean;
  /** How long the result waits for `hactl confirm`; absent: it does not. */
  readonly confirmWithinMs?: number;
  readonly lockWaitMs: number;
  /** Names the run in the journal. */
  readonly id: string;
  /** Shows the plan and finds out whether to go on. */
  readonly agree: (plan: PlanFile, findings: Findings) => Promise<Consent>;
}

export type ApplyOutcome = Findings & {
  readonly exit: Exit;
  readonly outcome: 'applied' | 'nothing' | 'declined' | 'refused' | 'undone' | 'undo-failed';
  readonly plan: PlanFile | null;
  /** Whether the kernel was looked at afterwards. */
  readonly isVerified?: boolean;
  readonly confirmBy?: Date;
};

const refuse = (findings: Findings, exit: Exit): ApplyOutcome => ({
  ...findings,
  exit,
  outcome: 'refused',
  plan: null,
});

const refuseFor = (...diagnostics: Diagnostic[]): ApplyOutcome =>
  refuse({ ...noFindings(), diagnostics }, 'refused');

const isEmpty = ({ steps, adopts, releases }: PlanFile): boolean =>
  steps.length + adopts.length + releases.length === 0;

const exits = {
  applied: 'done',
  refused: 'refused',
  undone: 'applyUndone',
  'undo-failed': 'undoFailed',
} as const;

const carryOut = async (
  host: Host,
  { store, record }: Usable,
  request: ApplyRequest,
  { plan, findings }: Proposal,
): Promise<ApplyOutcome> => {
  const { id, isVerified, confirmWithinMs, stateDirectory } = request;
  const confirmBy =
    confirmWithinMs === undefined
      ? undefined
      : new Date(host.clock.now().getTime() + confirmWithinMs);
  if (confirmBy !== undefined) {
    const reason = await startWatcher(host, id, confirmBy, stateDirectory);
    if (reason !== null) return refuseFor(diagnostic('HA6033', null, { reason }));
  }
  const deadline = confirmBy === undefined ? {} : { confirmBy };
  const { outcome, diagnostics } = await applyPlan(host, store, record, plan, {
    id,
    isVerified,
    ...deadline,
  });
  return { ...findings, diagnostics, exit: exits[outcome], outcome, plan, isVerified, ...deadline };
};

/** A session in which nothing stands against an apply. */
type Usable = Pick<Session, 'store'> & { readonly record: Record };

const usable = ({ store, record, journal }: Session): Usable | { readonly problem: Diagnostic } => {
  if ('problem' in record) return { problem: unusableStore(record.problem) };
  const problem = openMatter(journal);
  return problem === null ? { store, record: record.value } : { problem };
};

/** Holds the lock while `work` goes on. */
const inSession = async <T>(
  host: Host,
  { file, stateDirectory, lockWaitMs }: ApplyRequest,
  work: (session: Usable, notes: readonly Diagnostic[]) => Promise<T>,
): Promise<T | ApplyOutcome> => {
  const opened = await openSession(host, stateDirectory, `hactl apply ${file}`, lockWaitMs);
  if ('problem' in opened) return refuseFor(opened.problem);
  const { session } = opened;
  const { notes } = session;
  try {
    const found = usable(session);
    if ('problem' in found) return refuseFor(...notes, found.problem);
    return await work(found, notes);
  } finally {
    await session.release();
  }
};

/** Somebody must be asked before the proposal is carried out. */
interface Question {
  readonly proposal: Proposal;
  readonly serial: number;
  readonly ask: () => Promise<boolean>;
}

const proposeAndAgree = async (
  host: Host,
  session: Usable,
  notes: readonly Diagnostic[],
  request: ApplyRequest,
): Promise<Question | ApplyOutcome> => {
  const { serial } = session.record;
  const proposal = await propose(host, request, serial);
  if ('exit' in proposal) {
    const { findings, exit } = proposal;
    return refuse({ ...findings, diagnostics: [...notes, ...findings.diagnostics] }, exit);
  }
  const { plan, gaps, findings } = proposal;
  const lacking = await checkCapabilities(host, plan.steps, gaps);
  if (hasErrors(lacking)) return refuse({ ...findings, diagnostics: lacking }, 'refused');
  const diagnostics = [...notes, ...findings.diagnostics];
  const consent = await request.agree(plan, { ...findings, diagnostics });
  const quiet = { ...findings, diagnostics: [], plan };
  if (isEmpty(plan)) return { ...quiet, exit: 'done', outcome: 'nothing' };
  if (consent === 'nobody') return refuseFor(diagnostic('HA6013', null, {}));
  if (consent === 'yes') return carryOut(host, session, request, proposal);
  return { proposal, serial, ask: consent };
};

/** What was agreed to, unless something has changed while somebody was thinking. */
const carryOutAgreed = async (
  host: Host,
  session: Usable,
  request: ApplyRequest,
  { proposal, serial }: Question,
): Promise<ApplyOutcome> => {
  const { plan } = proposal;
  const problem =
    session.record.serial === serial
      ? staleness(plan, await observeFor(host, plan))
      : diagnostic('HA6018', null, {});
  if (problem !== null) return refuseFor(problem);
  return carryOut(host, session, request, proposal);
};

/**
 * Applies what `request` names. The lock is held from the reading of the kernel to the end, but not while
 * somebody is asked: that may take long, and others have work to do.
 */
export const apply = async (host: Host, request: ApplyRequest): Promise<ApplyOutcome> => {
  const result = await inSession(host, request, (session, notes) =>
    proposeAndAgree(host, session, notes, request),
  );
  if (!('ask' in result)) return result;
  const { plan, findings } = result.proposal;
  if (!(await result.ask())) {
    return { ...findings, diagnostics: [], plan, exit: 'done', outcome: 'declined' };
  }
  return inSession(host, request, (session) => carryOutAgreed(host, session, request, result));
};
