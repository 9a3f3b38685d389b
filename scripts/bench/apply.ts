// `npm run bench:apply`: how long a large IPVS table takes, in one run with its peers, in User-Mode
// Linux. Ratios are what counts: a system call is slow there, and machines are noisy.

import { join } from 'node:path';
import process from 'node:process';
import { runInUml } from '../../src/host/node/uml.ts';
import type { Figure } from './guest-apply.ts';

const repeats = process.argv[2] ?? '3';
const guest = join(import.meta.dirname, 'guest-apply.ts');
const argv = [process.execPath, guest, repeats];
const { stdout, stderr } = await runInUml({ argv, memoryMb: 4096, timeoutMs: 1_800_000 });
if (stdout === '') {
  process.stderr.write(`${stderr}\n`);
  process.exit(1);
}
const figures = JSON.parse(stdout) as Figure[];

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

const rows = [...new Set(figures.map(({ what }) => what))].map((what) => {
  const own = figures.filter((figure) => figure.what === what);
  const times = own.map(({ ms }) => ms);
  return { what, times, ms: median(times), forks: median(own.map(({ forks }) => forks)) };
});
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
for (const { what, times, ms, forks } of rows) {
  const all = times.map(seconds).join(', ');
  process.stdout.write(`${what.padEnd(24)} ${seconds(ms).padStart(8)}  ${String(forks).padStart(4)} processes  (${all})\n`);
}
const timesOf = (what: string): readonly number[] => rows.find((row) => row.what === what)?.times ?? [];
// A ratio for each round, since a round's peers share its noise; then their median.
const ratio = (a: string, b: string): string => {
  const peer = timesOf(b);
  const ratios = timesOf(a).map((ms, round) => ms / (peer[round] ?? Number.NaN));
  const all = ratios.map((value) => value.toFixed(2)).join(', ');
  return `${a} / ${b}: ${median(ratios).toFixed(2)}  (${all})`;
};
process.stdout.write(`${ratio('hactl, from empty', 'ipvsadm -R, from empty')}\n`);
process.stdout.write(`${ratio('hactl, from empty', 'keepalived, from empty')}\n`);
process.stdout.write(`${ratio('hactl, one server', 'keepalived, one server')}\n`);
