// Lines of addresses, routes and rules, in the words of ip(8).

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Address, Route, Rule } from '../../../src/ir/model.ts';
import { codesOf, configOf, instanceText } from '../../support/ir.ts';

const block = (keyword: string, lines: string) => `${keyword} {\n${lines}\n}\n`;

const addressOf = (line: string): Partial<Address> | undefined =>
  configOf(block('static_ipaddress', line)).addresses[0];
const routeOf = (line: string): Route | undefined =>
  configOf(block('static_routes', line)).routes[0];
const ruleOf = (line: string): Rule | undefined => configOf(block('static_rules', line)).rules[0];

/** Whether `expected` is a part of what was built. */
const includes = (built: object | undefined, expected: Readonly<Record<string, unknown>>): void => {
  const members = built as Readonly<Record<string, unknown>> | undefined;
  const part = Object.fromEntries(Object.keys(expected).map((name) => [name, members?.[name]]));
  assert.equal(part, expected);
};

const addresses: readonly [string, Readonly<Record<string, unknown>>][] = [
  ['192.0.2.1', { ip: '192.0.2.1', prefixLength: 32, device: 'eth0', scope: undefined }],
  ['192.0.2.1/24 dev eth1', { prefixLength: 24, device: 'eth1' }],
  ['2001:DB8::1/64', { ip: '2001:db8::1', prefixLength: 64 }],
  ['2001:db8::1', { prefixLength: 128, detectDuplicates: false }],
  [
    '2001:db8::1 -nodad home mngtmpaddr',
    { detectDuplicates: true, home: true, manageTemporary: true },
  ],
  ['192.0.2.1/24 noprefixroute autojoin', { noPrefixRoute: true, autoJoin: true }],
  [
    '192.0.2.1/24 brd + label eth0:1 scope link',
    { broadcast: '+', label: 'eth0:1', scope: 'link' },
  ],
  ['192.0.2.1/24 broadcast 192.0.2.255', { broadcast: '192.0.2.255' }],
  ['192.0.2.1 peer 192.0.2.2/30', { peer: '192.0.2.2/30' }],
  ['192.0.2.1 peer 192.0.2.2', { peer: '192.0.2.2/32' }],
  ['2001:db8::1 preferred_lft 60', { preferredS: 60 }],
  ['2001:db8::1 preferred_lft forever', { preferredS: 'forever' }],
];

for (const [line, expected] of addresses) {
  test(`reads the address "${line}"`, () => includes(addressOf(line), expected));
}

test('puts a static address without interface on the default one, and says so', () => {
  const globals = 'global_defs {\ndefault_interface eth7\n}\n';
  const line = block('static_ipaddress', '192.0.2.1');
  assert.equal(codesOf(line), ['HA3016']);
  assert.equal(codesOf(globals + line), []);
  assert.is(configOf(globals + line).addresses[0]?.device, 'eth7');
});

const routes: readonly [string, Readonly<Record<string, unknown>>][] = [
  [
    '10.0.0.0/8 via 192.0.2.1',
    { family: 'inet', type: 'unicast', destination: '10.0.0.0/8', via: '192.0.2.1' },
  ],
  ['10.0.0.0/8 gw 192.0.2.1', { via: '192.0.2.1' }],
  ['to 10.0.0.0/8 dev eth0', { destination: '10.0.0.0/8', device: 'eth0' }],
  ['10.0.0.0/8 oif eth0 onlink', { device: 'eth0', onLink: true }],
  ['10.0.0.1 dev eth0', { destination: '10.0.0.1/32' }],
  ['default via 192.0.2.1', { family: 'inet', destination: '0.0.0.0/0' }],
  ['default via 2001:db8::1', { family: 'inet6', destination: '::/0' }],
  ['default dev eth0 inet6', { family: 'inet6', destination: '::/0' }],
  ['default6 dev eth0', { family: 'inet6', destination: '::/0' }],
  ['default nexthop via 2001:db8::1', { family: 'inet6', destination: '::/0' }],
  ['10.0.0.0/8 via inet6 2001:db8::1', { family: 'inet', via: '2001:db8::1' }],
  ['2001:db8::5/32 dev eth0', { destination: '2001:db8::/32' }],
  ['blackhole 10.0.0.0/8', { type: 'blackhole' }],
  ['throw 10.0.0.0/8 table 100', { type: 'throw', table: '100' }],
  ['10.0.0.0/8 dev eth0 metric 5', { metric: 5 }],
  ['10.0.0.0/8 dev eth0 preference 5', { metric: 5 }],
  [
    '10.0.0.0/8 dev eth0 tos 0x10 scope link protocol static no_track',
    { tos: '0x10', scope: 'link', protocol: 'static' },
  ],
  ['10.0.0.0/8 dev eth0 protocol static', { protocol: undefined }],
  ['10.0.0.0/8 dev eth0 src 192.0.2.9', { source: '192.0.2.9' }],
  [
    '10.0.0.0/8 dev eth0 mtu 1400 hoplimit 5',
    { metrics: { mtu: '1400', hoplimit: '5' }, unplanned: [] },
  ],
  ['10.0.0.0/8 dev eth0 mtu lock 1400', { metrics: { mtu: '1400' }, unplanned: ['mtu lock'] }],
  ['10.0.0.0/8 dev eth0 realms 5 expires 60', { unplanned: ['realms', 'expires'] }],
  ['10.0.0.0/8 nexthop via 192.0.2.1 encap mpls', { unplanned: ['encap'] }],
  [
    '10.0.0.0/8 nexthop via 192.0.2.1 weight 3 nexthop dev eth1 onlink',
    {
      nextHops: [
        { via: '192.0.2.1', weight: 3, onLink: false },
        { device: 'eth1', weight: 1, onLink: true },
      ],
    },
  ],
];

for (const [line, expected] of routes) {
  test(`reads the route "${line}"`, () => includes(routeOf(line), expected));
}

const rules: readonly [string, Readonly<Record<string, unknown>>][] = [
  [
    'from 192.0.2.0/24 table 100 priority 5',
    { family: 'inet', from: '192.0.2.0/24', table: '100', priority: 5 },
  ],
  ['to 10.0.0.0/8 lookup main order 5', { to: '10.0.0.0/8', table: 'main' }],
  ['from 2001:db8::/32 table 100 preference 5', { family: 'inet6' }],
  ['table 100 priority 5 inet6', { family: 'inet6', from: undefined }],
  ['table 100 priority 5', { family: 'inet' }],
  ['not fwmark 0x1/0xff table 100 priority 5', { not: true, mark: '0x1/0xff' }],
  ['dev eth0 oif eth1 dsfield 0x10 table 9 priority 5', { iif: 'eth0', oif: 'eth1', tos: '0x10' }],
  [
    'ipproto tcp sport 1-2 dport 3 table 9 priority 5',
    { ipProtocol: 'tcp', sourcePorts: '1-2', destinationPorts: '3' },
  ],
  ['from 10.0.0.0/8 blackhole priority 5', { action: 'blackhole', table: undefined }],
  ['from 10.0.0.0/8 type prohibit priority 5', { action: 'prohibit' }],
  ['from 10.0.0.0/8 goto 9 priority 5', { action: 'goto', gotoPriority: 9 }],
  ['l3mdev priority 5', { l3mdev: true, table: undefined }],
  ['table main sup_pl 0 uidrange 1-2 priority 5', { suppressPrefixLength: 0, uidRange: '1-2' }],
  ['table 9 realms 1 tunnel-id 2 priority 5', { unplanned: ['realms', 'tunnel-id'] }],
];

for (const [line, expected] of rules) {
  test(`reads the rule "${line}"`, () => includes(ruleOf(line), expected));
}

test('counts the priority of rules down through the whole file, each family for itself', () => {
  const virtual = (line: string) =>
    block('virtual_rules', line) + block('virtual_ipaddress', '192.0.2.1');
  const text =
    block('static_rules', 'table 1\ntable 2 priority 7') +
    instanceText(virtual('table 3')) +
    block('static_rules', 'table 5 inet6\ntable 4');
  const { rules: fixed, instances } = configOf(text);
  const all = [...fixed, ...(instances[0]?.rules ?? [])];
  assert.equal(Object.fromEntries(all.map(({ table, priority }) => [table, priority])), {
    1: 16384,
    2: 7,
    3: 16383,
    4: 16382,
    5: 16384,
  });
});

const reports: readonly [string, string, readonly string[]][] = [
  ['no destination', block('static_routes', 'via 192.0.2.1'), ['HA3026']],
  ['a destination alone', block('static_routes', '10.0.0.0/8'), ['HA3026']],
  ['host bits of IPv4', block('static_routes', '10.0.0.1/8 dev eth0'), ['HA3029']],
  ['a rule that does nothing', block('static_rules', 'from 10.0.0.0/8 priority 1'), ['HA3027']],
  ['a rule without priority', block('static_rules', 'table 1'), ['HA3015']],
  ['nothing more of a rule that is refused', block('static_rules', 'table 1 fwmark x'), ['HA2014']],
];

for (const [what, text, codes] of reports) {
  test(`reports ${what}`, () => assert.equal(codesOf(text), codes));
}

test.run();
