// Runs the batches of a plan one after the other. Before the first, all that the plan can touch is put
// down as it is, since an early batch can take along what a later one is about; before each, what it is
// about to make, so that undoing removes nothing that was not begun.

import type { Batch } from '../emit/command.ts';
import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import { emitStep } from '../emit/batches.ts';
import type { ExecResult, Host } from '../host/ports.ts';
import { verbsOf } from '../plan/kinds.ts';
import { neighbours } from '../plan/address-order.ts';
import type { Changes, Expectation } from '../plan/plan.ts';
import type { Resource, ResourceKey } from '../plan/state.ts';
import type { Step } from '../plan/step.ts';
import { openIpvs, writeIpvs } from './ipvs.ts';
import { appendJournal, type Store } from './record.ts';

/** The title of what a step is about. */
export const stepTitle = ({ before, after }: Step): string => {
  const resource = after ?? before;
  return resource === undefined ? 'an object' : verbsOf(resource).title(resource);
};

/** The step whose line a batch tool complains about; nft and ipvsadm name none. */
const failedStep = (batch: Batch, result: ExecResult): Step | undefined => {
  const line = Number(/Command failed -:(\d+)/.exec(result.stderr)?.[1] ?? 0);
  let last = 0;
  for (const step of batch.sent) {
    last += emitStep(step).input.length;
    if (line > 0 && line <= last) return step;
  }
  return batch.sent.length === 1 ? batch.sent[0] : undefined;
};

const mendFor = (batch: Batch, message: string): string => {
  if (/Operation not permitted/.test(message)) return 'run it as root';
  return batch.contract === 'atomic'
    ? 'nothing of this transaction was done'
    : 'see what the kernel or another program has against it';
};

const failure = (batch: Batch, step: Step | undefined, words: string): Diagnostic => {
  const message = words.replace(/\.+$/, '');
  return diagnostic('HA6008', null, {
    command: batch.argv.join(' '),
    step: step === undefined ? `one of ${batch.sent.length} steps` : stepTitle(step),
    message,
    mend: mendFor(batch, message),
  });
};

const runTool = async (host: Host, batch: Batch): Promise<Diagnostic | null> => {
  const result = await host.exec.run(batch.argv, batch.stdin);
  if (result.exitCode === 0) return null;
  const lines = result.stderr
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('Command failed'));
  return failure(
    batch,
    failedStep(batch, result),
    lines.join('; ') || `exit status ${result.exitCode}`,
  );
};

/** Runs one batch; null, or what is wrong with it. */
export const runBatch = async (host: Host, batch: Batch): Promise<Diagnostic | null> => {
  if (batch.tool !== 'ipvsadm') return runTool(host, batch);
  const channel = await openIpvs(host);
  if ('reason' in channel) return runTool(host, batch);
  try {
    const refusal = writeIpvs(channel, batch.sent);
    if (refusal === null) return null;
    const { step, message, count } = refusal;
    const others = count === 1 ? '' : ` (and ${count - 1} more like it)`;
    return failure(batch, step, message + others);
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
    const keys = new Set(batch.steps.map(({ key }) => key));
    const absent = [...keys]
      .filter((key) => !known.has(key))
      .map((key): Expectation => [key, null]);
    const touched = index === 0 ? [...standing, ...absent] : absent;
    await appendJournal(host, store, { type: 'batch', touched });
    const problem = await runBatch(host, batch);
    if (problem !== null) return problem;
  }
  return null;
};
