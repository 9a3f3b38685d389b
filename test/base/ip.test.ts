// Addresses as canonical text: what is one, and arithmetic on them. RFC 4291 §2.2, RFC 5952.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  addToIp,
  broadcastOf,
  familyOf,
  ipBytes,
  ipFromBytes,
  ipPort,
  isInNetwork,
  isLinkLocal,
  isMulticast,
  lengthMask,
  maskLength,
  networkOf,
  parseIp,
} from '../../src/base/ip.ts';

const canonical: readonly [string, string | null][] = [
  ['192.0.2.1', '192.0.2.1'],
  ['0.0.0.0', '0.0.0.0'],
  ['192.0.2.256', null],
  ['192.0.2', null],
  ['192.0.2.1.5', null],
  ['192.0.02.1', null],
  [' 192.0.2.1', null],
  ['', null],
  ['::', '::'],
  ['::1', '::1'],
  ['1::', '1::'],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['2001:0db8:0000:0000:0001:0000:0000:0001', '2001:db8::1:0:0:1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['0:0:1:0:0:0:1:0', '0:0:1::1:0'],
  ['::ffff:192.0.2.1', '::ffff:c000:201'],
  ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
  ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
  ['1:2:3:4:5:6:7', null],
  ['1:2:3:4:5:6:7:8:9', null],
  ['1:2:3:4:5:6:7:8::', null],
  ['1::2::3', null],
  [':::', null],
  ['12345::', null],
  ['g::', null],
  ['fe80::1%eth0', null],
  ['::192.0.2.1:5', null],
];

for (const [text, expected] of canonical) {
  test(`reads "${text}" as ${expected ?? 'no address'}`, () => {
    assert.is(parseIp(text), expected);
    if (expected === null) return;
    assert.is(parseIp(expected), expected, 'a canonical text stays as it is');
    assert.is(ipFromBytes(ipBytes(expected)), expected);
    assert.is(ipBytes(expected).length, familyOf(expected) === 'inet' ? 4 : 16);
  });
}

const networks: readonly [string, number, string, string][] = [
  ['192.0.2.77', 24, '192.0.2.0', '192.0.2.255'],
  ['192.0.2.77', 25, '192.0.2.0', '192.0.2.127'],
  ['192.0.2.77', 30, '192.0.2.76', '192.0.2.79'],
  ['192.0.2.77', 32, '192.0.2.77', '192.0.2.77'],
  ['192.0.2.77', 0, '0.0.0.0', '255.255.255.255'],
  ['2001:db8::1:2:3:4', 64, '2001:db8::', '2001:db8::ffff:ffff:ffff:ffff'],
  ['2001:db8::ff', 121, '2001:db8::80', '2001:db8::ff'],
];

for (const [ip, length, network, broadcast] of networks) {
  test(`puts ${ip}/${length} into ${network}`, () => {
    assert.is(networkOf(ip, length), network);
    assert.is(broadcastOf(ip, length), broadcast);
    assert.ok(isInNetwork(ip, network, length));
  });
}

test('finds no address in a network of the other family', () => {
  assert.not.ok(isInNetwork('0.0.0.0', '::', 0));
  assert.not.ok(isInNetwork('192.0.3.1', '192.0.2.0', 24));
});

const sums: readonly [string, number, string | null][] = [
  ['192.0.2.254', 1, '192.0.2.255'],
  ['192.0.2.255', 1, '192.0.3.0'],
  ['192.0.2.1', 65536, '192.1.2.1'],
  ['255.255.255.255', 1, null],
  ['2001:db8::ffff', 1, '2001:db8::1:0'],
  ['2001:db8::', 0, '2001:db8::'],
];

for (const [ip, count, expected] of sums) {
  test(`counts ${count} on from ${ip}`, () => assert.is(addToIp(ip, count), expected));
}

const masks: readonly [string, number | null][] = [
  ['255.255.255.0', 24],
  ['255.255.255.192', 26],
  ['255.255.255.255', 32],
  ['0.0.0.0', 0],
  ['255.0.255.0', null],
  ['255.255.255', null],
];

for (const [mask, length] of masks) {
  test(`takes ${mask} for ${length ?? 'no'} bits`, () => {
    assert.is(maskLength(mask), length);
    if (length !== null) assert.is(lengthMask(length), mask);
  });
}

const kinds: readonly [string, boolean, boolean][] = [
  ['224.0.0.18', true, false],
  ['239.255.0.1', true, false],
  ['223.255.255.255', false, false],
  ['169.254.1.1', false, false],
  ['ff02::12', true, false],
  ['fe80::1', false, true],
  ['febf::1', false, true],
  ['fec0::1', false, false],
];

for (const [ip, multicast, linkLocal] of kinds) {
  test(`knows what kind of address ${ip} is`, () => {
    assert.is(isMulticast(ip), multicast);
    assert.is(isLinkLocal(ip), linkLocal);
  });
}

test('writes a port behind an address', () => {
  assert.is(ipPort('192.0.2.1', 80), '192.0.2.1:80');
  assert.is(ipPort('2001:db8::1', 80), '[2001:db8::1]:80');
});

test.run();
