// The order of steps: makings, removals, and addresses among themselves.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Change } from '../../src/plan/diff.ts';
import { keyOf } from '../../src/plan/kinds.ts';
import { orderSteps } from '../../src/plan/order.ts';
import type { NftTable, Resource, State } from '../../src/plan/state.ts';
import {
  address,
  link,
  route,
  rule,
  server,
  service,
  stateOf,
  sysctl,
} from '../support/resources.ts';

const make = (after: Resource): Change => ({ key: keyOf(after), op: '+', after });
const remove = (before: Resource): Change => ({ key: keyOf(before), op: '-', before });
const remake = (resource: Resource): Change => ({
  key: keyOf(resource),
  op: '±',
  before: resource,
  after: resource,
});

const steps = (changes: readonly Change[], observed: State = stateOf()): string[] =>
  orderSteps(changes, observed, () => undefined).map(({ op, key }) => `${op} ${key.split(':')[0]}`);

const one: readonly Resource[] = [
  server(3, '10.1.0.1'),
  rule(5),
  address('10.0.0.1/24'),
  service(3),
  link('v'),
  route('10.9.0.0/16'),
];

test('objects are made before those that stand on them', () => {
  const kinds = ['link', 'sysctl', 'address', 'route', 'rule', 'ipvs-service', 'ipvs-server'];
  assert.equal(
    steps([...one, sysctl('v/rp_filter', '0')].map(make)),
    kinds.map((kind) => `+ ${kind}`),
  );
});

test('objects are removed after those that stand on them', () => {
  const kinds = ['ipvs-server', 'ipvs-service', 'rule', 'route', 'address', 'link'];
  assert.equal(
    steps(one.map(remove)),
    kinds.map((kind) => `- ${kind}`),
  );
});

/** At the hook of a link, so that it depends on it. */
const tableAt = (dev: string): NftTable => ({
  kind: 'nft-table',
  family: 'netdev',
  name: 'hactl_web',
  objects: [{ chain: { family: 'netdev', name: 'in1', hook: 'ingress', dev } }],
});

const stepsWithLinks = (changes: readonly Change[]): string[] =>
  orderSteps(changes, stateOf(), () => undefined).map(({ op, key, before, after }) => {
    const up = [before, after].map((one) => (one?.kind === 'link' ? (one.up ? 'up' : 'down') : ''));
    return `${op} ${key.split(':')[0]} ${up.filter((word) => word !== '').join(' -> ')}`.trim();
  });

test('a link is up while a table stands at its hooks, and not before or after', () => {
  const all = [address('10.0.0.1/32', 'v'), tableAt('v'), link('v'), sysctl('v/rp_filter', '2')];
  assert.equal(stepsWithLinks(all.map(make)), [
    '+ link down',
    '+ sysctl',
    '+ nft-table',
    '~ link down -> up',
    '+ address',
  ]);
  assert.equal(stepsWithLinks(all.map(remove)), [
    '- address',
    '~ link up -> down',
    '- nft-table',
    '- link down',
  ]);
});

test('a link with no table at its hooks is up at once', () => {
  const other = { ...tableAt('w'), family: 'ip' as const };
  assert.equal(stepsWithLinks([tableAt('eth0'), other, link('v'), link('w')].map(make)), [
    '+ link up',
    '+ link up',
    '+ nft-table',
    '+ nft-table',
  ]);
});

test('removals come before all that is made', () => {
  assert.equal(steps([make(link('w')), remake(link('v')), remove(rule(5))]), [
    '- rule',
    '- link',
    '+ link',
    '+ link',
  ]);
});

test('steps are numbered from 1', () => {
  const ids = orderSteps(one.map(make), stateOf(), () => undefined).map(({ id }) => id);
  assert.equal(ids, [1, 2, 3, 4, 5, 6]);
});

const keysOf = (changes: readonly Change[], observed: State): string[] =>
  orderSteps(changes, observed, () => undefined).map(({ op, key }) => op + key);

test('secondary addresses go before their primary one, which would take them along', () => {
  const [first, second] = [address('10.0.0.1/24', 'eth0', 0), address('10.0.0.2/24', 'eth0', 1)];
  assert.equal(keysOf([remove(first), remove(second)], stateOf(first, second)), [
    '-address:eth0:10.0.0.2/24',
    '-address:eth0:10.0.0.1/24',
  ]);
});

test('addresses are made in the order that they shall stand in', () => {
  const changes = [2, 1, 0].map((rank) => make(address(`10.0.0.${rank}/24`, 'eth0', rank)));
  assert.equal(keysOf(changes, stateOf()), [
    '+address:eth0:10.0.0.0/24',
    '+address:eth0:10.0.0.1/24',
    '+address:eth0:10.0.0.2/24',
  ]);
});

test('routes without a gateway come before those that may need them', () => {
  const changes = [
    make(route('10.9.0.0/16', { via: '192.0.2.1' })),
    make(route('192.0.2.1/32', { device: 'eth0', scope: 253 })),
  ];
  assert.equal(keysOf(changes, stateOf()), [
    '+route:inet:254:192.0.2.1/32:tos 0:metric 0',
    '+route:inet:254:10.9.0.0/16:tos 0:metric 0',
  ]);
});

test('promotion is on while a primary address goes that leaves others behind', () => {
  const [first, second] = [address('10.0.0.1/24', 'eth0', 0), address('10.0.0.2/24', 'eth0', 1)];
  const found = orderSteps([remove(first)], stateOf(first, second), () => undefined);
  const promote = 'sysctl:net/ipv4/conf/eth0/promote_secondaries';
  assert.equal(
    found.map(({ op, key, temporary }) => [op + key, temporary]),
    [
      [`~${promote}`, true],
      ['-address:eth0:10.0.0.1/24', undefined],
      [`~${promote}`, true],
    ],
  );
});

test('a step says who wants it, a removal does not', () => {
  const [first, second] = orderSteps(
    [make(rule(5)), remove(rule(6))],
    stateOf(rule(6)),
    () => 'a.conf:1',
  );
  assert.is(first?.op, '-');
  assert.is(first?.why, undefined);
  assert.is(second?.why, 'a.conf:1');
});

test('a removal says what no undoing brings back', () => {
  const [step] = orderSteps([remove(service(3))], stateOf(service(3)), () => undefined);
  assert.is(step?.irreversible, 'connections through a removed service');
});

test.run();
