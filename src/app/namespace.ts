// A private network namespace to try things in: how to get into one, and what to say where none is to
// be had.

import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import type { Host } from '../host/ports.ts';

/** What is private besides the network. */
export type Unshared = '--mount';

/** Root makes a namespace just so; others need one of users around it, if the host permits. */
export const enterNamespace = (host: Host, also: readonly Unshared[] = []): readonly string[] =>
  host.process.isRoot
    ? ['unshare', '--net', ...also, '--']
    : ['unshare', '--user', '--map-root-user', '--net', ...also, '--'];

/** Null, or that this host gives no namespace. */
export const whyNoNamespace = async (
  host: Host,
  also: readonly Unshared[] = [],
): Promise<Diagnostic | null> => {
  const { exitCode, stderr } = await host.exec.run([...enterNamespace(host, also), 'true']);
  if (exitCode === 0) return null;
  const message = stderr.trim() || 'unshare(1) is not installed';
  return diagnostic('HA6017', null, { message });
};
