// Connections of addresses that go, as arguments of ss(8).

import { bracketed } from '../base/ip.ts';
import type { Step } from '../plan/step.ts';
import type { Batch } from './command.ts';

/**
 * Resets the TCP connections of the addresses that these steps remove: none, or one process. Without a
 * family, so that IPv4 connections of IPv6 sockets are found. A kernel without INET_DIAG_DESTROY
 * resets none; then clients find out by themselves.
 */
export const emitResets = (steps: readonly Step[]): Batch[] => {
  const reset = steps.filter(({ resetsConnections }) => resetsConnections);
  const ips = reset.flatMap(({ before }) => (before?.kind === 'address' ? [before.ip] : []));
  if (ips.length === 0) return [];
  const filter = [...new Set(ips)].flatMap((ip) => ['or', 'src', bracketed(ip)]).slice(1);
  const argv = ['ss', '-K', '-H', '-t', '-n', ...filter];
  return [{ tool: 'ss', argv, stdin: '', contract: 'may-fail', steps: [], sent: [] }];
};
