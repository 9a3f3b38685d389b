// The state directory as commands see it that change nothing: they take no lock and need no right.

import { isInterrupted, readJournal } from '../apply/journal.ts';
import { noRecord, readRecord, type Record } from '../apply/record.ts';
import { storeAt, valueOr } from '../apply/store.ts';
import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import type { Host } from '../host/ports.ts';
import type { Gap } from '../plan/observation.ts';

export interface Peek {
  /** Null when it cannot be read, for `gap`: then nobody knows what hactl made. */
  readonly record: Record | null;
  readonly gap: Gap | null;
  /** What an earlier command left. */
  readonly notes: readonly Diagnostic[];
}

export const peek = async (host: Host, stateDirectory: string): Promise<Peek> => {
  const store = await storeAt(host, stateDirectory);
  const record = await readRecord(host, store);
  const journal = await readJournal(host, store);
  const notes: Diagnostic[] = [];
  if ('isOfAnother' in record) {
    const mend = 'nothing to do: the next apply puts it aside';
    notes.push(diagnostic('HA6030', null, { path: store.record, mend }));
  }
  const last = valueOr(journal, null);
  if (last !== null && isInterrupted(last))
    notes.push(diagnostic('HA6031', null, { since: last.at }));
  if (!('problem' in record)) return { record: valueOr(record, noRecord), gap: null, notes };
  const gap: Gap = {
    topic: 'record',
    command: store.record,
    reason: record.isForbidden ? 'no-permission' : 'failed',
    message: record.problem,
  };
  return { record: null, gap, notes };
};
