// Which network namespace this process is in.

import { readFileSync, statSync } from 'node:fs';
import type { NamespaceIdentity } from '../ports.ts';

/** The inode, which is what /proc shows; or `unknown`. */
export const inodeOfNamespace = (pid: string): string => {
  try {
    return String(statSync(`/proc/${pid}/ns/net`).ino);
  } catch {
    return 'unknown';
  }
};

const bootId = (): string | null => {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return null;
  }
};

/** FFI need not load on every platform, nor every kernel have the option. */
const cookie = async (): Promise<string | null> => {
  try {
    const { readNamespaceCookie } = await import('./namespace-cookie.ts');
    return readNamespaceCookie();
  } catch {
    return null;
  }
};

export const identifyNamespace = async (): Promise<NamespaceIdentity> => ({
  boot: bootId(),
  cookie: await cookie(),
});
