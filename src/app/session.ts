// A command that changes something: the state directory, the lock, and what an earlier command left.

import { type Lock, takeLock } from '../apply/lock.ts';
import {
  awaitsConfirmation,
  isInterrupted,
  type Journal,
  openStore,
  type Store,
  storeAt,
} from '../apply/record.ts';
import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import type { Host } from '../host/ports.ts';
import { missingTool } from './observe.ts';

export interface Session {
  readonly store: Store;
  readonly release: () => Promise<void>;
}

const lockedBy = (lock: Extract<Lock, { holder: unknown }>): Diagnostic => {
  const { pid = 'unknown', since = 'a moment ago', command = 'a hactl' } = lock.holder ?? {};
  return diagnostic('HA6006', null, { pid, since, command });
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
  const reason = await openStore(host, stateDirectory);
  if (reason !== null) return { problem: diagnostic('HA6012', null, { reason }) };
  const store = storeAt(stateDirectory, host.process.networkNamespace);
  const lock = await takeLock(host, store, command, waitMs);
  if ('holder' in lock) return { problem: lockedBy(lock) };
  return { session: { store, release: lock.release } };
};

/** What an earlier apply left open, which must be settled before the next. */
export const openMatter = (journal: Journal | null): Diagnostic | null => {
  if (journal === null) return null;
  if (isInterrupted(journal)) return diagnostic('HA6007', null, { since: journal.at });
  if (!awaitsConfirmation(journal)) return null;
  return diagnostic('HA6011', null, { since: journal.at, deadline: journal.confirmBy ?? '' });
};
