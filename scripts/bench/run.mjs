// `npm run bench:NAME`: makes everything ready and runs one bench.

import process from 'node:process';
import { node, prepare, run } from '../prepare.mjs';

const programs = {
  apply: ['ipvsadm', 'keepalived', 'linux.uml', 'modprobe'],
  lint: ['keepalived', 'unshare'],
  farm: ['ip', 'nft', 'sysctl', 'flock', 'ss'],
};

const [name, ...args] = process.argv.slice(2);
prepare(programs[name]);
run(node, [`scripts/bench/${name}.ts`, ...args]);
