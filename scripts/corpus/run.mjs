// `npm run corpus` and `npm run corpus:fmt`: with the Node.js of the project, which runs TypeScript as
// it is.

import process from 'node:process';
import { node, prepare, run } from '../prepare.mjs';

const [name, ...args] = process.argv.slice(2);
prepare([]);
run(node, [`scripts/corpus/${name}.ts`, ...args]);
