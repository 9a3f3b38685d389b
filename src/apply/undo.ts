// Bringing back what was before an apply: a plan from the kernel as it is now to the recorded state,
// for the touched objects only. The one path for a failure, an interruption, `hactl rollback` and a
// confirmation that did not come.

import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import { emitBatches } from '../emit/batches.ts';
import type { Batch } from '../emit/command.ts';
import { toShell } from '../emit/shell.ts';
import type { Host } from '../host/ports.ts';
import { kindsOfKeys } from '../plan/kinds.ts';
import { type Changes, makeUndoPlan, type Planned } from '../plan/plan.ts';
import type { Owned } from '../plan/owned.ts';
import type { ResourceKey, State } from '../plan/state.ts';
import type { Target } from '../plan/step.ts';
import { observeHost, type Topic, topicsFor } from './observe-host.ts';
import { amendJournal, closeJournal, type Journal } from './journal.ts';
import { noRecord, readRecord, writeRecord } from './record.ts';
import { runBatch } from './run-batches.ts';
import { type Store, valueOr } from './store.ts';
import { waitUntilEqual } from './verify.ts';

/** What must be read to judge these keys. */
export const topicsOfKeys = (keys: Iterable<ResourceKey>): Set<Topic> =>
  topicsFor(kindsOfKeys(keys));

export interface UndoPlan extends Changes, Pick<Planned, 'takenAlong'> {
  readonly observed: State;
}

/** What undoing would do now; `owned` is what hactl made, as far as that is known. */
export const planUndo = async (
  host: Host,
  { recorded }: Pick<Journal, 'recorded'>,
  owned: Owned,
): Promise<UndoPlan> => {
  const { state: observed } = await observeHost(host, topicsOfKeys(recorded.keys()));
  return { ...makeUndoPlan(recorded, observed, owned), observed };
};

const reportLeft = (
  target: Target,
  observed: State,
  unequal: readonly ResourceKey[],
): Diagnostic => {
  const { steps } = makeUndoPlan(target, observed);
  return diagnostic('HA6010', null, {
    difference: `${unequal.length} of ${target.size} objects differ: ${unequal.slice(0, 5).join(', ')}`,
    commands: `\n${toShell(emitBatches(steps))}`,
  });
};

/**
 * The recorded state with the objects of others that undoing makes again on the way: they are put down
 * before, in case undoing does not come to its end.
 */
const recordForeign = async (
  host: Host,
  store: Store,
  recorded: Target,
  { steps }: Changes,
): Promise<Target> => {
  const touched = steps.flatMap(({ foreign, key, before }) =>
    foreign && before !== undefined && !recorded.has(key) ? [[key, before] as const] : [],
  );
  if (touched.length > 0) await amendJournal(host, store, { type: 'batch', touched });
  return new Map([...recorded, ...touched]);
};

/** ip(8) goes on after a line that fails: whatever can be brought back, is. */
const forced = (batch: Batch): Batch =>
  batch.tool === 'ip'
    ? { ...batch, argv: ['ip', '-force', ...batch.argv.slice(1)], contract: 'goes-on' }
    : batch;

/** The serial of the record, also when that cannot be read any more. */
const lastSerial = async (host: Host, store: Store, journal: Journal): Promise<number> => {
  const { serial } = valueOr(await readRecord(host, store), noRecord);
  const { former, isApplied } = journal;
  return Math.max(serial, isApplied ? former.serial + 1 : former.serial);
};

/** Something else may change the same objects just then: a second plan starts from what is there. */
const rounds = 2;

/** Undoing that could not go on, for a reason outside of the kernel. */
export const undoBrokeOff = (message: string): Diagnostic =>
  diagnostic('HA6035', null, { message: message.replace(/\.$/, '') });

const undoInRounds = async (
  host: Host,
  store: Store,
  journal: Journal,
): Promise<Diagnostic | null> => {
  let { recorded } = journal;
  const { owned } = valueOr(await readRecord(host, store), noRecord);
  for (let round = 1; ; round++) {
    const changes = await planUndo(host, { recorded }, owned);
    recorded = await recordForeign(host, store, recorded, changes);
    for (const batch of emitBatches(changes.steps)) await runBatch(host, forced(batch));
    const topics = topicsOfKeys(recorded.keys());
    const { unequal, observed } = await waitUntilEqual(host, topics, recorded);
    if (unequal.length === 0) return null;
    if (round === rounds) return reportLeft(recorded, observed, unequal);
  }
};

/**
 * Undoes a journal: null when the recorded state is back, else what is left. A command that fails does
 * not end it: the rest may still go through, and observation has the last word.
 */
export const undo = async (
  host: Host,
  store: Store,
  journal: Journal,
): Promise<Diagnostic | null> => {
  try {
    const left = await undoInRounds(host, store, journal);
    if (left !== null) return left;
    const { owned } = journal.former;
    const serial = await lastSerial(host, store, journal);
    await writeRecord(host, store, { serial: serial + 1, owned });
    await closeJournal(host, store, 'undone');
    return null;
  } catch (error) {
    return undoBrokeOff((error as Error).message);
  }
};
