// Which steps share a process.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { emitBatches } from '../../src/emit/batches.ts';
import { keyOf } from '../../src/plan/kinds.ts';
import type { IpvsServer, IpvsService, Resource } from '../../src/plan/state.ts';
import type { Step } from '../../src/plan/step.ts';

const sysctl: Resource = { kind: 'sysctl', name: 'net/ipv4/conf/eth0/arp_ignore', value: '1' };
const rule = (family: 'inet' | 'inet6'): Resource => ({
  kind: 'rule',
  family,
  priority: 5,
  selector: 'from all lookup 100',
  protocol: 18,
});
const address = (ip: string): Resource => ({
  kind: 'address',
  device: 'eth0',
  ip,
  prefixLength: 24,
  scope: 0,
  flags: [],
  preferredS: 'forever',
});
const service: IpvsService = {
  kind: 'ipvs-service',
  id: { mark: 3, family: 'inet' },
  scheduler: 'rr',
  flags: [],
  onePacket: false,
};
const server: IpvsServer = {
  kind: 'ipvs-server',
  service: service.id,
  ip: '10.1.0.1',
  port: 0,
  forwarding: { method: 'dr' },
  weight: 1,
  upperThreshold: 0,
  lowerThreshold: 0,
};

const make = (after: Resource): Step => ({ id: 1, op: '+', key: keyOf(after), after });
const remove = (before: Resource): Step => ({ id: 1, op: '-', key: keyOf(before), before });

const misread: readonly (readonly [what: string, device: string])[] = [
  ['a line break', 'eth0\nlink set lo down'],
  ['an escape', 'eth0\u001b'],
  ['a quote', 'eth"0'],
  ['the start of a comment', 'eth0#'],
  ['a continued line', 'eth0\\'],
];

for (const [what, device] of misread) {
  test(`a name with ${what} gets to no tool`, () => {
    const step = make({ ...address('10.0.0.1'), device } as Resource);
    assert.throws(() => emitBatches([step]), /a line for ip that it would misread/);
  });
}

test('steps of one tool share a process, in their order', () => {
  const batches = emitBatches([make(sysctl), make(address('10.0.0.1')), make(address('10.0.0.2'))]);
  assert.equal(
    batches.map(({ tool, steps }) => [tool, steps.length]),
    [
      ['sysctl', 1],
      ['ip', 2],
    ],
  );
  assert.is(
    batches[1]?.stdin,
    'addr add 10.0.0.1/24 dev eth0 scope 0\naddr add 10.0.0.2/24 dev eth0 scope 0\n',
  );
});

test('rules of the two families have processes of their own', () => {
  const argvs = emitBatches([make(rule('inet')), make(rule('inet6'))]).map(({ argv }) => argv);
  assert.equal(argvs, [
    ['ip', '-batch', '-'],
    ['ip', '-6', '-batch', '-'],
  ]);
});

test('tables of nftables that follow each other are one transaction', () => {
  const table = (family: 'ip' | 'ip6'): Resource => ({
    kind: 'nft-table',
    family,
    name: 'hactl',
    objects: [],
  });
  const [batch, ...others] = emitBatches([make(table('ip')), make(table('ip6'))]);
  assert.equal(others, []);
  assert.is((JSON.parse(batch?.stdin ?? '') as { nftables: unknown[] }).nftables.length, 6);
});

test('servers go with their service, so nobody removes them one by one', () => {
  const [batch, ...others] = emitBatches([remove(server), remove(service)]);
  assert.equal(others, []);
  assert.is(batch?.stdin, '-D -f 3\n');
  assert.is(batch?.steps.length, 2);
});

test('a server is removed by itself when its service stays', () => {
  assert.is(emitBatches([remove(server)])[0]?.stdin, '-d -f 3 -r 10.1.0.1:0\n');
});

test('no steps take no process', () => {
  assert.equal(emitBatches([]), []);
});

test.run();
