// `npm run fuzz`: with the Node.js of the project, which runs TypeScript as it is.

import process from 'node:process';
import { node, prepare, run } from '../prepare.mjs';

prepare([]);
run(node, ['scripts/fuzz/run.ts', ...process.argv.slice(2)]);
