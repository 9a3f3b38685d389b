// `npm run reference`: with the Node.js of the project, which runs TypeScript as it is.

import { node, prepare, run } from '../prepare.mjs';

prepare([]);
run(node, ['scripts/reference/run.ts']);
