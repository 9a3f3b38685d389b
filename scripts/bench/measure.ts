// What a program costs: the time on the clock, the time on processors, its memory at most.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

export interface Cost {
  readonly ms: number;
  readonly cpuMs: number;
  readonly peakMb: number;
}

/** Ticks of a hundredth of a second that children which have ended took; proc_pid_stat(5). */
const childTicks = (): number => {
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return Number(fields[13]) + Number(fields[14]);
};

const peakKb = (pid: number): number => {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s*(\d+)/m.exec(status)?.[1] ?? 0);
  } catch {
    return 0;
  }
};

/** Runs a program to its end, its output thrown away, and looks at its memory meanwhile. */
export const measure = async (argv: readonly string[]): Promise<Cost> => {
  const [program = '', ...args] = argv;
  const ticks = childTicks();
  const start = performance.now();
  const child = spawn(program, args, { stdio: 'ignore' });
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, peakKb(child.pid ?? 0))), 5);
  await once(child, 'exit');
  const ms = performance.now() - start;
  clearInterval(watch);
  return { ms, cpuMs: (childTicks() - ticks) * 10, peakMb: peak / 1024 };
};

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

/** Runs all programs `rounds` times, one after the other, since those of a round share its noise. */
export const rounds = async <N extends string>(
  count: number,
  programs: Readonly<Record<N, readonly string[]>>,
): Promise<Readonly<Record<N, readonly Cost[]>>> => {
  const costs = Object.fromEntries(Object.keys(programs).map((name) => [name, [] as Cost[]]));
  for (let round = 0; round < count; round++) {
    for (const [name, argv] of Object.entries<readonly string[]>(programs)) {
      costs[name]?.push(await measure(argv));
    }
  }
  return costs as Record<N, Cost[]>;
};
