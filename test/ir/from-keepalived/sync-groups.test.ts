// vrrp_sync_group: who moves with whom.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { codesOf, configOf, instanceText } from '../../support/ir.ts';

const vip = (n: number) => `virtual_ipaddress {\n192.0.2.${n}/24\n}`;
const instances =
  instanceText(`${vip(1)}\nunicast_peer {\n10.0.0.1\n}`, 'A') +
  instanceText(`${vip(2)}\nunicast_peer {\n10.0.0.2\n}`, 'B');
const group = (name: string, members: string) =>
  `vrrp_sync_group ${name} {\ngroup {\n${members}\n}\n}\n`;

test('knows its members before and behind their definition', () => {
  for (const text of [group('G', 'A B') + instances, instances + group('G', 'A\nB')]) {
    assert.equal(codesOf(text), []);
    assert.equal(configOf(text).syncGroups[0]?.members, ['A', 'B']);
  }
});

test('leaves out members that are not there', () => {
  const text = group('G', 'A C') + instances;
  assert.equal(codesOf(text), ['HA3044', 'HA3002']);
  assert.equal(configOf(text).syncGroups[0]?.members, ['A']);
});

test('leaves an instance to one group', () => {
  assert.equal(codesOf(group('G', 'A B') + group('H', 'A B') + instances), ['HA3003', 'HA3003']);
});

test('takes the first of two groups of one name', () => {
  const text = group('G', 'A B') + group('G', 'B') + instances;
  assert.equal(codesOf(text), ['HA3001']);
  assert.equal(configOf(text).syncGroups.length, 1);
});

test('runs scripts of its own', () => {
  const text = `vrrp_sync_group G {\ngroup { A B }\nnotify /bin/any\nsmtp_alert\n}\n${instances}`;
  const [built] = configOf(text).syncGroups;
  assert.is(built?.notify['any']?.command, '/bin/any');
  assert.is(built?.smtpAlert, true);
});

test.run();
