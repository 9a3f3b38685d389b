// Where a virtual_server listens.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { familyOf } from '../../../src/base/ip.ts';
import type { Listener } from '../../../src/ir/model.ts';
import { codesOf, configOf, serviceText } from '../../support/ir.ts';

const listenerText = (listener: Listener): string =>
  listener.kind === 'fwmark'
    ? `fwmark ${listener.mark} ${listener.family}`
    : `${listener.ip} ${listener.port}`;

const body = (server: string) =>
  `lb_algo rr\nlb_kind NAT\nprotocol TCP\npersistence_timeout 60\nreal_server ${server} 80 {\n}`;

const listen = (text: string): string[] =>
  configOf(text).services.flatMap(({ listeners }) => listeners.map(listenerText));

const heads: readonly [string, string, string][] = [
  ['192.0.2.1 80', '10.0.0.1', '192.0.2.1 80'],
  ['192.0.2.1', '10.0.0.1', '192.0.2.1 0'],
  ['192.0.2.1 0', '10.0.0.1', '192.0.2.1 0'],
  ['192.0.2.1/24 80', '10.0.0.1', '192.0.2.1 80'],
  ['2001:DB8::1 80', '2001:db8::9', '2001:db8::1 80'],
  ['fwmark 3', '10.0.0.1', 'fwmark 3 inet'],
  ['fwmark 3', '2001:db8::9', 'fwmark 3 inet6'],
  ['fwmark 4294967295', '10.0.0.1', 'fwmark 4294967295 inet'],
];

for (const [head, server, listener] of heads) {
  test(`listens on ${listener} for "${head}" with the server ${server}`, () => {
    assert.equal(listen(serviceText(body(server), head)), [listener]);
  });
}

test('takes the family of a mark from ip_family before its servers', () => {
  const tunnel = `ip_family inet\n${body('2001:db8::9').replace('NAT', 'TUN')}`;
  assert.equal(listen(serviceText(tunnel, 'fwmark 3')), ['fwmark 3 inet']);
});

const group = (lines: string, server = '10.0.0.1') =>
  `virtual_server_group G {\n${lines}\n}\n${serviceText(body(server), 'group G')}`;

const groupLines: readonly [string, readonly string[]][] = [
  ['192.0.2.1 80', ['192.0.2.1 80']],
  ['192.0.2.1', ['192.0.2.1 0']],
  ['192.0.2.1-3 80', ['192.0.2.1 80', '192.0.2.2 80', '192.0.2.3 80']],
  ['192.0.2.255-192.0.3.0 80', ['192.0.2.255 80', '192.0.3.0 80']],
  ['192.0.2.8/31 80', ['192.0.2.8 80', '192.0.2.9 80']],
  ['192.0.2.8/32 80', ['192.0.2.8 80']],
  ['2001:db8::9-b 80', ['2001:db8::9 80', '2001:db8::a 80', '2001:db8::b 80']],
  ['2001:db8::ffff-2001:db8::1:0 80', ['2001:db8::ffff 80', '2001:db8::1:0 80']],
  ['2001:db8::/127 80', ['2001:db8:: 80', '2001:db8::1 80']],
  ['fwmark 5', ['fwmark 5 inet']],
  ['fwmark 5 inet6', ['fwmark 5 inet6']],
  ['192.0.2.1 80\n192.0.2.1 443\nfwmark 5', ['192.0.2.1 80', '192.0.2.1 443', 'fwmark 5 inet']],
];

for (const [lines, listeners] of groupLines) {
  test(`listens on ${listeners.join(', ')} for the group ${lines.replaceAll('\n', ', ')}`, () => {
    const isSix = listeners.some((listener) => /inet6|:/.test(listener));
    assert.equal(listen(group(lines, isSix ? '2001:db8::9' : '10.0.0.1')), listeners);
    // A mark has no protocol.
    const isMark = listeners.every((listener) => listener.startsWith('fwmark'));
    const codes = codesOf(group(lines, isSix ? '2001:db8::9' : '10.0.0.1'));
    assert.equal(codes, isMark ? ['HA3049'] : []);
  });
}

test('gives a mark of a group the family of the servers', () => {
  assert.equal(listen(group('fwmark 5', '2001:db8::9')), ['fwmark 5 inet6']);
});

const wrongLines = [
  '192.0.2.300 80',
  '192.0.2.3-1 80',
  '192.0.2.1-300 80',
  '192.0.2.1-2-3 80',
  '192.0.2.1-2001:db8::1 80',
  '192.0.2.1/24 80',
  '192.0.2.0/33 80',
  '10.0.0.0/8 80',
  '2001:db8::/64 80',
  '2001:db8::-2001:db9:: 80',
  '192.0.2.1 http',
  '192.0.2.1 65536',
  'fwmark',
  'fwmark 4294967296',
  'fwmark -1',
];

for (const line of wrongLines) {
  test(`does not take "${line}" for a line of a group`, () => {
    const text = group(`${line}\n192.0.2.9 80`);
    assert.equal(codesOf(text), ['HA3014']);
    assert.equal(listen(text), ['192.0.2.9 80']);
  });
}

test('takes no more addresses than a kernel should hold services for', () => {
  const lines = Array.from({ length: 300 }, (_, n) => `10.${n >> 8}.${n & 255}.0/24 80`).join('\n');
  assert.equal(codesOf(group(lines)), ['HA3014']);
  assert.is(listen(group(lines)).length, 65_536);
});

test('finds a group before and behind its use', () => {
  const [definition = '', use = ''] = group('192.0.2.1 80').split(/(?=virtual_server group)/);
  assert.equal(listen(use + definition), ['192.0.2.1 80']);
});

test('lets one group serve several protocols', () => {
  const udp = serviceText(body('10.0.0.1').replace('TCP', 'UDP'), 'group G');
  assert.equal(codesOf(group('192.0.2.1 80\nfwmark 5') + udp), []);
});

test('takes an address once that lines of a group have in common', () => {
  const text = group('192.0.2.1 80\n192.0.2.1-2 80\nfwmark 5\nfwmark 5');
  assert.equal(codesOf(text), []);
  assert.equal(listen(text), ['192.0.2.1 80', '192.0.2.2 80', 'fwmark 5 inet']);
});

for (const ip of ['192.0.2.1', '2001:db8::1']) {
  const other = familyOf(ip) === 'inet' ? '2001:db8::9' : '10.0.0.9';
  const text = (kind: string) => serviceText(body(other).replace('NAT', kind), `${ip} 80`);

  test(`reaches servers of the other family than ${ip} by a tunnel only`, () => {
    assert.equal(codesOf(text('NAT')), ['HA3030']);
    assert.equal(codesOf(text('DR')), ['HA3030']);
    assert.equal(codesOf(text('TUN')), []);
  });
}

test.run();
