// Runs inside User-Mode Linux: the same table by ipvsadm, by hactl and by keepalived, one after the
// other, each from empty; then one server changes.

import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { changedWeight, configuration, lastService, restoreLines, servers } from './table.ts';

const root = join(import.meta.dirname, '../..');
const repeats = Number(process.argv[2] ?? 3);

export interface Figure {
  readonly what: string;
  readonly ms: number;
  /** Processes started, in the whole guest. */
  readonly forks: number;
}

const forkCount = (): number =>
  Number(/^processes (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? 0);

const run = (argv: readonly string[], stdinFile = '/dev/null'): string => {
  const script = '"$@" < "$0"';
  const { stdout, stderr, status } = spawnSync('sh', ['-c', script, stdinFile, ...argv], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${argv.join(' ')}: ${stderr}${stdout.slice(0, 2000)}`);
  return stdout;
};

const figures: Figure[] = [];
const measure = async (what: string, work: () => void | Promise<void>): Promise<void> => {
  const forks = forkCount();
  const from = performance.now();
  await work();
  figures.push({ what, ms: performance.now() - from, forks: forkCount() - forks });
};

const weightOfLast = (): number => {
  const rows = run(['ipvsadm', '-Ln', '-t', lastService]).trim().split('\n');
  return Number(rows.at(-1)?.trim().split(/\s+/)[3]);
};

const checkTable = (weight: number): void => {
  const rows = run(['ipvsadm', '-Sn']).split('\n').filter((row) => row.startsWith('-a '));
  if (rows.length !== servers) throw new Error(`${rows.length} servers instead of ${servers}`);
  if (weightOfLast() !== weight) throw new Error(`weight ${weightOfLast()} instead of ${weight}`);
};

const clear = (): void => void run(['ipvsadm', '-C']);

const hactl = (file: string): string =>
  run([process.execPath, join(root, 'bin/run.js'), 'apply', file, '--yes', '--state-dir', '/tmp/state']);

const until = async (isDone: () => boolean): Promise<void> => {
  while (!isDone()) await sleep(10);
};

const one = '/tmp/one.conf';
const two = '/tmp/two.conf';
const current = '/tmp/keepalived.conf';
const log = '/tmp/keepalived.log';

const measureKeepalived = async (): Promise<void> => {
  writeFileSync(current, configuration(1));
  writeFileSync(log, '');
  const argv = ['--check', '--dont-fork', '--log-console', `--use-file=${current}`];
  const shell = ['-c', `exec keepalived "$@" > ${log} 2>&1`, 'sh', ...argv];
  const child = spawn('sh', shell, { stdio: 'ignore' });
  await measure('keepalived, from empty', () => until(() => readFileSync(log, 'utf8').includes('Startup complete')));
  checkTable(1);
  writeFileSync(current, configuration(changedWeight));
  await measure('keepalived, one server', async () => {
    child.kill('SIGHUP');
    await until(() => weightOfLast() === changedWeight);
  });
  checkTable(changedWeight);
  child.kill('SIGTERM');
  await new Promise((resolve) => child.once('exit', resolve));
};

writeFileSync(one, configuration(1));
writeFileSync(two, configuration(changedWeight));
writeFileSync('/tmp/lines', restoreLines());
for (let n = 0; n < repeats; n++) {
  clear();
  await measure('ipvsadm -R, from empty', () => void run(['ipvsadm', '-R'], '/tmp/lines'));
  checkTable(1);
  clear();
  await measure('hactl, from empty', () => void hactl(one));
  checkTable(1);
  await measure('hactl, one server', () => void hactl(two));
  checkTable(changedWeight);
  await measure('hactl, nothing to do', () => void hactl(two));
  run([process.execPath, join(root, 'bin/run.js'), 'apply', '/dev/null', '--yes', '--state-dir', '/tmp/state']);
  clear();
  await measureKeepalived();
}
process.stdout.write(JSON.stringify(figures));
