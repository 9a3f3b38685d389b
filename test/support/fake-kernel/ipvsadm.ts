// ipvsadm(8) 1.31 over the IPVS of the kernel: `-R` goes on after a refused line and ends with the
// status of its last one; a line that it cannot read ends it.

import type { ExecResult } from '../../../src/host/ports.ts';
import { listDaemons, listTable, listThresholds, listTimeouts } from './ipvsadm-list.ts';
import { answer, type LineHook, refuse, Refusal } from './refusal.ts';
import {
  type FakeDaemon,
  type FakeIpvs,
  type FakeService,
  type KernelState,
  linkNamed,
} from './state.ts';
import { type Words, wordsOf } from './words.ts';

const schedulers = new Set('rr wrr lc wlc lblc lblcr dh sh sed nq fo ovf mh'.split(' '));

const unreadable = (message: string): never => {
  throw new Refusal(message, 2);
};

/** The service that a line is about, in ipvsadm's own words. */
const takePlace = (words: Words): string => {
  const option = words.take();
  if (option === '-f') return `-f ${words.take()}${words.takeIf('-6') ? ' -6' : ''}`;
  if (!['-t', '-u', '--sctp-service'].includes(option)) unreadable(`unexpected argument ${option}`);
  const address = words.take();
  if (!/^(\[[\da-f:.]+\]|[\d.]+):\d+$/.test(address)) {
    unreadable('illegal virtual server address[:port] specified');
  }
  return `${option} ${address}`;
};

const serviceAt = (ipvs: FakeIpvs, place: string): FakeService | undefined =>
  ipvs.services.find((service) => service.place === place);

/** Names of the flags of a scheduler: sh and mh have words of their own for two of them. */
const flagNames = (scheduler: string, flags: readonly string[]): string[] => {
  if (scheduler !== 'sh' && scheduler !== 'mh') return [...flags];
  const known = new Map([
    ['flag-1', `${scheduler}-fallback`],
    ['flag-2', `${scheduler}-port`],
  ]);
  const named = flags.map((flag) => known.get(flag) ?? flag);
  return named.filter((flag) => flag.startsWith(`${scheduler}-`));
};

type Settings = Omit<FakeService, 'place' | 'destinations'>;

const readSettings = (words: Words): Settings => {
  const found: Settings = { scheduler: 'wlc', flags: [], onePacket: false };
  let flags: string[] = [];
  while (words.more()) {
    const option = words.take();
    if (option === '-s') found.scheduler = words.take();
    else if (option === '-o') found.onePacket = true;
    else if (option === '-p') found.persistence = words.take();
    else if (option === '-M') found.netmask = words.take();
    else if (option === '--pe') found.engine = words.take();
    else if (option === '-b') flags = words.take().split(',');
    else unreadable(`unexpected argument ${option}`);
  }
  found.flags = flagNames(found.scheduler, flags).sort();
  if (found.netmask === '255.255.255.255' || found.netmask === '128') delete found.netmask;
  return found;
};

const checkSettings = (place: string, { scheduler, engine, persistence }: Settings): void => {
  if (!schedulers.has(scheduler) || (engine !== undefined && engine !== 'sip')) {
    refuse('Scheduler or persistence engine not found');
  }
  if (place.endsWith(':0') && persistence === undefined) {
    unreadable('Zero port specified for non-persistent service');
  }
};

const addService = (ipvs: FakeIpvs, place: string, settings: Settings): void => {
  checkSettings(place, settings);
  if (serviceAt(ipvs, place) !== undefined) refuse('Service already exists');
  ipvs.services.push({ place, ...settings, destinations: [] });
};

/** An edit replaces all: what is not said is taken away. */
const editService = (ipvs: FakeIpvs, place: string, settings: Settings): void => {
  checkSettings(place, settings);
  const service = serviceAt(ipvs, place);
  if (service === undefined) return refuse('No such service');
  const at = ipvs.services.indexOf(service);
  ipvs.services[at] = { place, ...settings, destinations: service.destinations };
};

const deleteService = (ipvs: FakeIpvs, place: string): void => {
  const service = serviceAt(ipvs, place);
  if (service === undefined) return refuse('No such service');
  ipvs.services.splice(ipvs.services.indexOf(service), 1);
};

const runService = (ipvs: FakeIpvs, command: string, words: Words): void => {
  const place = takePlace(words);
  if (command === '-A') addService(ipvs, place, readSettings(words));
  else if (command === '-E') editService(ipvs, place, readSettings(words));
  else deleteService(ipvs, place);
};

interface Place {
  readonly ip: string;
  readonly port: number;
}

const takeServer = (words: Words): Place => {
  if (!words.takeIf('-r')) unreadable('option requires a real server');
  const text = words.take();
  const colon = text.lastIndexOf(':');
  return { ip: text.slice(0, colon).replace(/[[\]]/g, ''), port: Number(text.slice(colon + 1)) };
};

const readTunnel = (type: string, port: string | undefined, checksum: string): string =>
  type === 'ipip'
    ? '--tun-type ipip'
    : `--tun-type ${type}${port === undefined ? '' : ` --tun-port ${port}`} ${checksum}`;

const readServer = (words: Words) => {
  const found = { forward: '-g', weight: 1, upper: 0, lower: 0 };
  const tunnel = { type: 'ipip', port: undefined as string | undefined, checksum: '--tun-nocsum' };
  while (words.more()) {
    const option = words.take();
    if (option === '-m' || option === '-g' || option === '-i') found.forward = option;
    else if (option === '-w') found.weight = Number(words.take());
    else if (option === '-x') found.upper = Number(words.take());
    else if (option === '-y') found.lower = Number(words.take());
    else if (option === '--tun-type') tunnel.type = words.take();
    else if (option === '--tun-port') tunnel.port = words.take();
    else if (/^--tun-(no|rem)?csum$/.test(option)) tunnel.checksum = option;
    else unreadable(`unexpected argument ${option}`);
  }
  const words6 = readTunnel(tunnel.type, tunnel.port, tunnel.checksum);
  return { ...found, tunnel: found.forward === '-i' ? words6 : '' };
};

const runServer = (ipvs: FakeIpvs, command: string, words: Words): void => {
  const place = takePlace(words);
  const { ip, port } = takeServer(words);
  const settings = command === '-d' ? null : readServer(words);
  const service = serviceAt(ipvs, place);
  if (service === undefined) return refuse('Service not defined');
  const { destinations } = service;
  const at = destinations.findIndex((one) => one.ip === ip && one.port === port);
  if (command === '-a' && at >= 0) refuse('Destination already exists');
  if (command !== '-a' && at < 0) refuse('No such destination');
  if (settings !== null && settings.lower > settings.upper) refuse('Numerical result out of range');
  if (settings === null) destinations.splice(at, 1);
  else if (at < 0) destinations.push({ ip, port, ...settings });
  else destinations[at] = { ip, port, ...settings };
};

const startDaemon = (state: KernelState, words: Words): void => {
  const role = words.take() as 'master' | 'backup';
  const options: Record<string, string> = {};
  while (words.more()) options[words.take()] = words.take();
  const device = options['--mcast-interface'] ?? 'eth0';
  const group = options['--mcast-group'] ?? '224.0.0.81';
  const daemon: FakeDaemon = {
    device,
    syncId: Number(options['--syncid'] ?? 0),
    maxLength: Number(options['--sync-maxlen'] ?? (group.includes(':') ? 1452 : 1472)),
    group,
    port: Number(options['--mcast-port'] ?? 8848),
    ttl: Number(options['--mcast-ttl'] ?? 1),
  };
  if (linkNamed(state, device) === undefined) refuse('No such device');
  if (state.ipvs.daemons[role] !== undefined) refuse('Daemon has already run');
  state.ipvs.daemons[role] = daemon;
};

const stopDaemon = (state: KernelState, words: Words): void => {
  const role = words.take() as 'master' | 'backup';
  if (state.ipvs.daemons[role] === undefined) refuse('No daemon is running');
  delete state.ipvs.daemons[role];
};

/** 0 leaves a timeout as it is. */
const setTimeouts = (ipvs: FakeIpvs, words: Words): void => {
  const [tcp, tcpFin, udp] = ipvs.timeouts;
  const [newTcp, newFin, newUdp] = [words.take(), words.take(), words.take()].map(Number);
  ipvs.timeouts = [newTcp || tcp, newFin || tcpFin, newUdp || udp];
};

const runLine = (state: KernelState, line: string): void => {
  const words = wordsOf(line, 2);
  const command = words.take();
  if (['-A', '-E', '-D'].includes(command)) runService(state.ipvs, command, words);
  else if (['-a', '-e', '-d'].includes(command)) runServer(state.ipvs, command, words);
  else if (command === '--start-daemon') startDaemon(state, words);
  else if (command === '--stop-daemon') stopDaemon(state, words);
  else if (command === '--set') setTimeouts(state.ipvs, words);
  else throw new Refusal("Try `ipvsadm -h' or 'ipvsadm --help' for more information.", 255);
};

const restore = (state: KernelState, input: string, onLine: LineHook): ExecResult => {
  const errors: string[] = [];
  let status = 0;
  for (const [index, line] of input.split('\n').entries()) {
    if (line.trim() === '') continue;
    status = 0;
    try {
      onLine(index + 1);
      runLine(state, line);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      errors.push(`${error.message}\n`);
      status = error.fatal ?? 255;
      if (error.fatal !== undefined) break;
    }
  }
  return { exitCode: status, stdout: '', stderr: errors.join(''), isMissing: false };
};

export const runIpvsadm = (
  state: KernelState,
  args: readonly string[],
  input: string,
  onLine: LineHook,
): ExecResult => {
  const asked = args.join(' ');
  if (asked === '-R') return restore(state, input, onLine);
  if (asked === '-Sn') return answer(listTable(state.ipvs));
  if (asked === '-Ln --thresholds') return answer(listThresholds(state.ipvs));
  if (asked === '-L --timeout') return answer(listTimeouts(state.ipvs));
  return answer(listDaemons(state.ipvs));
};
