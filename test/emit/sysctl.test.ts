// Parameters as sysctl(8) is told.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { emitSysctl } from '../../src/emit/sysctl.ts';

test('a parameter is written with slashes, since names of links hold dots', () => {
  const name = 'net/ipv4/conf/vrrp.51/arp_ignore';
  const { argv, input, contract } = emitSysctl({ kind: 'sysctl', name, value: '1' });
  assert.equal(input, ['net/ipv4/conf/vrrp.51/arp_ignore = 1']);
  assert.equal(argv, ['sysctl', '-q', '-p', '-']);
  assert.is(contract, 'goes-on');
});

test.run();
