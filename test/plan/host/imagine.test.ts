// What a sandbox must have before modules can be tried in it.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { initialWorld } from '../../../src/ir/world.ts';
import { imagineHost } from '../../../src/plan/host/imagine.ts';
import { placeMirrors } from '../../../src/plan/host/mirrors.ts';
import type { MirrorInterface } from '../../../src/ir/mirror.ts';
import {
  configWith,
  hostWith,
  mirrorInstance,
  mirrorInterface,
  virtualAddress,
} from '../../support/modules.ts';

const interfaceWith = (hosts: string, more: Partial<MirrorInterface> = {}): MirrorInterface =>
  mirrorInterface(
    hosts.split(' ').map((host) => virtualAddress(host)),
    more,
  );

const masked = (host: string, prefixLength: number): MirrorInterface =>
  mirrorInterface([virtualAddress(host, { prefixLength })]);

const rows: readonly (readonly [
  what: string,
  links: readonly string[],
  interfaces: readonly MirrorInterface[],
  has: readonly string[],
])[] = [
  [
    'the link of this host that has the network',
    ['eth0 10.0.0.5/24', 'eth1 10.1.0.5/24'],
    [interfaceWith('10.0.0.222')],
    ['eth0 10.0.0.5/24'],
  ],
  [
    'none of the virtual addresses that it has by now',
    ['eth0 10.0.0.5/24 10.0.0.222/24'],
    [interfaceWith('10.0.0.222')],
    ['eth0 10.0.0.5/24'],
  ],
  ['a link where no host is known', [], [interfaceWith('10.0.0.1')], ['eth0 10.0.0.2/24']],
  [
    'another link where this host has no such network',
    ['eth0 10.1.0.5/24'],
    [interfaceWith('10.0.0.222')],
    ['eth1 10.0.0.1/24'],
  ],
  ['both families', [], [interfaceWith('10.0.0.222 fd00::222')], ['eth0 10.0.0.1/24 fd00::1/64']],
  [
    'the link that is named',
    [],
    [interfaceWith('10.0.0.222', { name: 'bond0' })],
    ['bond0 10.0.0.1/24'],
  ],
  ['the netmask that is written', [], [masked('10.0.0.222', 16)], ['eth0 10.0.0.1/16']],
  [
    'one link for two modules of a network',
    [],
    [interfaceWith('10.0.0.222'), interfaceWith('10.0.0.223')],
    ['eth0 10.0.0.1/24'],
  ],
];

for (const [what, links, interfaces, has] of rows) {
  test(`has ${what}`, () => {
    const instances = interfaces.map((one, index) => mirrorInstance(`M${index}`, [one]));
    const config = configWith({ instances });
    const host = imagineHost(config, hostWith(links));
    const shown = host.links.map(({ name, addresses }) =>
      [name, ...addresses.map(({ ip, prefixLength }) => `${ip}/${prefixLength}`)].join(' '),
    );
    assert.equal(shown, has);
    const roles = new Map(instances.map(({ name }) => [name, 'master' as const]));
    assert.equal(placeMirrors(config, { ...initialWorld, roles, host }).diagnostics, []);
  });
}

test.run();
