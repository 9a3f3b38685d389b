// Bringing back what was before an apply: a plan from the kernel as it is now to the recorded state,
// for the touched objects only. The one path for a failure, an interruption, `hactl rollback` and a
// confirmation that did not come.

import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import { emitBatches } from '../emit/batches.ts';
import { toShell } from '../emit/shell.ts';
import type { Host } from '../host/ports.ts';
import { kindOfKey } from '../plan/kinds.ts';
import { type Changes, makeUndoPlan } from '../plan/plan.ts';
import type { ResourceKey, State } from '../plan/state.ts';
import type { Target } from '../plan/step.ts';
import { observeHost, type Topic, topicsFor } from './observe-host.ts';
import { appendJournal, type Journal, readRecord, type Store, writeRecord } from './record.ts';
import { waitUntilEqual } from './verify.ts';

/** What must be read to judge these keys. */
export const topicsOfKeys = (keys: Iterable<ResourceKey>): Set<Topic> =>
  topicsFor([...keys].map(kindOfKey));

/** What undoing would do now. */
export const planUndo = async (host: Host, journal: Journal): Promise<Changes> => {
  const { state } = await observeHost(host, topicsOfKeys(journal.recorded.keys()));
  return makeUndoPlan(journal.recorded, state);
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
 * Undoes a journal: null when the recorded state is back, else what is left. A command that fails does
 * not end it: the rest may still go through, and observation has the last word.
 */
export const undo = async (
  host: Host,
  store: Store,
  journal: Journal,
): Promise<Diagnostic | null> => {
  const { recorded } = journal;
  const topics = topicsOfKeys(recorded.keys());
  const { steps } = await planUndo(host, journal);
  for (const batch of emitBatches(steps)) await host.exec.run(batch.argv, batch.stdin);
  const { unequal, observed } = await waitUntilEqual(host, topics, recorded);
  if (unequal.length > 0) return reportLeft(recorded, observed, unequal);
  const { serial } = await readRecord(host, store);
  await writeRecord(host, store, { serial: serial + 1, owned: journal.owned });
  await appendJournal(host, store, { type: 'undone', at: host.clock.now().toISOString() });
  return null;
};
