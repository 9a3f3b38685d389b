// Runs inside the guest: ./keepalived.conf is applied by netlink and by ipvsadm, and what each made is
// read by both. Prints JSON.

import process from 'node:process';
import { observeHost } from '../../../src/apply/observe-host.ts';
import { apply } from '../../../src/app/apply.ts';
import { rollback } from '../../../src/app/rollback.ts';
import { stableJson } from '../../../src/base/stable-json.ts';
import { nodeHost } from '../../../src/host/node/host.ts';
import type { Host } from '../../../src/host/ports.ts';

/** What was read after each write, and after it was undone. */
export interface BothWays {
  readonly [state: string]: readonly string[];
}

const byNetlink = nodeHost();
const noChannel = async () => ({ reason: 'unavailable' }) as const;
const byIpvsadm: Host = { ...byNetlink, genericNetlink: { open: noChannel } };
const ways = { netlink: byNetlink, ipvsadm: byIpvsadm };

const read = async (host: Host): Promise<readonly string[]> => {
  const { state, gaps } = await observeHost(host, new Set(['ipvs'] as const));
  if (gaps.length > 0) throw new Error(JSON.stringify(gaps));
  return [...state.values()].map((one) => stableJson(one)).sort();
};

const common = { stateDirectory: '.', lockWaitMs: 0 };
const states: Record<string, readonly string[]> = {};
for (const [way, host] of Object.entries(ways)) {
  const { outcome, diagnostics } = await apply(host, {
    ...common,
    file: 'keepalived.conf',
    kinds: new Set(['ipvs-service', 'ipvs-server', 'ipvs-sync', 'ipvs-timeouts'] as const),
    roles: [{ name: 'all', role: 'master' }],
    isVerified: true,
    id: way,
    agree: async () => 'yes',
  });
  if (outcome !== 'applied') throw new Error(JSON.stringify(diagnostics));
  for (const [reader, other] of Object.entries(ways)) {
    states[`written by ${way}, read by ${reader}`] = await read(other);
  }
  await rollback(host, { ...common, agree: async () => 'yes' });
  states[`undone by ${way}`] = await read(host);
}
process.stdout.write(JSON.stringify(states));
