// The use case of `hactl apply`: a configuration or a saved plan -> the kernel.

import { applyPlan } from '../apply/apply.ts';
import { observeHost } from '../apply/observe-host.ts';
import type { Record } from '../apply/record.ts';
import { topicsOfKeys } from '../apply/undo.ts';
import { type Diagnostic, diagnostic, hasErrors } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import type { Host } from '../host/ports.ts';
import { verbsOf } from '../plan/kinds.ts';
import type { Gap, Observation } from '../plan/observation.ts';
import type { Kind, Resource } from '../plan/state.ts';
import { parseVersioned, type PlanFile, planSchema } from '../plan/plan-file.ts';
import type { RoleOption } from '../plan/roles.ts';
import { checkCapabilities } from './capabilities.ts';
import { type Findings, loadRead, noFindings, type ReadOptions, readText } from './load.ts';
import { planLoaded } from './make-plan.ts';
import { unusableStore } from './observe.ts';
import { openMatter, openSession, type Session } from './session.ts';
import { startWatcher } from './watcher.ts';

/** Said beforehand; or nobody is there to say it; or how to ask somebody. */
export type Consent = 'yes' | 'nobody' | (() => Promise<boolean>);

export interface ApplyRequest {
  readonly reading?: ReadOptions;
  /** A configuration or a plan; `-` is standard input. */
  readonly file: string;
  /** Its text, when the caller has read it already. */
  readonly text?: string;
  /** Apply only these kinds of objects of a configuration; absent: all. */
  readonly kinds?: ReadonlySet<Kind>;
  readonly roles: readonly RoleOption[];
  readonly stateDirectory: string;
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

interface Proposal {
  readonly plan: PlanFile;
  readonly gaps: readonly Gap[];
  readonly findings: Findings;
}

type Refusal = { readonly refusal: ApplyOutcome };

const refuse = (findings: Findings, exit: Exit): Refusal => ({
  refusal: { ...findings, exit, outcome: 'refused', plan: null },
});

const withProblems = (...diagnostics: Diagnostic[]): Findings => ({
  ...noFindings(),
  diagnostics,
});

const maxDifferences = 5;

const differs = (expected: Resource | null, found: Resource | undefined): boolean => {
  if (expected === null || found === undefined) return expected !== (found ?? null);
  const { equal } = verbsOf(expected);
  // A lifetime may have counted down since, or have been renewed.
  return !equal(expected, found) && !equal(found, expected);
};

const describeDrift = (expected: Resource | null, found: Resource | undefined): string => {
  const resource = found ?? expected;
  const title = resource === null ? 'an object' : verbsOf(resource).title(resource);
  if (expected === null) return `${title} has come`;
  return found === undefined ? `${title} has gone` : `${title} has changed`;
};

/** What of a plan's expectations does not hold; null when all do. */
export const staleness = (plan: PlanFile, { state }: Observation): Diagnostic | null => {
  const drifted = plan.expects.filter(([key, expected]) => differs(expected, state.get(key)));
  if (drifted.length === 0) return null;
  const listed = drifted
    .slice(0, maxDifferences)
    .map(([key, expected]) => describeDrift(expected, state.get(key)));
  const more = drifted.length - listed.length;
  const difference = `${listed.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
  return diagnostic('HA6005', null, { difference });
};

const proposeSaved = async (
  host: Host,
  plan: PlanFile,
  serial: number,
): Promise<Proposal | Refusal> => {
  if (plan.serial !== null && plan.serial !== serial) {
    return refuse(withProblems(diagnostic('HA6018', null, {})), 'refused');
  }
  const observation = await observeHost(host, topicsOfKeys(plan.expects.map(([key]) => key)));
  const stale = staleness(plan, observation);
  if (stale !== null) return refuse(withProblems(stale), 'refused');
  return { plan, gaps: observation.gaps, findings: noFindings() };
};

/** A plan says so in its first member; anything else is a configuration. */
const isPlan = (text: string): boolean => /^\s*\{\s*"/.test(text);

const propose = async (
  host: Host,
  request: ApplyRequest,
  serial: number,
): Promise<Proposal | Refusal> => {
  const { file, text, kinds, roles, stateDirectory } = request;
  const read = text === undefined ? await readText(host, file) : { text };
  if ('problem' in read) return refuse(withProblems(read.problem), 'noInput');
  if (isPlan(read.text)) {
    const parsed = parseVersioned<PlanFile>(read.text, 'hactl-plan', planSchema);
    if ('value' in parsed) return proposeSaved(host, parsed.value, serial);
    const values = { file, what: 'a plan', reason: parsed.reason, command: 'hactl plan --out' };
    return refuse(withProblems(diagnostic('HA5009', null, values)), 'inputErrors');
  }
  const loaded = await loadRead(host, file, read.text, request.reading);
  if (loaded.exit !== 'done') return refuse(loaded, loaded.exit);
  const planRequest = {
    file,
    against: 'live' as const,
    roles,
    stateDirectory,
    ...(kinds !== undefined && { kinds }),
  };
  const planned = await planLoaded(host, loaded.loaded, planRequest);
  const diagnostics = [...loaded.diagnostics, ...planned.diagnostics];
  const findings = { ...planned, diagnostics };
  if (planned.plan === null) return refuse(findings, planned.exit);
  return { plan: planned.plan, gaps: planned.gaps, findings };
};

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
    if (reason !== null)
      return refuse(withProblems(diagnostic('HA6033', null, { reason })), 'refused').refusal;
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
  if ('problem' in opened) return refuse(withProblems(opened.problem), 'refused').refusal;
  const { session } = opened;
  const { notes } = session;
  try {
    const found = usable(session);
    if ('problem' in found) return refuse(withProblems(...notes, found.problem), 'refused').refusal;
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
  if ('refusal' in proposal) {
    const { refusal } = proposal;
    return { ...refusal, diagnostics: [...notes, ...refusal.diagnostics] };
  }
  const { plan, gaps, findings } = proposal;
  const lacking = await checkCapabilities(host, plan.steps, gaps);
  if (hasErrors(lacking)) return refuse({ ...findings, diagnostics: lacking }, 'refused').refusal;
  const diagnostics = [...notes, ...findings.diagnostics];
  const consent = await request.agree(plan, { ...findings, diagnostics });
  const quiet = { ...findings, diagnostics: [], plan };
  if (isEmpty(plan)) return { ...quiet, exit: 'done', outcome: 'nothing' };
  if (consent === 'nobody')
    return refuse(withProblems(diagnostic('HA6013', null, {})), 'refused').refusal;
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
  const topics = topicsOfKeys(plan.expects.map(([key]) => key));
  const problem =
    session.record.serial === serial
      ? staleness(plan, await observeHost(host, topics))
      : diagnostic('HA6018', null, {});
  if (problem !== null) return refuse(withProblems(problem), 'refused').refusal;
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
