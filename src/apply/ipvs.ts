// IPVS by generic netlink, which is fast and answers each request. Where it cannot be had the callers
// use ipvsadm (docs/decisions/003).

import { command, ipvsFamily, ipvsVersion } from '../base/ipvs-genl.ts';
import { ipvsRequest } from '../emit/ipvs-genl.ts';
import type { GenlChannel, GenlRequest, Host, NoChannel } from '../host/ports.ts';
import {
  readConfig,
  readDaemon,
  readServer,
  readService,
  writeServersOf,
} from '../observe/ipvs-genl.ts';
import type { Resource } from '../plan/state.ts';
import type { Step } from '../plan/step.ts';

/** The family, its module loaded if need be, as ipvsadm(8) does. */
export const openIpvs = async (host: Host): Promise<GenlChannel | NoChannel> => {
  const first = await host.genericNetlink.open(ipvsFamily, ipvsVersion);
  if (!('reason' in first) || first.reason !== 'no-family') return first;
  await host.exec.run(['modprobe', 'ip_vs']);
  return host.genericNetlink.open(ipvsFamily, ipvsVersion);
};

const nothing = (): void => undefined;

type Read<T> = { readonly found: readonly T[] } | { readonly errno: number };

const readAll = <T>(
  channel: GenlChannel,
  request: Partial<GenlRequest> & Pick<GenlRequest, 'command'>,
  read: (payload: DataView) => T | undefined,
  expects: 'one' | 'list' = 'list',
): Read<T> => {
  const answer = channel.ask({ write: nothing, ...request }, expects);
  if ('errno' in answer) return answer;
  return { found: answer.replies.flatMap((payload) => read(payload) ?? []) };
};

/** Services, servers, timeouts and sync daemons of this network namespace, or why not. */
export const readIpvs = (channel: GenlChannel): Read<Resource> => {
  const services = readAll(channel, { command: command.getService }, readService);
  if ('errno' in services) return services;
  const found: Resource[] = [];
  for (const service of services.found) {
    const request = { command: command.getDest, write: writeServersOf(service.id) };
    const servers = readAll(channel, request, (payload) => readServer(payload, service.id));
    // A service may go while we read.
    if ('found' in servers) found.push(service, ...servers.found);
  }
  const config = readAll(channel, { command: command.getConfig }, readConfig, 'one');
  const daemons = readAll(channel, { command: command.getDaemon }, readDaemon);
  if ('errno' in config) return config;
  if ('errno' in daemons) return daemons;
  return { found: [...found, ...config.found, ...daemons.found] };
};

/** errno(3), as the kernel's IPVS uses them (ip_vs_ctl.c). */
export const reasons: ReadonlyMap<number, string> = new Map([
  [1, 'Operation not permitted'],
  [2, 'no such real server, scheduler or persistence engine'],
  [3, 'no such service'],
  [12, 'out of memory'],
  [17, 'it is there already'],
  [22, 'the kernel finds an argument invalid'],
  [34, 'the lower threshold is above the upper one, or the weight is below 0'],
  [97, 'the kernel lacks this address family'],
]);

export interface Refusal {
  /** All that the kernel refused; the others are done. */
  readonly steps: readonly Step[];
  /** Why it refused the first. */
  readonly message: string;
}

/** Sends one request for each step; null, or what the kernel refused. */
export const writeIpvs = (channel: GenlChannel, steps: readonly Step[]): Refusal | null => {
  const refusals = channel.request(steps.map(ipvsRequest));
  const [first] = refusals;
  if (first === undefined) return null;
  const refused = steps.filter((_, index) => refusals.has(index));
  return { steps: refused, message: reasons.get(first[1]) ?? `errno ${first[1]}` };
};
