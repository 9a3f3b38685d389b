// The use case of `hactl apply`: a configuration or a saved plan -> the kernel.

import { applyPlan } from '../apply/apply.ts';
import { observeHost } from '../apply/observe-host.ts';
import { readJournal, readRecord } from '../apply/record.ts';
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
import { openMatter, openSession, type Session } from './session.ts';
import { startWatcher } from './watcher.ts';

/** `agreed`: a person took the time to say yes; `yes`: it was said beforehand. */
export type Answer = 'yes' | 'agreed' | 'no' | 'nobody';

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
  readonly agree: (plan: PlanFile, findings: Findings) => Promise<Answer>;
}

export type ApplyOutcome = Findings & {
  readonly exit: Exit;
  readonly outcome: 'applied' | 'nothing' | 'declined' | 'refused' | 'undone' | 'undo-failed';
  readonly plan: PlanFile | null;
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

const withProblem = (problem: Diagnostic): Findings => ({
  ...noFindings(),
  diagnostics: [problem],
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
    return refuse(withProblem(diagnostic('HA6018', null, {})), 'refused');
  }
  const observation = await observeHost(host, topicsOfKeys(plan.expects.map(([key]) => key)));
  const stale = staleness(plan, observation);
  if (stale !== null) return refuse(withProblem(stale), 'refused');
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
  if ('problem' in read) return refuse(withProblem(read.problem), 'noInput');
  if (isPlan(read.text)) {
    const parsed = parseVersioned<PlanFile>(read.text, 'hactl-plan', planSchema);
    if ('value' in parsed) return proposeSaved(host, parsed.value, serial);
    const values = { file, what: 'a plan', reason: parsed.reason, command: 'hactl plan --out' };
    return refuse(withProblem(diagnostic('HA5009', null, values)), 'inputErrors');
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

const carryOut = async (
  host: Host,
  session: Session,
  request: ApplyRequest,
  { plan, findings }: Proposal,
): Promise<ApplyOutcome> => {
  const { store } = session;
  const { id, isVerified, confirmWithinMs, stateDirectory } = request;
  const record = await readRecord(host, store);
  const confirmBy =
    confirmWithinMs === undefined
      ? undefined
      : new Date(host.clock.now().getTime() + confirmWithinMs);
  if (confirmBy !== undefined) await startWatcher(host, id, confirmBy, stateDirectory);
  const deadline = confirmBy === undefined ? {} : { confirmBy };
  const { outcome, diagnostics } = await applyPlan(host, store, record, plan, {
    id,
    isVerified,
    ...deadline,
  });
  const exits = { applied: 'done', undone: 'applyUndone', 'undo-failed': 'undoFailed' } as const;
  return { ...findings, diagnostics, exit: exits[outcome], outcome, plan, ...deadline };
};

const applyLocked = async (
  host: Host,
  session: Session,
  request: ApplyRequest,
): Promise<ApplyOutcome> => {
  const open = openMatter(await readJournal(host, session.store));
  if (open !== null) return refuse(withProblem(open), 'refused').refusal;
  const { serial } = await readRecord(host, session.store);
  const proposal = await propose(host, request, serial);
  if ('refusal' in proposal) return proposal.refusal;
  const { plan, gaps, findings } = proposal;
  const lacking = await checkCapabilities(host, plan.steps, gaps);
  if (hasErrors(lacking)) return refuse({ ...findings, diagnostics: lacking }, 'refused').refusal;
  const answer = await request.agree(plan, findings);
  const quiet = { ...findings, diagnostics: [], plan };
  if (isEmpty(plan)) return { ...quiet, exit: 'done', outcome: 'nothing' };
  if (answer === 'no') return { ...quiet, exit: 'done', outcome: 'declined' };
  if (answer === 'nobody')
    return refuse(withProblem(diagnostic('HA6013', null, {})), 'refused').refusal;
  if (answer === 'agreed') {
    const topics = topicsOfKeys(plan.expects.map(([key]) => key));
    const stale = staleness(plan, await observeHost(host, topics));
    if (stale !== null) return refuse(withProblem(stale), 'refused').refusal;
  }
  return carryOut(host, session, request, proposal);
};

/** Applies what `request` names; the lock is held from the reading of the kernel to the end. */
export const apply = async (host: Host, request: ApplyRequest): Promise<ApplyOutcome> => {
  const command = `hactl apply ${request.file}`;
  const opened = await openSession(host, request.stateDirectory, command, request.lockWaitMs);
  if ('problem' in opened) return refuse(withProblem(opened.problem), 'refused').refusal;
  const { session } = opened;
  try {
    return await applyLocked(host, session, request);
  } finally {
    await session.release();
  }
};
