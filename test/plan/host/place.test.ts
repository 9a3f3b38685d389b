// Where a virtual address goes on a host, and what the file must say when nobody can know.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { VirtualAddress } from '../../../src/ir/farm.ts';
import { placeAddress } from '../../../src/plan/host/place.ts';
import { hostWith, virtualAddress } from '../../support/modules.ts';

const one = ['eth0 10.0.0.5/24 fd00::5/64'];
const two = [...one, 'eth1 192.168.1.5/16 10.0.0.6/24'];

interface Row {
  readonly links: readonly string[];
  readonly host: string;
  readonly name?: string;
  readonly prefixLength?: number;
  /** DEVICE IP/LENGTH, or the code and a part of what is said. */
  readonly is: string;
  readonly warns?: string;
}

const rows: readonly Row[] = [
  { links: one, host: '10.0.0.222', is: 'eth0 10.0.0.222/24' },
  { links: one, host: 'fd00::222', is: 'eth0 fd00::222/64' },
  { links: two, host: '192.168.7.7', is: 'eth1 192.168.7.7/16' },
  { links: two, host: '10.0.0.222', is: 'HA5403 eth0, eth1' },
  { links: two, host: '10.0.0.222', name: 'eth1', is: 'eth1 10.0.0.222/24' },
  { links: two, host: '10.0.0.222', name: 'eth2', is: 'HA5008 "eth2"' },
  { links: one, host: '10.1.0.1', is: 'HA5402 the network of 10.1.0.1' },
  { links: one, host: '10.1.0.1', name: 'eth0', is: 'HA5404 Nothing is known' },
  {
    links: one,
    host: '10.1.0.1',
    name: 'eth0',
    prefixLength: 16,
    is: 'eth0 10.1.0.1/16',
    warns: 'HA5405',
  },
  { links: one, host: '10.0.0.222', prefixLength: 32, is: 'eth0 10.0.0.222/32' },
  { links: one, host: '10.0.0.222', prefixLength: 25, is: 'eth0 10.0.0.222/25', warns: 'HA5405' },
  {
    links: ['eth0 10.0.0.5/24 10.0.1.5/8'],
    host: '10.0.0.222',
    is: 'HA5404 (255.255.255.0, 255.0.0.0)',
  },
  { links: [], host: '10.0.0.222', is: 'HA5402 No interface is known' },
  { links: [], host: '10.0.0.222', name: 'eth0', is: 'HA5404 Nothing is known' },
  { links: [], host: '10.0.0.222', name: 'eth0', prefixLength: 24, is: 'eth0 10.0.0.222/24' },
  // Somebody has put it there: it says nothing of its network.
  { links: ['eth0 10.0.0.222/32'], host: '10.0.0.222', is: 'HA5402 the network of 10.0.0.222' },
  { links: one, host: 'vip', is: 'eth0 10.0.0.9/24' },
  { links: one, host: 'both', is: 'HA5401 10.0.0.9 and fd00::9' },
  { links: one, host: 'nobody', is: 'HA5401 no address' },
];

const names = { vip: ['10.0.0.9'], both: ['10.0.0.9', 'fd00::9'] };

for (const { links, host, name, prefixLength, is, warns } of rows) {
  const said = [host, name, prefixLength].filter((word) => word !== undefined).join(' ');
  test(`${said} on ${links.join('; ') || 'an unknown host'} is ${is}`, () => {
    const length: Partial<VirtualAddress> = prefixLength === undefined ? {} : { prefixLength };
    const placed = placeAddress(
      hostWith(links, names),
      name === undefined ? {} : { name },
      virtualAddress(host, length),
    );
    if ('problem' in placed) {
      const [code, ...words] = is.split(' ');
      assert.is(placed.problem.code, code);
      assert.ok(placed.problem.message.includes(words.join(' ')), placed.problem.message);
      return;
    }
    const { device, ip, prefixLength: wanted } = placed.place;
    assert.is(`${device} ${ip}/${wanted}`, is);
    assert.equal(
      placed.warnings.map(({ code }) => code),
      warns === undefined ? [] : [warns],
    );
  });
}

test.run();
