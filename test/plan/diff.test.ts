// What has to change, and what that takes along.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { diff } from '../../src/plan/diff.ts';
import { keyOf } from '../../src/plan/kinds.ts';
import type { Resource, State } from '../../src/plan/state.ts';
import type { Target } from '../../src/plan/step.ts';
import { address, link, route, server, service, stateOf, sysctl } from '../support/resources.ts';

const changesOf = (target: Target, observed: State): string[] =>
  [...diff(target, observed).changes.values()].map(({ op, key }) => `${op} ${key}`);

const gone = (...resources: readonly Resource[]): Target =>
  new Map(resources.map((resource) => [keyOf(resource), null]));

test('what is wanted and missing is made', () => {
  assert.equal(changesOf(stateOf(address('10.0.0.1/24')), stateOf()), [
    '+ address:eth0:10.0.0.1/24',
  ]);
});

test('what is as wanted is left alone, and so is what nobody spoke of', () => {
  const wanted = address('10.0.0.1/24');
  assert.equal(changesOf(stateOf(wanted), stateOf(wanted, address('10.0.0.2/24'))), []);
});

test('what shall go and is gone takes nothing', () => {
  assert.equal(changesOf(gone(address('10.0.0.1/24')), stateOf()), []);
});

const updates: readonly (readonly [what: string, before: Resource, after: Resource, op: string])[] =
  [
    [
      'a preferred lifetime',
      address('2001:db8::1/64'),
      { ...address('2001:db8::1/64'), preferredS: 0 },
      '~',
    ],
    [
      'an address that stays for one that goes by itself',
      { ...address('10.0.0.1/24'), validS: 3600 },
      address('10.0.0.1/24'),
      '~',
    ],
    ['a label', address('10.0.0.1/24'), { ...address('10.0.0.1/24'), label: 'eth0:x' }, '±'],
    ['a scope', address('10.0.0.1/24'), { ...address('10.0.0.1/24'), scope: 253 }, '±'],
    [
      'a flag',
      address('10.0.0.1/24'),
      { ...address('10.0.0.1/24'), flags: ['noprefixroute'] },
      '±',
    ],
    ['a group of a link', link('v'), link('v', { group: 3 }), '~'],
    ['the mode of a macvlan', link('v'), link('v', { mode: 'bridge' }), '~'],
    ['the parent of a macvlan', link('v'), link('v', { parent: 'eth1' }), '±'],
    ['an Ethernet address', link('v'), link('v', { mac: '00:00:5e:00:01:34' }), '±'],
    ['a gateway', route('10.9.0.0/16'), route('10.9.0.0/16', { via: '10.0.0.254' }), '~'],
    ['a type of route', route('10.9.0.0/16'), route('10.9.0.0/16', { type: 'blackhole' }), '~'],
    ['a scheduler', service(3), service(3, { scheduler: 'sh' }), '~'],
    ['a weight', server(3, '10.1.0.1'), server(3, '10.1.0.1', 5), '~'],
    ['a parameter', sysctl('eth0/rp_filter', '0'), sysctl('eth0/rp_filter', '1'), '~'],
  ];

for (const [what, before, after, op] of updates) {
  test(`${what} changes by ${op}`, () => {
    assert.equal(changesOf(stateOf(after), stateOf(before)), [`${op} ${keyOf(after)}`]);
  });
}

const same: readonly (readonly [what: string, wanted: Resource, found: Resource])[] = [
  [
    'a route without interface and one by the interface that the kernel found',
    route('10.9.0.0/16', { via: '10.0.0.254' }),
    route('10.9.0.0/16', { via: '10.0.0.254', device: 'eth0' }),
  ],
  [
    'hops without interface and those that the kernel found',
    route('10.9.0.0/16', { hops: [{ via: '10.0.0.254', weight: 1, onLink: false }] }),
    route('10.9.0.0/16', {
      hops: [{ via: '10.0.0.254', device: 'eth0', weight: 1, onLink: false }],
    }),
  ],
  [
    'a lifetime and what is left of it',
    { ...address('2001:db8::1/64'), preferredS: 500 },
    { ...address('2001:db8::1/64'), preferredS: 123 },
  ],
  [
    'a lease and one that was renewed',
    { ...address('10.0.0.1/24'), preferredS: 100, validS: 200 },
    { ...address('10.0.0.1/24'), preferredS: 3000, validS: 3600 },
  ],
  [
    'an address and the same with a place among others',
    address('10.0.0.1/24'),
    address('10.0.0.1/24', 'eth0', 4),
  ],
  [
    'a link without and with a way to make link-local addresses',
    link('v'),
    link('v', { addressGeneration: 'none' }),
  ],
];

for (const [what, wanted, found] of same) {
  test(`${what} are the same`, () => {
    assert.equal(changesOf(stateOf(wanted), stateOf(found)), []);
  });
}

test('rules that differ in their protocol alone are two', () => {
  const mine = { kind: 'rule', family: 'inet', priority: 5, selector: 'from all nop' } as const;
  const observed = stateOf({ ...mine, protocol: 4 });
  assert.equal(changesOf(stateOf({ ...mine, protocol: 18 }), observed), [
    '+ rule:inet:5:from all nop:proto 18',
  ]);
});

const vmac = link('v');
const onVmac = [address('10.0.5.1/24', 'v'), route('10.9.0.0/16', { device: 'v' })];

test('what stands on a link that is made anew is made anew with it', () => {
  const target = stateOf(link('v', { parent: 'eth1' }), ...onVmac);
  assert.equal(changesOf(target, stateOf(vmac, ...onVmac)), [
    '± link:v',
    '± address:v:10.0.5.1/24',
    '~ route:inet:254:10.9.0.0/16:tos 0:metric 0',
  ]);
});

test('parameters of a link that goes for good need no value', () => {
  const before = sysctl('v/rp_filter', '1');
  const target = new Map([...gone(vmac), ...stateOf(sysctl('v/rp_filter', '0'))]);
  assert.equal(changesOf(target, stateOf(vmac, before)), ['- link:v']);
});

test('parameters that others gave a link are set again when it is made anew', () => {
  const observed = stateOf(
    vmac,
    sysctl('default/arp_announce', '0'),
    sysctl('v/arp_announce', '2'),
  );
  const { changes } = diff(stateOf(link('v', { parent: 'eth1' })), observed);
  const change = changes.get('sysctl:net/ipv4/conf/v/arp_announce');
  assert.is(change?.op, '~');
  assert.is(change?.foreign, true);
});

test('parameters that a new link has by default are not set', () => {
  const observed = stateOf(vmac, sysctl('default/arp_filter', '1'), sysctl('v/arp_filter', '1'));
  assert.equal(changesOf(stateOf(link('v', { parent: 'eth1' })), observed), ['± link:v']);
});

test('a route of somebody else comes back when another address can carry it', () => {
  const before = address('10.0.5.1/24', 'eth2');
  const foreign = route('10.9.0.0/16', { via: '10.0.5.254', device: 'eth2', protocol: 3 });
  const target = new Map([...gone(before), ...stateOf(address('10.0.5.2/24', 'eth2'))]);
  const { changes, takenAlong } = diff(target, stateOf(before, foreign));
  assert.is(changes.get(keyOf(foreign))?.foreign, true);
  assert.equal(takenAlong, []);
});

test('a route of somebody else goes for good when its gateway is out of reach', () => {
  const before = address('10.0.5.1/24', 'eth2');
  const foreign = route('10.9.0.0/16', { via: '10.0.5.254', device: 'eth2', protocol: 3 });
  const target = new Map([...gone(before), ...stateOf(address('10.0.6.2/24', 'eth2'))]);
  const { changes, takenAlong } = diff(target, stateOf(before, foreign));
  assert.not(changes.has(keyOf(foreign)));
  assert.equal(takenAlong, [keyOf(foreign)]);
});

test('a table of somebody else outlives the links that it names', () => {
  const set = { family: 'ip', name: 's', type: 'iface_index', elem: ['v'] };
  const table: Resource = { kind: 'nft-table', family: 'ip', name: 'own', objects: [{ set }] };
  const { changes, takenAlong } = diff(gone(vmac), stateOf(vmac, table));
  assert.equal([...changes.keys()], ['link:v']);
  assert.equal(takenAlong, []);
});

test('a table that names a link by number is loaded again when the link is another', () => {
  const set = { family: 'ip', name: 's', type: 'iface_index', elem: ['v'] };
  const table: Resource = { kind: 'nft-table', family: 'ip', name: 'hactl', objects: [{ set }] };
  assert.equal(changesOf(stateOf(link('v', { parent: 'eth1' }), table), stateOf(vmac, table)), [
    '± link:v',
    '+ nft-table:ip:hactl',
  ]);
});

test.run();
