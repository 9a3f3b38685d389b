// global_defs, of which a file may have several, and what of the file is not planned.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { codesOf, configOf, instanceText } from '../../support/ir.ts';

const globals = (lines: string) => `global_defs {\n${lines}\n}\n`;
const vip = 'virtual_ipaddress {\n192.0.2.1/24\n}';

test('fills in what the file does not say', () => {
  assert.equal(configOf('').global, {
    defaultInterface: 'eth0',
    vrrpVersion: 2,
    vmacPrefix: 'vrrp',
    firewall: { table: 'hactl', priority: -1, counters: false, byIfindex: false },
  });
});

test('takes several blocks for one: the last word counts', () => {
  const { global } = configOf(
    globals('router_id a\ndefault_interface eth1') + globals('router_id b'),
  );
  assert.is(global.routerId, 'b');
  assert.is(global.defaultInterface, 'eth1');
});

test('reads the firewall', () => {
  const words =
    'nftables guard\nnftables_priority -5\nnftables_counters\nnftables_ifindex\nnftables_ipvs';
  assert.equal(configOf(globals(words)).global.firewall, {
    table: 'guard',
    priority: -5,
    counters: true,
    byIfindex: true,
    ipvs: { table: 'hactl_ipvs', priority: -1, firstMark: 1000 },
  });
});

test('keeps a table of its own where the file names none', () => {
  assert.is(configOf(globals('nftables')).global.firewall.table, 'hactl');
});

test('reads timeouts, of which any may be missing', () => {
  const { tcpS, tcpFinS, udpS } = configOf(globals('lvs_timeouts udp 90 tcp 1800')).global
    .lvsTimeouts ?? { span: null };
  assert.equal([tcpS, tcpFinS, udpS], [1800, undefined, 90]);
});

const syncRows: readonly [string, string, Readonly<Record<string, unknown>>][] = [
  ['lvs_sync_daemon eth0', '', { interface: 'eth0', instance: undefined, syncId: 0 }],
  ['lvs_sync_daemon eth0 VI', instanceText(vip), { instance: 'VI', syncId: 51 }],
  ['lvs_sync_daemon eth0 inst VI', instanceText(vip), { instance: 'VI', syncId: 51 }],
  [
    'lvs_sync_daemon eth0 VI id 7 maxlen 1400',
    instanceText(vip),
    { syncId: 7, maxLengthBytes: 1400 },
  ],
  [
    '',
    instanceText(`${vip}\nlvs_sync_daemon_interface eth1`),
    { interface: 'eth1', instance: 'VI', syncId: 51 },
  ],
  [
    'lvs_sync_daemon eth0',
    instanceText(`${vip}\nlvs_sync_daemon_interface eth1`),
    { interface: 'eth0', instance: undefined },
  ],
];

for (const [line, after, expected] of syncRows) {
  test(`reads the sync daemon of "${line}"${after === '' ? '' : ' and an instance'}`, () => {
    const { syncDaemon } = configOf(globals(line) + after).global;
    const members = syncDaemon as Readonly<Record<string, unknown>> | undefined;
    for (const [name, value] of Object.entries(expected)) assert.is(members?.[name], value, name);
  });
}

test('reports a sync daemon for an instance that is not there', () => {
  assert.equal(codesOf(globals('lvs_sync_daemon eth0 VX') + instanceText(vip)), ['HA3002']);
});

test('counts the keywords that no plan acts on, blocks as one', () => {
  const text =
    globals('router_id a\nsmtp_server 192.0.2.1\nvrrp_version 2') +
    instanceText(`${vip}\nadvert_int 1\nauthentication {\nauth_type PASS\nauth_pass a\n}`, 'A') +
    instanceText('virtual_router_id 52\nadvert_int 2\nvirtual_ipaddress {\n192.0.2.2\n}', 'B');
  assert.equal(
    configOf(text).idle.map(({ keyword, count }) => [keyword, count]),
    [
      ['router_id', 1],
      ['smtp_server', 1],
      ['advert_int', 2],
      ['authentication', 1],
    ],
  );
});

test('names what would put addresses elsewhere and is not planned yet', () => {
  const unplanned = (line: string) =>
    configOf(instanceText(`${line}\n${vip}`)).instances[0]?.unplanned;
  assert.equal(unplanned('use_ipvlan'), ['use_ipvlan']);
  assert.equal(unplanned('use_vmac\nuse_vmac_addr'), ['use_vmac_addr']);
  assert.equal(unplanned('use_vmac'), []);
});

test.run();
