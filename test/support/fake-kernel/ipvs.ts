// IPVS as the kernel keeps it, net/netfilter/ipvs/ip_vs_ctl.c: what is refused is refused with an errno,
// which each tool puts into words of its own.

import type { FakeDaemon, FakeDestination, FakeIpvs, FakeService, KernelState } from './state.ts';
import { linkNamed } from './state.ts';

/** errno(3). */
export const errno = { noEntry: 2, noService: 3, exists: 17, noDevice: 19, range: 34 } as const;

export class IpvsError extends Error {
  readonly errno: number;

  constructor(number: number) {
    super(`errno ${number}`);
    this.errno = number;
  }
}

const refuse = (number: number): never => {
  throw new IpvsError(number);
};

const schedulers = new Set('rr wrr lc wlc lblc lblcr dh sh sed nq fo ovf mh'.split(' '));

export type Settings = Omit<FakeService, 'place' | 'destinations'>;

const serviceAt = (ipvs: FakeIpvs, place: string): FakeService =>
  ipvs.services.find((service) => service.place === place) ?? refuse(errno.noService);

const checkSettings = ({ scheduler, engine }: Settings): void => {
  const hasEngine = engine === undefined || engine === 'sip';
  if (!schedulers.has(scheduler) || !hasEngine) refuse(errno.noEntry);
};

export const addService = (ipvs: FakeIpvs, place: string, settings: Settings): void => {
  if (ipvs.services.some((service) => service.place === place)) refuse(errno.exists);
  checkSettings(settings);
  ipvs.services.push({ place, ...settings, destinations: [] });
};

/** An edit replaces all: what is not said is taken away. */
export const editService = (ipvs: FakeIpvs, place: string, settings: Settings): void => {
  const service = serviceAt(ipvs, place);
  checkSettings(settings);
  const at = ipvs.services.indexOf(service);
  ipvs.services[at] = { place, ...settings, destinations: service.destinations };
};

export const deleteService = (ipvs: FakeIpvs, place: string): void => {
  ipvs.services.splice(ipvs.services.indexOf(serviceAt(ipvs, place)), 1);
};

type Verb = 'add' | 'edit' | 'delete';

/** Does something to a server; `settings` are null when it is deleted. */
export const changeServer = (
  ipvs: FakeIpvs,
  verb: Verb,
  place: string,
  server: FakeDestination,
): void => {
  const { destinations } = serviceAt(ipvs, place);
  const at = destinations.findIndex(({ ip, port }) => ip === server.ip && port === server.port);
  if (verb === 'add' && at >= 0) refuse(errno.exists);
  if (verb !== 'add' && at < 0) refuse(errno.noEntry);
  if (verb !== 'delete' && server.lower > server.upper) refuse(errno.range);
  if (verb === 'delete') destinations.splice(at, 1);
  else if (verb === 'add') destinations.push(server);
  else destinations[at] = server;
};

export type DaemonRole = 'master' | 'backup';

/** The kernel fills in what is not said. */
export const startDaemon = (
  state: KernelState,
  role: DaemonRole,
  wanted: Partial<FakeDaemon> & Pick<FakeDaemon, 'device' | 'syncId'>,
): void => {
  if (linkNamed(state, wanted.device) === undefined) refuse(errno.noDevice);
  if (state.ipvs.daemons[role] !== undefined) refuse(errno.exists);
  const group = wanted.group ?? '224.0.0.81';
  const maxLength = group.includes(':') ? 1452 : 1472;
  state.ipvs.daemons[role] = { maxLength, port: 8848, ttl: 1, ...wanted, group };
};

export const stopDaemon = ({ ipvs }: KernelState, role: DaemonRole): void => {
  if (ipvs.daemons[role] === undefined) refuse(errno.noService);
  delete ipvs.daemons[role];
};

/** 0 leaves a timeout as it is. */
export const setTimeouts = (ipvs: FakeIpvs, wanted: readonly number[]): void => {
  const [tcp, tcpFin, udp] = ipvs.timeouts;
  ipvs.timeouts = [wanted[0] || tcp, wanted[1] || tcpFin, wanted[2] || udp];
};

/** Words of the flags of a scheduler by their bits: sh and mh have two of their own. */
export const flagWords = (scheduler: string): readonly string[] =>
  scheduler === 'sh' || scheduler === 'mh'
    ? [`${scheduler}-fallback`, `${scheduler}-port`]
    : ['flag-1', 'flag-2', 'flag-3'];

export interface Tunnel {
  readonly type: string;
  readonly port?: number;
  readonly checksum: string;
}

/** How ipvsadm lists a tunnel. */
export const tunnelWords = ({ type, port, checksum }: Tunnel): string => {
  if (type === 'ipip') return '--tun-type ipip';
  const gate = port === undefined || port === 0 ? '' : ` --tun-port ${port}`;
  return `--tun-type ${type}${gate} --tun-${checksum}`;
};
