// `npm run bench:lint`: how long hactl lint takes, in one run with its peers: `keepalived -t` for a large
// file, an empty program of Node.js for a small one. Ratios are what counts, since machines are noisy.

import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { configuration } from './lint-input.ts';
import { type Cost, median, rounds } from './measure.ts';

const root = join(import.meta.dirname, '../..');
const repeats = Number(process.argv[2] ?? 7);
const corpus = join(root, '../shared/corpus');

const directory = mkdtempSync(join(tmpdir(), 'hactl-bench-'));
process.on('exit', () => rmSync(directory, { recursive: true, force: true }));

const write = (name: string, services: number): string => {
  const path = join(directory, name);
  writeFileSync(path, configuration(services));
  return path;
};

const lint = (...files: readonly string[]): string[] => [
  process.execPath,
  join(root, 'bin/run.js'),
  'lint',
  ...files,
];

/** In a network namespace of its own, so that it finds nothing of the host and changes nothing. */
const keepalived = (file: string): string[] => [
  ...['unshare', process.geteuid?.() === 0 ? '-n' : '-rn'],
  ...['keepalived', '-t', '-f', file],
];

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const showCosts = (costs: Readonly<Record<string, readonly Cost[]>>): void => {
  for (const [name, own] of Object.entries(costs)) {
    const ms = median(own.map((cost) => cost.ms)).toFixed(0);
    const cpu = median(own.map((cost) => cost.cpuMs)).toFixed(0);
    const peak = Math.max(...own.map((cost) => cost.peakMb)).toFixed(0);
    const all = own.map((cost) => cost.ms.toFixed(0)).join(', ');
    print(
      `${name.padEnd(28)} ${ms.padStart(6)} ms  ${cpu.padStart(6)} ms cpu  ${peak.padStart(4)} MB  (${all})`,
    );
  }
};

/** A ratio for each round; then their median. */
const ratios = (own: readonly Cost[], peer: readonly Cost[]): readonly number[] =>
  own.map(({ ms }, round) => ms / (peer[round]?.ms ?? Number.NaN));

const judge = (what: string, value: number, limit: number, unit = ''): void => {
  const verdict = value <= limit ? 'ok    ' : 'MISSED';
  print(`${verdict} ${what}: ${value.toFixed(2)}${unit} (at most ${limit}${unit})`);
};

const small = write('small.conf', 1);
const tenth = write('tenth.conf', 1_000);
const large = write('large.conf', 10_000);

print('A file of 870,000 lines, and one of a tenth of it:');
const big = await rounds(repeats, {
  'hactl lint': lint(large),
  'keepalived -t': keepalived(large),
  'hactl lint, a tenth': lint(tenth),
  'keepalived -t, a tenth': keepalived(tenth),
});
showCosts(big);

print('\nA file of 90 lines:');
const start = await rounds(3 * repeats, {
  'hactl lint, 90 lines': lint(small),
  'node -e 0': [process.execPath, '-e', '0'],
});
showCosts(start);

const startMs = median(start['hactl lint, 90 lines'].map(({ ms }) => ms));
const beyondStart = (costs: readonly Cost[]): number => median(costs.map(({ ms }) => ms)) - startMs;
const files = existsSync(corpus)
  ? readdirSync(corpus, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.conf'))
      .map((name) => join(corpus, name))
  : [];
let perFile = Number.NaN;
if (files.length === 0) print('\nNo corpus here: how long many files take is not measured.');
else {
  print(`\n${files.length} files in one call:`);
  const many = await rounds(repeats, { 'hactl lint, all files': lint(...files) });
  showCosts(many);
  perFile = beyondStart(many['hactl lint, all files']) / files.length;
}

print('');
judge('hactl lint / keepalived -t', median(ratios(big['hactl lint'], big['keepalived -t'])), 1);
judge('memory', Math.max(...big['hactl lint'].map(({ peakMb }) => peakMb)), 500, ' MB');
judge(
  'ten times the lines, times as long',
  beyondStart(big['hactl lint']) / beyondStart(big['hactl lint, a tenth']),
  10,
);
judge(
  'hactl lint / node -e 0',
  median(ratios(start['hactl lint, 90 lines'], start['node -e 0'])),
  2.5,
);
if (files.length > 0) judge('a file of many', perFile, 0.5, ' ms');
