// sysctl(8) of procps 4.0: `-p -` goes on after a refused line and ends with 1 when there was one.

import type { ExecResult } from '../../../src/host/ports.ts';
import { configureInet6 } from './links.ts';
import { type LineHook, refuse, Refusal } from './refusal.ts';
import { flushInet6, reviveHops } from './routes.ts';
import { type KernelState, linkNamed } from './state.ts';

/** disable_ipv6 takes the addresses of a link away; without it the link gets its own again. */
const afterDisablingIpv6 = (state: KernelState, device: string, value: string): void => {
  const link = linkNamed(state, device);
  if (link === undefined) return;
  if (value === '1') flushInet6(state, link, 'down');
  else {
    configureInet6(state, link);
    reviveHops(state, device);
  }
};

const setLine = (state: KernelState, line: string): void => {
  const [name = '', value = ''] = line.split('=').map((part) => part.trim());
  const before = state.sysctls.get(name);
  if (before === undefined) {
    refuse(`sysctl: cannot stat /proc/sys/${name}: No such file or directory`);
  }
  if (!/^-?\d+$/.test(value)) {
    refuse(`sysctl: setting key "${name.replaceAll('/', '.')}": Invalid argument`);
  }
  state.sysctls.set(name, value);
  const device = /^net\/ipv6\/conf\/(.+)\/disable_ipv6$/.exec(name)?.[1];
  if (device !== undefined && value !== before) afterDisablingIpv6(state, device, value);
};

const load = (state: KernelState, input: string, onLine: LineHook): ExecResult => {
  const errors: string[] = [];
  for (const [index, line] of input.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      onLine(index + 1);
      setLine(state, line);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      errors.push(`${error.message}\n`);
    }
  }
  const exitCode = errors.length === 0 ? 0 : 1;
  return { exitCode, stdout: '', stderr: errors.join(''), isMissing: false };
};

/** Dots between the parts of a name, and slashes for the dots in the name of a link. */
const dotted = (name: string): string =>
  name.replace(/[./]/g, (separator) => (separator === '/' ? '.' : '/'));

const list = (state: KernelState, pattern: string): ExecResult => {
  const wanted = new RegExp(pattern);
  const lines = [...state.sysctls]
    .map(([name, value]) => [dotted(name), value] as const)
    .filter(([name]) => wanted.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name} = ${value}\n`);
  return { exitCode: 0, stdout: lines.join(''), stderr: '', isMissing: false };
};

export const runSysctl = (
  state: KernelState,
  args: readonly string[],
  input: string,
  onLine: LineHook,
): ExecResult =>
  args.includes('-p')
    ? load(state, input, onLine)
    : list(state, args[args.indexOf('-r') + 1] ?? '');
