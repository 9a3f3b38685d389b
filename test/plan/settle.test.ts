// The wishes that depend on the host: reverse path filters and link-local addresses.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadText } from '../../src/app/load.ts';
import { initialWorld } from '../../src/ir/world.ts';
import { desired } from '../../src/plan/desired/desired.ts';
import { keyOf } from '../../src/plan/kinds.ts';
import type { Owned } from '../../src/plan/owned.ts';
import { settle } from '../../src/plan/settle.ts';
import { kernelNames, type Resource, type State } from '../../src/plan/state.ts';
import { address, link, stateOf, sysctl } from '../support/resources.ts';

const instance = (ip: string, vrid = 51, interfaceName = 'eth0'): string =>
  `vrrp_instance V${vrid} {\n interface ${interfaceName}\n virtual_router_id ${vrid}\n use_vmac\n virtual_ipaddress {\n ${ip}\n }\n}\n`;

const none: Owned = new Map();
const inet = instance('10.0.0.10/24');
const inet6 = instance('fe80::10/64', 52, 'eth1');

const settled = (text: string, observed: State, owned: Owned = none): State => {
  const { config } = loadText('input.conf', text).loaded;
  const { wanted } = desired(config, initialWorld, kernelNames);
  return settle(wanted, config, observed, owned).state;
};

const filters = (text: string, observed: Resource[], owned: Owned = none): string[] =>
  [...settled(text, stateOf(...observed), owned).values()].flatMap((resource) =>
    resource.kind === 'sysctl' && resource.name.endsWith('/rp_filter')
      ? `${resource.name.split('/')[3]} ${resource.value}`
      : [],
  );

const rpFilter = (device: string, value: string) => sysctl(`${device}/rp_filter`, value);

test('links that filtered by `all` get its value as their own', () => {
  const observed = [rpFilter('all', '1'), rpFilter('default', '0'), rpFilter('eth0', '0')];
  assert.equal(filters(inet, observed), ['vrrp.51 0', 'all 0', 'default 1', 'eth0 1']);
});

test('links that filter more strictly keep their value', () => {
  const observed = [rpFilter('all', '1'), rpFilter('eth0', '2'), rpFilter('eth1', '1')];
  assert.equal(filters(inet, observed), ['vrrp.51 0', 'all 0']);
});

test('nothing is spread when `all` did not filter', () => {
  assert.equal(filters(inet, [rpFilter('all', '0'), rpFilter('eth0', '0')]), [
    'vrrp.51 0',
    'all 0',
  ]);
});

test('nothing is spread when no instance has a VMAC of IPv4', () => {
  assert.equal(filters(inet6, [rpFilter('all', '1'), rpFilter('eth0', '0')]), []);
});

test('the spread stays as long as `all` is lowered, though both look well by then', () => {
  const observed = [rpFilter('all', '0'), rpFilter('eth0', '1')];
  const owned: Owned = new Map(
    [
      { made: rpFilter('all', '0'), former: rpFilter('all', '1') },
      { made: rpFilter('eth0', '1'), former: rpFilter('eth0', '0') },
    ].map((mine) => [keyOf(mine.made), mine]),
  );
  assert.equal(filters(inet, observed, owned), ['vrrp.51 0', 'all 0', 'eth0 1']);
});

test('a link that hactl makes without a filter of its own gets the value, too', () => {
  const observed = [rpFilter('all', '1'), rpFilter('default', '0')];
  assert.ok(filters(inet + inet6, observed).includes('vrrp.52 1'));
});

test('a link of hactl that goes gets no value any more', () => {
  const old = link('vrrp.99');
  const owned: Owned = new Map([[keyOf(old), { made: old }]]);
  const observed = [old, rpFilter('all', '1'), rpFilter('vrrp.99', '0')];
  assert.equal(filters(inet, observed, owned), ['vrrp.51 0', 'all 0']);
});

const linkLocals = (observed: Resource[], owned: Owned = none): string[] =>
  [...settled(inet6, stateOf(...observed), owned).values()].flatMap((resource) =>
    resource.kind === 'address' ? `${resource.ip} on ${resource.device}` : [],
  );

const parents = { ...address('fe80::1/64', 'eth1'), scope: 253 };

test('a VMAC of IPv6 gets the link-local address of its parent', () => {
  const others = [address('2001:db8::1/64', 'eth1'), { ...parents, device: 'eth0', ip: 'fe80::2' }];
  assert.equal(linkLocals([...others, parents]), ['fe80::1 on vrrp.52']);
});

test('a deprecated link-local address is not taken over', () => {
  assert.equal(linkLocals([{ ...parents, preferredS: 0 }]), []);
});

test('a link-local address that hactl put on the parent is not the parent’s own', () => {
  const owned: Owned = new Map([[keyOf(parents), { made: parents }]]);
  assert.equal(linkLocals([parents], owned), []);
});

test.run();
