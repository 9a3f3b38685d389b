// A command that changes something: the state directory, the lock, and what an earlier command left.

import { awaitsConfirmation, isInterrupted, type Journal, readJournal } from '../apply/journal.ts';
import { type Lock, takeLock } from '../apply/lock.ts';
import { noRecord, readRecord, type Record } from '../apply/record.ts';
import { ensureStore, type Kept, type Store, storeAt, valueOr } from '../apply/store.ts';
import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import type { Host } from '../host/ports.ts';
import { missingTool, unusableStore } from './observe.ts';

export interface Session {
  readonly store: Store;
  readonly record: { readonly value: Record } | { readonly problem: string };
  readonly journal: Journal | null;
  /** What is worth saying of the state directory. */
  readonly notes: readonly Diagnostic[];
  readonly release: () => Promise<void>;
}

const lockedBy = (lock: Extract<Lock, { holder: unknown }>): Diagnostic => {
  const { pid = 'unknown', since = 'a moment ago', command = 'a hactl' } = lock.holder ?? {};
  return diagnostic('HA6006', null, { pid, since, command });
};

const lockStore = async (
  host: Host,
  stateDirectory: string,
  store: Store,
  command: string,
  waitMs: number,
): Promise<Lock | { readonly reason: string }> => {
  try {
    const reason = await ensureStore(host, stateDirectory, store);
    return reason === null ? await takeLock(host, store, command, waitMs) : { reason };
  } catch (error) {
    return { reason: (error as Error).message };
  }
};

/** Files of a namespace that is gone are of no use to anybody. */
const setAside = async (host: Host, path: string, kept: Kept<unknown>): Promise<Diagnostic[]> => {
  if (!('isOfAnother' in kept)) return [];
  const aside = await host.privateFiles.setAside(path);
  return [diagnostic('HA6030', null, { path, mend: `nothing to do: it is ${aside} now` })];
};

const readStore = async (
  host: Host,
  store: Store,
  release: Session['release'],
): Promise<{ session: Session } | { problem: Diagnostic }> => {
  const record = await readRecord(host, store);
  const journal = await readJournal(host, store);
  if ('problem' in journal) return { problem: unusableStore(journal.problem) };
  const notes = [
    ...(await setAside(host, store.record, record)),
    ...(await setAside(host, store.journal, journal)),
  ];
  const session: Session = {
    store,
    record: 'problem' in record ? record : { value: valueOr(record, noRecord) },
    journal: valueOr(journal, null),
    notes,
    release,
  };
  return { session };
};

/** Opens the state directory and takes the lock, or says why not. */
export const openSession = async (
  host: Host,
  stateDirectory: string,
  command: string,
  waitMs: number,
): Promise<{ session: Session } | { problem: Diagnostic }> => {
  if (!host.process.canAdministerNetwork && !host.process.isRoot) {
    const what = 'changing the network';
    const mend = 'run it as root; hactl try shows in a sandbox what it would do';
    return { problem: diagnostic('HA6002', null, { what, mend }) };
  }
  if (!(await host.exec.has('flock'))) return { problem: missingTool('flock', 'the lock') };
  const store = await storeAt(host, stateDirectory);
  const lock = await lockStore(host, stateDirectory, store, command, waitMs);
  if ('reason' in lock) return { problem: unusableStore(lock.reason) };
  if ('holder' in lock) return { problem: lockedBy(lock) };
  const opened = await readStore(host, store, lock.release);
  if ('problem' in opened) await lock.release();
  return opened;
};

/** What an earlier apply left open, which must be settled before the next. */
export const openMatter = (journal: Journal | null): Diagnostic | null => {
  if (journal === null) return null;
  if (isInterrupted(journal)) return diagnostic('HA6007', null, { since: journal.at });
  if (!awaitsConfirmation(journal)) return null;
  return diagnostic('HA6011', null, { since: journal.at, deadline: journal.confirmBy ?? '' });
};
