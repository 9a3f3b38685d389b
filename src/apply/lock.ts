// One hactl at a time in a network namespace. The kernel keeps the lock, so it goes with its process,
// however that ends; a file beside it names the holder.

import type { Host } from '../host/ports.ts';
import type { Store } from './record.ts';

export interface Holder {
  readonly pid: number;
  readonly since: string;
  readonly command: string;
}

export type Lock =
  | { readonly release: () => Promise<void> }
  /** Null: it holds the lock and has not said yet who it is. */
  | { readonly holder: Holder | null };

const pollMs = 200;

const readHolder = async (host: Host, store: Store): Promise<Holder | null> => {
  const text = await host.privateFiles.read(store.holder);
  return text === null ? null : (JSON.parse(text) as Holder);
};

/** Takes the lock, waiting up to `waitMs` for whoever has it. */
export const takeLock = async (
  host: Host,
  store: Store,
  command: string,
  waitMs: number,
): Promise<Lock> => {
  const deadline = host.clock.now().getTime() + waitMs;
  for (;;) {
    const release = await host.privateFiles.lock(store.lock);
    if (release !== null) {
      const since = host.clock.now().toISOString();
      const holder: Holder = { pid: host.process.pid, since, command };
      await host.privateFiles.replace(store.holder, `${JSON.stringify(holder)}\n`);
      return { release };
    }
    if (host.clock.now().getTime() >= deadline) return { holder: await readHolder(host, store) };
    await host.clock.sleep(pollMs);
  }
};
