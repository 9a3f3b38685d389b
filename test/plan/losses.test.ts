// What the kernel takes along, as seen of Linux 6.1 and 6.18.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { keyOf } from '../../src/plan/kinds.ts';
import { lossesOf } from '../../src/plan/losses.ts';
import type { Resource } from '../../src/plan/state.ts';
import { address, link, route, server, service, stateOf, sysctl } from '../support/resources.ts';

const blackhole = route('10.7.0.0/16', { type: 'blackhole' });

const rows: readonly (readonly [
  what: string,
  removed: Resource[],
  lost: Resource[],
  kept: Resource[],
])[] = [
  [
    'a link takes its addresses, routes and parameters',
    [link('v')],
    [
      address('10.0.5.1/24', 'v'),
      address('2001:db8::1/64', 'v'),
      route('10.9.0.0/16', { device: 'v' }),
      sysctl('v/rp_filter', '0'),
    ],
    [address('10.0.0.1/24'), sysctl('eth0/rp_filter', '0'), blackhole],
  ],
  [
    'a link takes the links on it, and what is on those',
    [link('v')],
    [link('w', { parent: 'v' }), address('10.0.6.1/24', 'w')],
    [link('eth0', { type: '', parent: 'eth9' })],
  ],
  [
    'a route with hops by a link goes with it',
    [link('v')],
    [
      route('10.9.0.0/16', {
        hops: [
          { device: 'v', weight: 1, onLink: false },
          { device: 'eth0', weight: 1, onLink: false },
        ],
      }),
    ],
    [],
  ],
  ['a service takes its servers', [service(3)], [server(3, '10.1.0.1')], [server(4, '10.1.0.1')]],
  [
    'the last IPv4 address of a link takes its IPv4 routes',
    [address('10.0.5.1/24', 'v')],
    [route('10.9.0.0/16', { device: 'v' }), route('10.9.0.0/16', { device: 'v', table: 100 })],
    [route('2001:db8:9::/48', { device: 'v' }), route('10.8.0.0/16', { device: 'eth0' })],
  ],
  [
    'an IPv4 address that is not the last takes no routes',
    [address('10.0.5.1/24', 'v')],
    [],
    [address('10.0.6.1/24', 'v'), route('10.9.0.0/16', { device: 'v' })],
  ],
  [
    'an address takes the routes that it is the source of',
    [address('10.0.5.1/24', 'v')],
    [route('10.9.0.0/16', { device: 'eth0', source: '10.0.5.1' })],
    [address('10.0.6.1/24', 'v'), route('10.8.0.0/16', { device: 'eth0', source: '10.0.6.1' })],
  ],
];

for (const [what, removed, lost, kept] of rows) {
  test(what, () => {
    const observed = stateOf(...removed, ...lost, ...kept);
    const keys = [...lossesOf(observed, removed.map(keyOf))].sort();
    assert.equal(keys, lost.map(keyOf).sort());
  });
}

test('nothing is lost when nothing is removed', () => {
  assert.is(lossesOf(stateOf(link('v'), address('10.0.5.1/24', 'v')), []).size, 0);
});

test.run();
