// What runs inside the guest with IPVS: jobs in, results out, as JSON. Each job has a network
// namespace of its own, so an IPVS table of its own.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const root = join(import.meta.dirname, '../../..');
const node = process.execPath;

export interface Job {
  readonly name: string;
  /** A request for `hactl internal sandbox`. */
  readonly round: unknown;
  readonly text: string;
  /** The same configuration with servers that nobody has to check. */
  readonly unchecked: string;
  /** Whether to write and read it by netlink and by ipvsadm. */
  readonly isBothWays: boolean;
}

export interface JobResult {
  readonly name: string;
  readonly round: string;
  /** `ipvsadm -Sn` after `hactl apply` of `unchecked`, and after keepalived read it. */
  readonly ours: string;
  readonly theirs: string;
  readonly log: string;
  /** BothWays as JSON, or what went wrong. */
  readonly bothWays: string;
}

const run = (argv: readonly string[], input = ''): string => {
  const [program = '', ...args] = argv;
  const { stdout, stderr, status } = spawnSync(program, args, { input, encoding: 'utf8' });
  return status === 0 ? stdout : `${stdout}\n${stderr}`;
};

/** Runs a script in a namespace with links, and in a directory of the job's with its text. */
const runFor = (job: Job, setup: string): string => {
  const directory = `/tmp/${job.name}`;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(join(directory, 'keepalived.conf'), job.unchecked);
  const links = [
    'ip link set lo up',
    ...['eth0', 'eth1', 'eth2'].map(
      (name) => `ip link add ${name} type dummy && ip link set ${name} up`,
    ),
    'ip addr add 192.168.200.5/24 dev eth0',
    'ip addr add 192.168.100.5/24 dev eth1',
  ];
  const script = [...links, `cd ${directory}`, setup].join('\n');
  return run(['unshare', '--net', 'sh', '-e', '-c', script]);
};

const ours = `${node} ${root}/bin/run.js apply keepalived.conf --yes --state-dir . > log 2>&1 || cat log
ipvsadm -Sn`;
const bothWays = `${node} ${join(import.meta.dirname, 'both-ways.ts')}`;
const theirs = `keepalived --check --dont-fork --log-console --use-file=keepalived.conf > log 2>&1 &
pid=$!
until grep -q 'Startup complete' log; do sleep 0.1; done
sleep 0.2
ipvsadm -Sn
kill $pid
wait $pid || true`;

const jobs = JSON.parse(readFileSync(0, 'utf8')) as Job[];
const results = jobs.map((job): JobResult => {
  const sandbox = ['unshare', '--net', node, `${root}/bin/run.js`, 'internal', 'sandbox'];
  return {
    name: job.name,
    round: run(sandbox, JSON.stringify(job.round)),
    ours: runFor(job, ours),
    theirs: runFor(job, theirs),
    log: readFileSync(`/tmp/${job.name}/log`, 'utf8'),
    bothWays: job.isBothWays ? runFor(job, bothWays) : '',
  };
});
process.stdout.write(JSON.stringify(results));
