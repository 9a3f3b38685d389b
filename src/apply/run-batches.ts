// Runs the batches of a plan one after the other. Before the first, all that the plan can touch is put
// down as it is, since an early batch can take along what a later one is about; before each, what it is
// about to make, so that undoing removes nothing that was not begun.

import type { Batch } from '../emit/command.ts';
import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import { emitStep } from '../emit/batches.ts';
import type { ExecResult, Host } from '../host/ports.ts';
import { verbsOf } from '../plan/kinds.ts';
import { neighbours } from '../plan/places.ts';
import type { Changes, Expectation } from '../plan/plan.ts';
import type { Resource, ResourceKey } from '../plan/state.ts';
import type { Step } from '../plan/step.ts';
import { openIpvs, writeIpvs } from './ipvs.ts';
import { appendJournal } from './journal.ts';
import type { Store } from './store.ts';

/** The title of what a step is about. */
export const stepTitle = ({ before, after }: Step): string => {
  const resource = after ?? before;
  return resource === undefined ? 'an object' : verbsOf(resource).title(resource);
};

/** What went wrong with a batch, and the steps of it that were not done for sure. */
export interface Failure {
  readonly problem: Diagnostic;
  readonly omitted: readonly Step[];
}

interface Stop {
  /** Null when it is not known which one is to blame. */
  readonly step: Step | null;
  readonly omitted: readonly Step[];
}

/** Where a tool stopped: ip(8) names the line, nft does all or nothing, ipvsadm names none. */
const stopOf = (batch: Batch, result: ExecResult): Stop => {
  const { sent, contract } = batch;
  const line = Number(/Command failed -:(\d+)/.exec(result.stderr)?.[1] ?? 0);
  let last = 0;
  for (const [index, step] of sent.entries()) {
    const first = last + 1;
    last += emitStep(step).input.length;
    // A step of several lines may be half done.
    if (first <= line && line <= last) {
      return { step, omitted: sent.slice(line === first ? index : index + 1) };
    }
  }
  const [only = null, ...others] = sent;
  return { step: others.length === 0 ? only : null, omitted: contract === 'atomic' ? sent : [] };
};

const mendFor = (batch: Batch, message: string): string => {
  if (/Operation not permitted/.test(message)) return 'run it as root';
  return batch.contract === 'atomic'
    ? 'nothing of this transaction was done'
    : 'see what the kernel or another program has against it';
};

const describe = (batch: Batch, { step, omitted }: Stop, words: string): Failure => {
  const message = words.replace(/\.+$/, '');
  const problem = diagnostic('HA6008', null, {
    command: batch.argv.join(' '),
    step: step === null ? `one of ${batch.sent.length} steps` : stepTitle(step),
    message,
    mend: mendFor(batch, message),
  });
  return { problem, omitted };
};

const runTool = async (host: Host, batch: Batch): Promise<Failure | null> => {
  const result = await host.exec.run(batch.argv, batch.stdin);
  if (result.exitCode === 0 || batch.contract === 'may-fail') return null;
  const lines = result.stderr
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('Command failed'));
  const message = lines.join('; ') || `exit status ${result.exitCode}`;
  return describe(batch, stopOf(batch, result), message);
};

/** Runs one batch; null, or what is wrong with it. */
export const runBatch = async (host: Host, batch: Batch): Promise<Failure | null> => {
  if (batch.tool !== 'ipvsadm') return runTool(host, batch);
  const channel = await openIpvs(host);
  if ('reason' in channel) return runTool(host, batch);
  try {
    const refusal = writeIpvs(channel, batch.sent);
    if (refusal === null) return null;
    const { steps, message } = refusal;
    const others = steps.length === 1 ? '' : ` (and ${steps.length - 1} more like it)`;
    return describe(batch, { step: steps[0] ?? null, omitted: steps }, message + others);
  } finally {
    channel.close();
  }
};

/** What stands and may be changed by the steps, go along with them or change its place. */
const touchable = ({ steps, expects, vanishes }: Changes): Expectation[] => {
  const stepped = new Set(steps.map(({ key }) => key));
  const standing = expects.filter(([, resource]) => resource !== null);
  const state = new Map(standing as [ResourceKey, Resource][]);
  const keys = new Set([...stepped, ...vanishes, ...neighbours(state, stepped)]);
  return standing.filter(([key]) => keys.has(key));
};

/** Objects that a step before the refused ones was about: they have been touched all the same. */
const keysOfDone = (batches: readonly Batch[], omitted: readonly Step[]): Set<ResourceKey> =>
  new Set(
    batches
      .flatMap(({ steps }) => steps)
      .filter((step) => !omitted.includes(step))
      .map(({ key }) => key),
  );

/** Runs the batches of a plan; null, or what is wrong with the one that failed: nothing runs after it. */
export const runBatches = async (
  host: Host,
  store: Store,
  batches: readonly Batch[],
  plan: Changes,
): Promise<Diagnostic | null> => {
  const standing = touchable(plan);
  const known = new Set(standing.map(([key]) => key));
  for (const [index, batch] of batches.entries()) {
    const stepped = new Set(batch.steps.map(({ key }) => key));
    const absent = [...stepped]
      .filter((key) => !known.has(key))
      .map((key): Expectation => [key, null]);
    const touched = index === 0 ? [...standing, ...absent] : absent;
    await appendJournal(host, store, { type: 'batch', touched });
    const failure = await runBatch(host, batch);
    if (failure === null) continue;
    // What stands there now in spite of the refusal is not of our making.
    const done = keysOfDone(batches.slice(0, index + 1), failure.omitted);
    const keys = failure.omitted.map(({ key }) => key).filter((key) => !done.has(key));
    await appendJournal(host, store, { type: 'refused', keys });
    return failure.problem;
  }
  return null;
};
