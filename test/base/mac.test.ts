// Ethernet addresses, and those that virtual routers have.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseMac, vrrpMac } from '../../src/base/mac.ts';

const texts: readonly [string, string | null][] = [
  ['00:00:5e:00:01:33', '00:00:5e:00:01:33'],
  ['02:AB:CD:EF:01:02', '02:ab:cd:ef:01:02'],
  ['0:0:5e:0:1:33', null],
  ['00:00:5e:00:01', null],
  ['00:00:5e:00:01:33:44', null],
  ['00-00-5e-00-01-33', null],
  ['00:00:5e:00:01:3g', null],
  ['', null],
];

for (const [text, expected] of texts) {
  test(`reads "${text}" as ${expected ?? 'no Ethernet address'}`, () => {
    assert.is(parseMac(text), expected);
  });
}

// RFC 9568 §7.3
const routers: readonly [number, 'inet' | 'inet6', string][] = [
  [1, 'inet', '00:00:5e:00:01:01'],
  [255, 'inet', '00:00:5e:00:01:ff'],
  [51, 'inet6', '00:00:5e:00:02:33'],
];

for (const [vrid, family, mac] of routers) {
  test(`gives router ${vrid} of ${family} its Ethernet address`, () => {
    assert.is(vrrpMac(vrid, family), mac);
  });
}

test.run();
