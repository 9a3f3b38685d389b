// What is asked of a host, and what is known of what it does not answer.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { observeHost, readHostNames, topicsFor } from '../../src/apply/observe-host.ts';
import type { Gap } from '../../src/plan/observation.ts';
import { fakeHost } from '../support/fake-host.ts';
import type { Circumstances } from '../support/fake-kernel.ts';
import { hostWith } from '../support/gen-kernel.ts';

const all = new Set(['network', 'sysctl', 'nft', 'ipvs'] as const);

const gapsWith = async (circumstances: Partial<Circumstances>): Promise<readonly Gap[]> => {
  const host = fakeHost(hostWith());
  host.kernel.circumstances = { ...host.kernel.circumstances, ...circumstances };
  return (await observeHost(host, all)).gaps;
};

test('a kernel that can be read has no gaps', async () => {
  assert.equal(await gapsWith({}), []);
});

test('a tool that is not there leaves a gap', async () => {
  const gaps = await gapsWith({ missing: ['nft', 'ipvsadm'] });
  assert.equal(
    gaps.map(({ topic, reason }) => [topic, reason]),
    [
      ['nft', 'missing-tool'],
      ['ipvs', 'missing-tool'],
    ],
  );
});

test('without permission nftables and IPVS cannot be read, links and routes can', async () => {
  const gaps = await gapsWith({ mayChange: false });
  assert.equal(
    gaps.map(({ topic, reason }) => [topic, reason]),
    [
      ['nft', 'no-permission'],
      ['ipvs', 'no-permission'],
    ],
  );
});

test('a kernel without IPVS leaves a gap that says so in the tool’s words', async () => {
  assert.equal(await gapsWith({ hasIpvs: false }), [
    {
      topic: 'ipvs',
      command: 'ipvsadm -Sn',
      reason: 'no-kernel-support',
      message: "Can't initialize ipvs: Protocol not available",
    },
  ]);
});

test('only what is asked for is read', async () => {
  const host = fakeHost(hostWith());
  await observeHost(host, new Set(['sysctl'] as const));
  assert.equal(
    host.kernel.ran.map(({ argv: [tool] }) => tool),
    ['sysctl'],
  );
});

const topics: readonly (readonly [kinds: Parameters<typeof topicsFor>[0], topics: string[]])[] = [
  [[], []],
  [['ipvs-service', 'ipvs-server', 'ipvs-timeouts'], ['ipvs']],
  [['ipvs-sync'], ['network', 'ipvs']],
  [['route', 'rule'], ['network']],
  [['address'], ['network', 'sysctl']],
  [['link'], ['network', 'sysctl']],
  [
    ['ipvs-server', 'nft-table'],
    ['network', 'ipvs', 'nft'],
  ],
];

for (const [kinds, wanted] of topics) {
  test(`planning for ${[...kinds].join(', ') || 'nothing'} reads ${wanted.join(', ')}`, () => {
    assert.equal([...topicsFor(kinds)], wanted);
  });
}

test('names of tables come from all places where iproute2 looks', async () => {
  const host = fakeHost();
  host.userFiles.set('/usr/share/iproute2/rt_tables', '254 main\n100 web\n');
  host.userFiles.set('/etc/iproute2/rt_tables', '101 web\n');
  host.userFiles.set('/etc/iproute2/rt_tables.d/own.conf', '0x66 own\n');
  host.userFiles.set('/etc/iproute2/rt_tables.d/own.bak', '103 old\n');
  host.userFiles.set('/etc/iproute2/rt_protos', '18 keepalived\n77 mine\n');
  const { tables, protocols, scopes } = await readHostNames(host);
  assert.equal(tables, { default: 253, main: 254, local: 255, web: 101, own: 102 });
  assert.is(protocols['mine'], 77);
  assert.is(scopes['link'], 253);
});

test.run();
