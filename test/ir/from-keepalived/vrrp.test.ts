// vrrp_instance: defaults, and what follows from several lines together (vrrp_complete_instance).

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Instance } from '../../../src/ir/model.ts';
import { codesOf, configOf, instanceOf, instanceText } from '../../support/ir.ts';

const vip4 = 'virtual_ipaddress {\n192.0.2.1/24\n}';
const vip6 = 'virtual_ipaddress {\nfe80::1/64\n}';

test('fills in what an instance does not say', () => {
  const instance = instanceOf(vip4);
  assert.is(instance.initialState, 'backup');
  assert.is(instance.priority, 100);
  assert.is(instance.version, 2);
  assert.is(instance.advertIntervalMs, 1000);
  assert.is(instance.accept, true);
  assert.is(instance.vmac, undefined);
  assert.equal(instance.unicastPeers, []);
});

test('does not plan an address on a link of its own', () => {
  const [address] = instanceOf('virtual_ipaddress {\n192.0.2.1/24 use_vmac\n}').addresses;
  assert.equal(address?.unplanned, ['use_vmac']);
});

const stateRows: readonly [string, Instance['initialState'], number][] = [
  ['', 'backup', 100],
  ['state BACKUP', 'backup', 100],
  ['state MASTER', 'master', 255],
  ['state MASTER\npriority 150', 'master', 150],
  ['priority 255', 'master', 255],
  ['state BACKUP\npriority 255', 'backup', 255],
];

for (const [lines, state, priority] of stateRows) {
  test(`takes "${lines.replace('\n', ', ')}" for ${state} with ${priority}`, () => {
    const instance = instanceOf(`${lines}\n${vip4}`);
    assert.is(instance.initialState, state);
    assert.is(instance.priority, priority);
  });
}

const familyRows: readonly [string, 'inet' | 'inet6', 2 | 3][] = [
  [vip4, 'inet', 2],
  [`version 3\n${vip4}`, 'inet', 3],
  [vip6, 'inet6', 3],
  [`virtual_ipaddress {\n192.0.2.1\n}\nvirtual_ipaddress_excluded {\nfe80::1\n}`, 'inet', 2],
  ['unicast_src_ip 2001:db8::1', 'inet6', 3],
  ['native_ipv6', 'inet6', 3],
  ['', 'inet', 2],
];

for (const [lines, family, version] of familyRows) {
  test(`speaks VRRP ${version} for ${family} with: ${lines.split('\n').join(' ')}`, () => {
    const instance = instanceOf(lines);
    assert.is(instance.family, family);
    assert.is(instance.version, version);
  });
}

test('takes the version that global_defs says', () => {
  const before = 'global_defs {\nvrrp_version 3\n}';
  assert.is(instanceOf(vip4, before).version, 3);
  assert.is(instanceOf(`version 2\n${vip4}`, before).version, 2);
});

const acceptRows: readonly [string, string, boolean][] = [
  ['', '', true],
  ['', 'no_accept', false],
  ['', 'strict_mode on', false],
  ['', 'strict_mode maybe', true],
  ['global_defs {\nvrrp_strict\n}', 'strict_mode maybe', false],
  ['', 'strict_mode on\naccept', false],
  ['', 'version 3\nstrict_mode on\naccept', true],
  ['global_defs {\nvrrp_strict\n}', '', false],
  ['global_defs {\nvrrp_strict\n}', 'strict_mode off', true],
  ['global_defs {\nvrrp_strict off\n}', '', true],
];

for (const [before, lines, accept] of acceptRows) {
  const said = [before, lines].filter(Boolean).join(' and ').replaceAll('\n', ' ');
  test(`answers on the addresses: ${accept} with "${said}"`, () => {
    assert.is(instanceOf(`${lines}\n${vip4}`, before).accept, accept);
  });
}

const vmacRows: readonly [string, string, string, string][] = [
  ['use_vmac', vip4, 'vrrp.51', '00:00:5e:00:01:33'],
  ['use_vmac', vip6, 'vrrp.51', '00:00:5e:00:02:33'],
  ['use_vmac web', vip4, 'web', '00:00:5e:00:01:33'],
  ['use_vmac name web', vip4, 'web', '00:00:5e:00:01:33'],
  ['use_vmac web 02:00:00:AA:BB:CC', vip4, 'web', '02:00:00:aa:bb:cc'],
  ['use_vmac 02:00:00:AA:BB:CC', vip4, 'vrrp.51', '02:00:00:aa:bb:cc'],
  ['use_vmac 2:0:0:AA:BB', vip4, 'vrrp.51', '02:00:00:aa:bb:33'],
  ['use_vmac web\nuse_vmac other', vip4, 'web', '00:00:5e:00:01:33'],
];

for (const [line, vip, name, mac] of vmacRows) {
  test(`makes ${name} ${mac} of "${line.replace('\n', ', ')}"`, () => {
    const { vmac } = instanceOf(`${line}\n${vip}`);
    assert.is(vmac?.name, name);
    assert.is(vmac?.mac, mac);
  });
}

test('gives each virtual link a name of its own, in the order of the file', () => {
  const names = (...texts: string[]) =>
    configOf(texts.join('')).instances.map(({ vmac }) => vmac?.name);
  const four = (name: string) => instanceText(`use_vmac\n${vip4}`, name);
  const six = (name: string) => instanceText(`use_vmac\n${vip6}`, name);
  assert.equal(names(four('A'), six('B')), ['vrrp.51', 'vrrp6.51']);
  assert.equal(names(six('A'), four('B')), ['vrrp.51', 'vrrp1.51']);
  assert.equal(names(four('A'), six('B'), six('C')), ['vrrp.51', 'vrrp6.51', 'vrrp1.51']);
  const taken = instanceText(`use_vmac vrrp.51\n${vip4}`, 'A');
  assert.equal(names(taken, four('B')), ['vrrp.51', 'vrrp1.51']);
  assert.equal(names('global_defs {\nvmac_prefix ha\n}\n', four('A')), ['ha.51']);
});

const transmitRows: readonly [string, boolean][] = [
  ['use_vmac', false],
  ['use_vmac\nvmac_xmit_base', true],
  ['use_vmac\nunicast_peer {\n192.0.2.2\n}', true],
];

for (const [lines, onBase] of transmitRows) {
  test(`sends adverts over the base link: ${onBase} with "${lines.split('\n').join(' ')}"`, () => {
    assert.is(instanceOf(`${lines}\n${vip4}`).transmitOnBase, onBase);
  });
}

test('cuts a password to what an advert holds', () => {
  const block = (password: string) =>
    `authentication {\nauth_type PASS\nauth_pass ${password}\n}\n${vip4}`;
  assert.is(instanceOf(block('12345678')).authentication?.secret, '12345678');
  assert.is(instanceOf(block('123456789')).authentication?.secret, '12345678');
  assert.equal(codesOf(instanceText(block('123456789'))), ['HA3024']);
});

test('reads the lines of tracked interfaces, peers and scripts', () => {
  const instance = instanceOf(
    `${vip4}\ntrack_interface {\neth1\neth2 weight -20 reverse\n}\nunicast_peer {\n192.0.2.2\n}\n` +
      `notify_master "/bin/up now" nobody nogroup\nnotify_master /bin/second`,
  );
  assert.equal(
    instance.trackedInterfaces.map(({ span: _span, ...rest }) => rest),
    [
      { interface: 'eth1', weight: 0, reverse: false },
      { interface: 'eth2', weight: -20, reverse: true },
    ],
  );
  assert.equal(instance.unicastPeers, ['192.0.2.2']);
  const { command, user, group } = instance.notify['master'] ?? {};
  assert.equal([command, user, group], ['/bin/up now', 'nobody', 'nogroup']);
});

const reports: readonly [string, string, readonly string[]][] = [
  ['a whole instance', instanceText(vip4), []],
  ['no address', instanceText(''), ['HA3007']],
  [
    'addresses of which none can be read, once',
    instanceText('virtual_ipaddress {\nx\n}'),
    ['HA2010'],
  ],
  [
    'no interface',
    'vrrp_instance A {\nvirtual_router_id 1\nvirtual_ipaddress {\n10.0.0.1\n}\n}',
    ['HA3004'],
  ],
  [
    'no interface but a source',
    'vrrp_instance A {\nvirtual_router_id 1\nunicast_src_ip 10.0.0.9\nunicast_peer {\n10.0.0.8\n}\nvirtual_ipaddress {\n10.0.0.1\n}\n}',
    [],
  ],
  ['an interface that cannot be, once', instanceText(`interface a/b\n${vip4}`), ['HA2014']],
  [
    'a router id that cannot be, once',
    'vrrp_instance A {\ninterface eth0\nvirtual_router_id 0\nvirtual_ipaddress {\n10.0.0.1\n}\n}',
    ['HA2009'],
  ],
  ['no block, once', 'vrrp_instance A', ['HA2007']],
  ['two families', instanceText('virtual_ipaddress {\n10.0.0.1\nfe80::1\n}'), ['HA3006']],
  ['one name twice', instanceText(vip4) + instanceText(vip4), ['HA3001']],
  ['one router id twice', instanceText(vip4, 'A') + instanceText(vip4, 'B'), ['HA3008']],
  ['one router id in two families', instanceText(vip4, 'A') + instanceText(vip6, 'B'), []],
  [
    'one router id with other peers',
    ['2', '3'].map((n) => instanceText(`unicast_peer {\n192.0.2.${n}\n}\n${vip4}`, n)).join(''),
    [],
  ],
  [
    'one router id with a peer in common',
    ['2', '3'].map((n) => instanceText(`unicast_peer {\n192.0.2.9\n}\n${vip4}`, n)).join(''),
    ['HA3008'],
  ],
  [
    'half an authentication',
    instanceText(`authentication {\nauth_type PASS\n}\n${vip4}`),
    ['HA3025'],
  ],
];

for (const [what, text, codes] of reports) {
  test(`reports ${what}: ${codes.join(' ') || 'nothing'}`, () =>
    assert.equal(codesOf(text), codes));
}

test.run();
