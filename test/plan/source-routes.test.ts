// one_side: which routes stand beside those of the host, so that connections come from the address.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Config } from '../../src/ir/model.ts';
import { keyOf, toState } from '../../src/plan/kinds.ts';
import { sourceRoutes } from '../../src/plan/source-routes.ts';
import type { Resource } from '../../src/plan/state.ts';
import { instanceOf } from '../support/ir.ts';
import { configWith } from '../support/modules.ts';
import { address, route } from '../support/resources.ts';

const configFor = (prefix: string): Config => {
  const instance = instanceOf(`virtual_ipaddress {\n${prefix}\n}`);
  const addresses = instance.addresses.map((one) => ({ ...one, isSource: true }));
  return configWith({ instances: [{ ...instance, addresses }] });
};

const own = address('10.0.0.5/24');
const vip = address('10.0.0.222/24');

const lines = (host: readonly Resource[], prefix = '10.0.0.222/24', owned: string[] = []) =>
  sourceRoutes(
    configFor(prefix),
    toState([address(prefix)]),
    toState(host),
    new Map(owned.map((key) => [key, {}])),
  ).map(({ resource: { destination, via, source, scope } }) =>
    [destination, via ?? `scope ${scope}`, source].join(' '),
  );

const near = ['10.0.0.0/25 scope 253 10.0.0.222', '10.0.0.128/25 scope 253 10.0.0.222'];
const far = ['0.0.0.0/1 10.0.0.1 10.0.0.222', '128.0.0.0/1 10.0.0.1 10.0.0.222'];
const gateway = route('0.0.0.0/0', { via: '10.0.0.1', device: 'eth0', protocol: 3 });

const rows: readonly (readonly [what: string, host: readonly Resource[], is: readonly string[]])[] =
  [
    ['the network of the link', [own], near],
    ['the way out', [own, gateway], [...near, ...far]],
    ['what others have of it', [own, vip], near],
    ['nothing of another link', [address('10.0.0.5/24', 'eth1')], []],
    [
      'nothing that is the network of another address',
      [own, address('10.0.0.6/25')],
      ['10.0.0.0/26 scope 253 10.0.0.222', '10.0.0.64/26 scope 253 10.0.0.222', near[1] ?? ''],
    ],
    ['no single address', [address('10.0.0.5/32')], []],
    [
      'nothing where a route of somebody else stands',
      [own, gateway, route('0.0.0.0/1', { device: 'eth1', protocol: 3 })],
      [...near, far[1] ?? ''],
    ],
    [
      'what is more specific and of the same link',
      [own, gateway, route('0.0.0.0/1', { via: '10.0.0.2', device: 'eth0', protocol: 3 })],
      [...near, far[1] ?? '', '0.0.0.0/2 10.0.0.2 10.0.0.222', '64.0.0.0/2 10.0.0.2 10.0.0.222'],
    ],
  ];

for (const [what, host, is] of rows) {
  test(`halves ${what}`, () => {
    assert.equal(lines(host).sort(), [...is].sort());
  });
}

test('halves of its own get none', () => {
  const [half] = sourceRoutes(
    configFor('10.0.0.222/24'),
    toState([vip]),
    toState([own]),
    new Map(),
  );
  assert.ok(half);
  assert.equal(lines([own, half.resource], undefined, [keyOf(half.resource)]), near);
});

test('IPv6 is halved too, but not what is of the link alone', () => {
  const host = [address('fd00::5/64'), address('fe80::5/64')];
  assert.equal(lines(host, 'fd00::222/64'), [
    'fd00::/65 scope 0 fd00::222',
    'fd00::8000:0:0:0/65 scope 0 fd00::222',
  ]);
});

test.run();
