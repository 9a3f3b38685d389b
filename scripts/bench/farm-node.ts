// Runs on a node of a farm: how long planning takes, a change of members, and its transaction alone.
// `farm-node.ts ROUNDS STATE-DIR CLUSTER MODULE`

import process from 'node:process';
import { apply } from '../../src/app/apply.ts';
import { makePlanFor } from '../../src/app/make-plan.ts';
import { emitBatches } from '../../src/emit/batches.ts';
import { nodeHost } from '../../src/host/node/host.ts';

const [count = '5', stateDirectory = '', cluster = '', file = ''] = process.argv.slice(2);
const all = ['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7', 'n8'];
const host = nodeHost();

const requestFor = (members: readonly string[]) => ({
  ...{ file, roles: [], stateDirectory, against: 'live' as const },
  ...{ site: { node: 'n1', members: [{ is: members }] }, reading: { cluster } },
});

const timed = async <T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> => {
  const start = performance.now();
  const value = await work();
  return { ms: performance.now() - start, value };
};

const figures = { planMs: [] as number[], applyMs: [] as number[], transactionMs: [] as number[] };
for (let round = 0; round < Number(count); round++) {
  const members = round % 2 === 0 ? all.slice(0, 7) : all;
  const planned = await timed(() => makePlanFor(host, requestFor(members)));
  figures.planMs.push(planned.ms);
  const batches = emitBatches(planned.value.plan?.steps ?? []);
  if (batches.length !== 1) throw new Error(`${batches.length} processes instead of one`);
  const applied = await timed(() =>
    apply(host, {
      ...requestFor(members),
      ...{ isVerified: true, lockWaitMs: 1000, id: 'bench', agree: async () => 'yes' as const },
    }),
  );
  if (applied.value.outcome !== 'applied') throw new Error(applied.value.outcome);
  figures.applyMs.push(applied.ms);
  // Once more, which changes nothing and takes as long.
  const [{ argv, stdin }] = batches as [(typeof batches)[number]];
  figures.transactionMs.push((await timed(() => host.exec.run(argv, stdin))).ms);
}
process.stdout.write(JSON.stringify(figures));
