// `npm run bench:NAME`: makes everything ready and runs one bench.

import process from 'node:process';
import { node, prepare, run } from '../prepare.mjs';

const [name, ...args] = process.argv.slice(2);
prepare(['ipvsadm', 'keepalived', 'linux.uml', 'modprobe']);
run(node, [`scripts/bench/${name}.ts`, ...args]);
