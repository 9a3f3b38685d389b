// A plan for people.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { keyOf } from '../../src/plan/kinds.ts';
import type { PlanFile } from '../../src/plan/plan-file.ts';
import type { AddressOnLink, IpvsService, NftTable } from '../../src/plan/state.ts';
import type { Step } from '../../src/plan/step.ts';
import { coloured, plain } from '../../src/views/paint.ts';
import { renderPlan } from '../../src/views/plan.ts';

const address = (ip: string, more: Partial<AddressOnLink> = {}): AddressOnLink => ({
  kind: 'address',
  device: 'eth0',
  ip,
  prefixLength: 24,
  scope: 0,
  label: 'eth0',
  flags: [],
  preferredS: 'forever',
  ...more,
});

const service = (more: Partial<IpvsService> = {}): IpvsService => ({
  kind: 'ipvs-service',
  id: { protocol: 'tcp', ip: '192.0.2.1', port: 80 },
  scheduler: 'rr',
  flags: [],
  onePacket: false,
  ...more,
});

const table = (rules: number, name = 'drop'): NftTable => ({
  kind: 'nft-table',
  family: 'ip',
  name: 'hactl',
  objects: Array.from({ length: rules }, () => ({
    rule: { chain: 'in', expr: [{ [name]: null }] },
  })),
});

const planOf = (
  steps: readonly Omit<Step, 'id' | 'key'>[],
  more: Partial<PlanFile> = {},
): PlanFile => ({
  kind: 'hactl-plan',
  schemaVersion: 1,
  hactl: '0.0.0',
  configuration: 'input.conf',
  against: 'empty',
  assumptions: [],
  idle: [],
  duties: [],
  serial: null,
  steps: steps.map((step, index) => ({ id: index + 1, key: `object ${index}`, ...step })),
  expects: [],
  vanishes: [],
  adopts: [],
  releases: [],
  ...more,
});

/** The lines between the head and the summary. */
const body = (...steps: Omit<Step, 'id' | 'key'>[]): string[] =>
  renderPlan(planOf(steps), plain).split('\n').slice(2, -3);

/** Who wants it stands at the right. */
const placed = (line: string): string => `${line.padEnd(66)}input.conf:7`;

test('shows what is made, with its attributes and who wants it', () => {
  assert.equal(body({ op: '+', after: address('192.0.2.1'), why: 'input.conf:7' }), [
    placed('  + address 192.0.2.1/24 on eth0'),
  ]);
  assert.equal(body({ op: '+', after: service(), why: 'input.conf:7' }), [
    placed('  + service tcp 192.0.2.1:80 (scheduler rr)'),
  ]);
});

test('puts attributes below when they are many', () => {
  const flags = ['sh-fallback', 'sh-port'];
  const after = service({ scheduler: 'sh', flags, persistenceS: 360, granularity: '255.255.0.0' });
  assert.equal(body({ op: '+', after, why: 'input.conf:7' }), [
    placed('  + service tcp 192.0.2.1:80'),
    '      scheduler sh, flags sh-fallback sh-port, persistence 360s, granularity',
    '      255.255.0.0',
  ]);
});

test('shows of a change what changes, from what to what', () => {
  const before = service({ persistenceS: 50 });
  assert.equal(body({ op: '~', before, after: service({ scheduler: 'wlc' }) }), [
    '  ~ service tcp 192.0.2.1:80',
    '      scheduler rr -> wlc',
    '      persistence 50s -> (none)',
  ]);
});

test('shows the rules of a table that come and go', () => {
  assert.equal(body({ op: '~', before: table(1), after: table(1, 'accept') }), [
    '  ~ nftables table ip hactl',
    '      - in: drop',
    '      + in: accept',
  ]);
  assert.equal(body({ op: '+', after: table(1) }), ['  + nftables table ip hactl (in: drop)']);
});

test('shows one object that is removed and made again as one', () => {
  const before = address('192.0.2.1');
  const after = address('192.0.2.1', { label: 'eth0:1' });
  const key = 'address:x';
  const steps: Step[] = [
    { id: 1, op: '-', key, before },
    { id: 2, op: '+', key, after, why: 'input.conf:7' },
  ];
  assert.equal(renderPlan(planOf([], { steps }), plain).split('\n').slice(2), [
    placed('  ~ address 192.0.2.1/24 on eth0 (label (none) -> eth0:1)'),
    '      removed and made again',
    '',
    'Plan: 0 to add, 1 to change, 0 to remove.',
    '',
  ]);
});

test('says why an object changes that the file leaves as it is', () => {
  const note = 'it vanishes with what it stands on';
  assert.equal(body({ op: '+', after: address('192.0.2.1'), note }), [
    '  + address 192.0.2.1/24 on eth0',
    `      ${note}`,
  ]);
});

test('counts what no undo brings back', () => {
  const irreversible = 'connections to a removed address';
  const gone = (ip: string) => ({ op: '-' as const, before: address(ip), irreversible });
  assert.equal(body(gone('192.0.2.1'), gone('192.0.2.2')), [
    '  - address 192.0.2.1/24 on eth0',
    '  - address 192.0.2.2/24 on eth0',
    '',
    'What undoing does not bring back:',
    '  ! connections to a removed address (2)',
  ]);
});

test('says what it takes for true and what it leaves out', () => {
  const idle = 'abcdefghijk'.split('').map((keyword) => ({ keyword, count: 1 }));
  const assumptions = [{ about: 'roles', text: 'A master' }] as const;
  const [first, second, third] = renderPlan(planOf([], { idle, assumptions }), plain).split('\n');
  assert.is(first, 'input.conf against an empty kernel');
  assert.is(second, '  roles: A master');
  assert.is(third, '  Not part of a plan: a, b, c, d, e, f, g, h and 3 more.');
});

const againstRows: readonly [string, string][] = [
  ['live', 'the kernel as it is now'],
  ['empty', 'an empty kernel'],
  ['host.json', 'the state saved in host.json'],
];

for (const [against, words] of againstRows) {
  test(`says that ${against} is ${words}`, () => {
    assert.match(renderPlan(planOf([], { against }), plain), `input.conf against ${words}\n`);
  });
}

test('says when there is nothing to do', () => {
  assert.match(
    renderPlan(planOf([]), plain),
    'Nothing to do: the kernel is as input.conf wants it.',
  );
});

test('says what will be its own though it did not make it', () => {
  const found = [address('192.0.2.1'), address('192.0.2.2')];
  const expects = found.map((one) => [keyOf(one), one] as const);
  const adopts = found.map(keyOf);
  const text = renderPlan(planOf([], { adopts, expects }), plain);
  assert.match(text, '\n  = address 192.0.2.1/24 on eth0\n  = address 192.0.2.2/24 on eth0\n');
  assert.match(text, '2 objects are there already as wanted');
  const one = renderPlan(planOf([], { adopts: adopts.slice(1), expects }), plain);
  assert.match(one, '1 object is there already');
});

test('paints the same text', () => {
  const plan = planOf([{ op: '+', after: address('192.0.2.1'), why: 'input.conf:7' }]);
  const painted = renderPlan(plan, coloured);
  assert.match(painted, '\u001b[32m+\u001b[0m');
  assert.is(painted.replace(/\u001b\[\d+m/g, ''), renderPlan(plan, plain));
});

test.run();
