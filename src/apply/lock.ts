// One hactl at a time in a network namespace. The kernel keeps the lock, so it goes with its process,
// however that ends; a file beside it names the holder.

import type { Host } from '../host/ports.ts';
import type { Store } from './store.ts';

export interface Holder {
  readonly pid: number;
  readonly since: string;
  readonly command: string;
}

export type Lock =
  | { readonly release: () => Promise<void> }
  /** Null: it holds the lock, and who it is cannot be read. */
  | { readonly holder: Holder | null };

const pollMs = 200;

const readHolder = async (host: Host, store: Store): Promise<Holder | null> => {
  const read = await host.privateFiles.read(store.holder);
  if (read === null || 'problem' in read) return null;
  try {
    return JSON.parse(read.text) as Holder;
  } catch {
    return null;
  }
};

/** Takes the lock if nobody has it, and says who has it from then on. */
const tryLock = async (
  host: Host,
  store: Store,
  command: string,
): Promise<(() => Promise<void>) | null> => {
  const release = await host.privateFiles.lock(store.lock);
  if (release === null) return null;
  const since = host.clock.now().toISOString();
  const holder: Holder = { pid: host.process.pid, since, command };
  try {
    await host.privateFiles.replace(store.holder, `${JSON.stringify(holder)}\n`);
  } catch (error) {
    await release();
    throw error;
  }
  return release;
};

/** Takes the lock, waiting up to `waitMs` for whoever has it. Throws when it cannot be kept here. */
export const takeLock = async (
  host: Host,
  store: Store,
  command: string,
  waitMs: number,
): Promise<Lock> => {
  const deadline = host.clock.now().getTime() + waitMs;
  for (;;) {
    const release = await tryLock(host, store, command);
    if (release !== null) return { release };
    if (host.clock.now().getTime() >= deadline) return { holder: await readHolder(host, store) };
    await host.clock.sleep(pollMs);
  }
};
