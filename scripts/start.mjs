// `npm start`: from a bare checkout to the main job on a case study: its plan, and the same applied
// and undone in a sandbox.

import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { node, prepare, root } from './prepare.mjs';

prepare(['ip', 'nft', 'sysctl', 'flock', 'ipvsadm', 'modprobe', 'linux.uml']);

const file = 'fixtures/keepalived/web-gateway/input.conf';
const hactl = (...args) => {
  process.stdout.write(`\n$ npx hactl ${args.join(' ')}\n`);
  const { status } = spawnSync(node, ['bin/run.js', ...args], { cwd: root, stdio: 'inherit' });
  return status ?? 1;
};

const planned = hactl('plan', file, '--against', 'empty', '--role', 'all=master');
const tried = hactl('try', file, '--role', 'all=master');
process.stdout.write('\nNext: npx hactl help, or the tour in README.md.\n');
process.exit(planned || tried);
