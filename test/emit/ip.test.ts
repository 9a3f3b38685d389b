// Links, addresses, routes and rules as ip(8) is told.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { emitAddress, emitLink, emitRoute, emitRule } from '../../src/emit/ip.ts';
import type { AddressOnLink, KernelRoute, KernelRule, Link } from '../../src/plan/state.ts';

type Op = '+' | '~' | '-';

const vmac: Link = {
  kind: 'link',
  name: 'vrrp.51',
  type: 'macvlan',
  parent: 'eth0',
  mac: '00:00:5e:00:01:33',
  mode: 'private',
  up: true,
  addressGeneration: 'none',
  group: 0,
};

test('a new link is made, told not to make addresses, and set up in this order', () => {
  assert.equal(emitLink('+', vmac).input, [
    'link add link eth0 name vrrp.51 address 00:00:5e:00:01:33 type macvlan mode private',
    'link set dev vrrp.51 addrgenmode none',
    'link set dev vrrp.51 up',
  ]);
});

test('a group is part of making a link', () => {
  const [first] = emitLink('+', { ...vmac, group: 7 }).input;
  assert.match(String(first), 'address 00:00:5e:00:01:33 group 7 type macvlan');
});

const linkChanges: readonly (readonly [before: Partial<Link>, lines: string[]])[] = [
  [{ up: false }, ['link set dev vrrp.51 up']],
  [{ group: 5 }, ['link set dev vrrp.51 group 0']],
  [{ mode: 'bridge' }, ['link set dev vrrp.51 type macvlan mode private']],
  [{ addressGeneration: 'eui64' }, ['link set dev vrrp.51 addrgenmode none']],
];

for (const [before, lines] of linkChanges) {
  test(`a link with ${JSON.stringify(before)} is changed by ${lines.join()}`, () => {
    assert.equal(emitLink('~', vmac, { ...vmac, ...before }).input, lines);
  });
}

test('a link that shall be down is set down', () => {
  assert.equal(emitLink('~', { ...vmac, up: false }, vmac).input, ['link set dev vrrp.51 down']);
});

test('a link is removed by its name', () => {
  assert.equal(emitLink('-', vmac).input, ['link del dev vrrp.51']);
});

const inet: AddressOnLink = {
  kind: 'address',
  device: 'eth0',
  ip: '10.0.0.10',
  prefixLength: 24,
  scope: 0,
  label: 'eth0',
  flags: [],
  preferredS: 'forever',
};

const inet6: AddressOnLink = {
  kind: 'address',
  device: 'eth0',
  ip: '2001:db8::10',
  prefixLength: 64,
  scope: 0,
  flags: ['nodad'],
  preferredS: 'forever',
};

const addresses: readonly (readonly [op: Op, address: AddressOnLink, line: string])[] = [
  ['+', inet, 'addr add 10.0.0.10/24 dev eth0 scope 0'],
  ['-', inet, 'addr del 10.0.0.10/24 dev eth0'],
  ['+', { ...inet, label: 'eth0:vip' }, 'addr add 10.0.0.10/24 dev eth0 scope 0 label eth0:vip'],
  ['+', { ...inet, scope: 253 }, 'addr add 10.0.0.10/24 dev eth0 scope 253'],
  [
    '+',
    { ...inet, broadcast: '10.0.0.255' },
    'addr add 10.0.0.10/24 dev eth0 scope 0 broadcast 10.0.0.255',
  ],
  [
    '+',
    { ...inet, flags: ['noprefixroute'] },
    'addr add 10.0.0.10/24 dev eth0 scope 0 noprefixroute',
  ],
  [
    '+',
    { ...inet, preferredS: 60, validS: 90 },
    'addr add 10.0.0.10/24 dev eth0 scope 0 valid_lft 90 preferred_lft 60',
  ],
  [
    '+',
    { ...inet, peer: '10.9.0.1', prefixLength: 32 },
    'addr add 10.0.0.10 peer 10.9.0.1/32 dev eth0 scope 0',
  ],
  [
    '-',
    { ...inet, peer: '10.9.0.1', prefixLength: 32 },
    'addr del 10.0.0.10 peer 10.9.0.1/32 dev eth0',
  ],
  ['+', inet6, 'addr add 2001:db8::10/64 dev eth0 nodad'],
  [
    '+',
    { ...inet6, preferredS: 0 },
    'addr add 2001:db8::10/64 dev eth0 nodad valid_lft forever preferred_lft 0',
  ],
  [
    '~',
    { ...inet6, preferredS: 500 },
    'addr replace 2001:db8::10/64 dev eth0 nodad valid_lft forever preferred_lft 500',
  ],
  [
    '~',
    inet6,
    'addr replace 2001:db8::10/64 dev eth0 nodad valid_lft forever preferred_lft forever',
  ],
];

for (const [op, address, line] of addresses) {
  test(`an address is written as: ${line}`, () => {
    assert.equal(emitAddress(op, address).input, [line]);
  });
}

const route: KernelRoute = {
  kind: 'route',
  family: 'inet',
  table: 254,
  type: 'unicast',
  destination: '172.16.0.0/16',
  tos: 0,
  metric: 0,
  protocol: 18,
  scope: 0,
  via: '10.0.0.254',
  onLink: false,
  hops: [],
  metrics: {},
};

const { via, ...nowhere } = { ...route, type: 'blackhole' };
const { via: gateway, ...direct } = { ...route, device: 'eth0', scope: 253 };

const routes: readonly (readonly [op: Op, route: KernelRoute, line: string])[] = [
  ['+', route, 'route add 172.16.0.0/16 via 10.0.0.254 table 254 proto 18 scope 0'],
  ['~', route, 'route replace 172.16.0.0/16 via 10.0.0.254 table 254 proto 18 scope 0'],
  ['-', route, 'route del 172.16.0.0/16 via 10.0.0.254 table 254 proto 18 scope 0'],
  ['+', nowhere, 'route add blackhole 172.16.0.0/16 table 254 proto 18 scope 0'],
  ['+', direct, 'route add 172.16.0.0/16 dev eth0 table 254 proto 18 scope 253'],
  [
    '+',
    { ...route, device: 'eth0', source: '10.0.0.10', metric: 5, onLink: true },
    'route add 172.16.0.0/16 via 10.0.0.254 dev eth0 src 10.0.0.10 table 254 metric 5 proto 18 scope 0 onlink',
  ],
  // iproute2 reads a TOS as hexadecimal.
  [
    '+',
    { ...route, tos: 16 },
    'route add 172.16.0.0/16 tos 0x10 via 10.0.0.254 table 254 proto 18 scope 0',
  ],
  [
    '+',
    { ...route, via: '2001:db8::fe' },
    'route add 172.16.0.0/16 via inet6 2001:db8::fe table 254 proto 18 scope 0',
  ],
  [
    '+',
    { ...route, metrics: { mtu: '1400', rto_min: '300', congctl: 'cubic', features: 'ecn' } },
    'route add 172.16.0.0/16 via 10.0.0.254 table 254 proto 18 scope 0 mtu 1400 rto_min 300ms congctl cubic features ecn',
  ],
  [
    '+',
    {
      ...direct,
      device: undefined,
      scope: 0,
      hops: [
        { via: '10.0.0.254', weight: 2, onLink: false },
        { via: '10.0.1.254', device: 'eth1', weight: 1, onLink: true },
      ],
    } as unknown as KernelRoute,
    'route add 172.16.0.0/16 table 254 proto 18 scope 0 nexthop via 10.0.0.254 weight 2 nexthop via 10.0.1.254 dev eth1 weight 1 onlink',
  ],
  [
    '+',
    {
      ...route,
      family: 'inet6',
      destination: '2001:db8:5::/48',
      via: '2001:db8::fe',
      metric: 1024,
    },
    'route add 2001:db8:5::/48 via 2001:db8::fe table 254 metric 1024 proto 18',
  ],
];

for (const [op, one, line] of routes) {
  test(`a route is written as: ${line}`, () => {
    assert.equal(emitRoute(op, one).input, [line]);
  });
}

const rule: KernelRule = {
  kind: 'rule',
  family: 'inet',
  priority: 100,
  selector: 'from 10.0.0.0/24 lookup 100',
  protocol: 18,
};

test('a rule is written in the words that it is listed with', () => {
  const words = 'priority 100 from 10.0.0.0/24 lookup 100 protocol 18';
  assert.equal(emitRule('+', rule).input, [`rule add ${words}`]);
  assert.equal(emitRule('-', rule).input, [`rule del ${words}`]);
});

test('an IPv6 rule has a batch of its own, since a line does not say its family', () => {
  assert.equal(emitRule('+', rule).argv, ['ip', '-batch', '-']);
  assert.equal(emitRule('+', { ...rule, family: 'inet6' }).argv, ['ip', '-6', '-batch', '-']);
});

test('ip stops at the first line that fails', () => {
  assert.is(emitAddress('+', inet).contract, 'stops-at-first');
});

test.run();
