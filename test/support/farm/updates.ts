// A program: a node that sees members come and go. `updates.ts COUNT STATE-DIR NODE MEMBERS MEMBERS CLUSTER
// MODULE`: applies with the one list of members and the other in turn, as a daemon would.

import process from 'node:process';
import { apply } from '../../../src/app/apply.ts';
import { nodeHost } from '../../../src/host/node/host.ts';

const [
  count = '0',
  stateDirectory = '',
  node = '',
  first = '',
  second = '',
  cluster = '',
  file = '',
] = process.argv.slice(2);
const host = nodeHost();
const tookMs: number[] = [];

for (let index = 0; index < Number(count); index++) {
  const members = (index % 2 === 0 ? first : second).split(',');
  const start = performance.now();
  const { outcome, diagnostics } = await apply(host, {
    ...{
      file,
      roles: [],
      stateDirectory,
      isVerified: false,
      lockWaitMs: 1000,
      id: `update-${index}`,
    },
    ...{ against: 'live', site: { node, members: [{ is: members }] }, reading: { cluster } },
    agree: async () => 'yes',
  });
  if (outcome !== 'applied') throw new Error(`${outcome}: ${JSON.stringify(diagnostics)}`);
  tookMs.push(Math.round(performance.now() - start));
}
process.stdout.write(JSON.stringify(tookMs));
