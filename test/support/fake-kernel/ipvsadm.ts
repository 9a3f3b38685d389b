// ipvsadm(8) 1.31 over the IPVS of the kernel: `-R` goes on after a refused line and ends with the
// status of its last one; a line that it cannot read ends it.

import type { ExecResult } from '../../../src/host/ports.ts';
import {
  addService,
  changeServer,
  type DaemonRole,
  deleteService,
  editService,
  flagWords,
  IpvsError,
  type Settings,
  setTimeouts,
  startDaemon,
  stopDaemon,
  tunnelWords,
} from './ipvs.ts';
import { listDaemons, listTable, listThresholds, listTimeouts } from './ipvsadm-list.ts';
import { answer, type LineHook, Refusal } from './refusal.ts';
import type { FakeDestination, FakeIpvs, KernelState } from './state.ts';
import { type Words, wordsOf } from './words.ts';

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

/** Flags by the words that they are listed with; one that the scheduler has no word for is not. */
const flagNames = (scheduler: string, flags: readonly string[]): string[] => {
  const known = flagWords(scheduler);
  const named = flags.map((flag) => known[Number(/^flag-(\d)$/.exec(flag)?.[1]) - 1] ?? flag);
  return named.filter((flag) => known.includes(flag)).sort();
};

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
  found.flags = flagNames(found.scheduler, flags);
  if (found.netmask === '255.255.255.255' || found.netmask === '128') delete found.netmask;
  return found;
};

const runService = (ipvs: FakeIpvs, command: string, words: Words): void => {
  const place = takePlace(words);
  if (command === '-D') {
    deleteService(ipvs, place);
    return;
  }
  const settings = readSettings(words);
  if (place.endsWith(':0') && settings.persistence === undefined) {
    unreadable('Zero port specified for non-persistent service');
  }
  if (command === '-A') addService(ipvs, place, settings);
  else editService(ipvs, place, settings);
};

const takeServer = (words: Words): FakeDestination => {
  if (!words.takeIf('-r')) unreadable('option requires a real server');
  const text = words.take();
  const colon = text.lastIndexOf(':');
  const ip = text.slice(0, colon).replace(/[[\]]/g, '');
  const port = Number(text.slice(colon + 1));
  const found: FakeDestination = {
    ip,
    port,
    forward: '-g',
    weight: 1,
    upper: 0,
    lower: 0,
    tunnel: '',
  };
  const tunnel = { type: 'ipip', port: 0, checksum: 'nocsum' };
  while (words.more()) {
    const option = words.take();
    if (option === '-m' || option === '-g' || option === '-i') found.forward = option;
    else if (option === '-w') found.weight = Number(words.take());
    else if (option === '-x') found.upper = Number(words.take());
    else if (option === '-y') found.lower = Number(words.take());
    else if (option === '--tun-type') tunnel.type = words.take();
    else if (option === '--tun-port') tunnel.port = Number(words.take());
    else if (/^--tun-(no|rem)?csum$/.test(option)) tunnel.checksum = option.slice('--tun-'.length);
    else unreadable(`unexpected argument ${option}`);
  }
  if (found.forward === '-i') found.tunnel = tunnelWords(tunnel);
  return found;
};

const verbs = { '-a': 'add', '-e': 'edit', '-d': 'delete' } as const;

const runServer = (ipvs: FakeIpvs, command: keyof typeof verbs, words: Words): void => {
  const place = takePlace(words);
  changeServer(ipvs, verbs[command], place, takeServer(words));
};

const daemonOptions: { readonly [option: string]: string } = {
  '--mcast-interface': 'device',
  '--syncid': 'syncId',
  '--sync-maxlen': 'maxLength',
  '--mcast-group': 'group',
  '--mcast-port': 'port',
  '--mcast-ttl': 'ttl',
};

const runStart = (state: KernelState, words: Words): void => {
  const role = words.take() as DaemonRole;
  const options: Record<string, string | number> = {};
  while (words.more()) {
    const name = daemonOptions[words.take()] ?? unreadable('unexpected argument');
    const value = words.take();
    options[name] = name === 'device' || name === 'group' ? value : Number(value);
  }
  startDaemon(state, role, { device: 'eth0', syncId: 0, ...options });
};

const runLine = (state: KernelState, line: string): void => {
  const words = wordsOf(line, 2);
  const command = words.take();
  if (['-A', '-E', '-D'].includes(command)) runService(state.ipvs, command, words);
  else if (command === '-a' || command === '-e' || command === '-d') {
    runServer(state.ipvs, command, words);
  } else if (command === '--start-daemon') runStart(state, words);
  else if (command === '--stop-daemon') stopDaemon(state, words.take() as DaemonRole);
  else if (command === '--set') {
    setTimeouts(state.ipvs, [words.take(), words.take(), words.take()].map(Number));
  } else throw new Refusal("Try `ipvsadm -h' or 'ipvsadm --help' for more information.", 255);
};

/** libipvs.c ipvs_strerror: an errno by what was tried, else as strerror(3) has it. */
const messageFor = (command: string, errno: number): string => {
  const byCommand: readonly (readonly [RegExp, number, string])[] = [
    [/^-A/, 17, 'Service already exists'],
    [/^-[AE]/, 2, 'Scheduler or persistence engine not found'],
    [/^-[ED]/, 3, 'No such service'],
    [/^-[aed] /, 3, 'Service not defined'],
    [/^-a/, 17, 'Destination already exists'],
    [/^-[ed] /, 2, 'No such destination'],
    [/^--start/, 17, 'Daemon has already run'],
    [/^--stop/, 3, 'No daemon is running'],
    [/./, 19, 'No such device'],
    [/./, 34, 'Numerical result out of range'],
  ];
  const found = byCommand.find(([tried, number]) => number === errno && tried.test(command));
  return found?.[2] ?? `errno ${errno}`;
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
      if (error instanceof IpvsError) errors.push(`${messageFor(line, error.errno)}\n`);
      else if (error instanceof Refusal) errors.push(`${error.message}\n`);
      else throw error;
      const fatal = error instanceof Refusal ? error.fatal : undefined;
      status = fatal ?? 255;
      if (fatal !== undefined) break;
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
