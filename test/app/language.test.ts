// What hactl says of a keepalived.conf, for each thing in it that keepalived takes, mends or refuses.
// Without a finding: it is fine for keepalived as well, or a fact of the host.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Version } from '../../grammars/keepalived/versions.ts';
import { loadText } from '../../src/app/load.ts';
import { type IncludedFile, nothingMatches } from '../../src/syntax/keepalived/include.ts';
import type { Surroundings } from '../../src/syntax/keepalived/surroundings.ts';

const lines = (...all: string[]): string => `${all.join('\n')}\n`;

const vip = ['virtual_ipaddress {', '192.0.2.80/24', '}'];
/** An instance; the lines of a case begin at line 4. */
const router = (...extra: string[]): string =>
  lines('vrrp_instance A {', 'interface eth0', 'virtual_router_id 7', ...extra, ...vip, '}');
const other = ['vrrp_instance B {', 'interface eth0', 'virtual_router_id 8', ...vip, '}'];
/** Lines in front of an instance. */
const before = (...extra: string[]): string => lines(...extra) + router();

const check = ['TCP_CHECK {', 'connect_timeout 2', '}'];
const real = ['real_server 192.0.2.91 80 {', ...check, '}'];
const usual = ['lb_algo wrr', 'lb_kind NAT', 'protocol TCP'];
const service = (...inner: string[]): string =>
  lines('virtual_server 192.0.2.90 80 {', ...inner, '}');
/** A service with one checker, whose lines begin at line 6. */
const checked = (...checker: string[]): string =>
  service(...usual, 'real_server 192.0.2.91 80 {', ...checker, '}');
const script = ['vrrp_script S {', 'script /bin/true', '}'];
const used = ['track_script {', 'S', '}'];

type Case = readonly [what: string, text: string, findings?: readonly string[], target?: Version];

const ofText: readonly Case[] = [
  ['a small file', router()],
  ['an empty file', ''],
  ['a file of comments', '# one\n! two\n'],
  ['a file of global_defs', lines('global_defs {', 'router_id a', '}')],
  ['a word that no block has', before('wurst 3'), ['1 HA2001 error']],
  ['a block that is none', before('wurst {', 'a 1', 'b {', '}', '}'), ['1 HA2002 error']],
  ['a misspelled block', lines('global_def {', 'router_id a', '}'), ['1 HA2002 error']],
  ['a misspelled word', router('priorty 90'), ['4 HA2001 error']],
  ['a brace in a line of its own', router().replace('A {', 'A\n{')],
  ['a block in one line', router('track_interface { eth1 }')],
  ['two keywords in one line', router('priority 90 state BACKUP'), ['4 HA2030 warning']],
  [
    'all in one line',
    'vrrp_instance A { interface eth0 virtual_router_id 7 virtual_ipaddress { 192.0.2.80/24 } }\n',
    ['1 HA3007 warning', '1 HA3005 error', '1 HA2030 warning', '1 HA2006 error'],
  ],
  ['a brace behind a value', router('track_interface {', 'eth1 }')],
  ['no blank before a brace', router('track_interface{', 'eth1', '}')],
  ['a block without its end', router().slice(0, -2), ['1 HA1004 error']],
  ['a brace too many', `${router()}}\n`, ['8 HA1005 error']],
  ['a block without its start', router().replace(' {', ''), ['1 HA2007 error']],
  ['two braces', router().replace('{', '{ {'), ['1 HA1004 error', '1 HA1006 error']],
  [
    'a block in front of its end',
    router().slice(0, -2) + lines(...other),
    ['1 HA1004 error', '7 HA2022 error'],
  ],
  ['a comment behind words', router('priority 90 # high')],
  ['a comment behind no blank', router('priority 90#high'), ['4 HA1009 warning']],
  ['a comment with a bang', router('priority 90!high'), ['4 HA1009 warning']],
  ['a hash in quotes', router('notify_master "/bin/a #1"')],
  ['a hash behind a backslash', router('notify_master /bin/a\\#1'), ['4 HA1009 warning']],
  ['an open quote in a command', router('notify_master "/bin/a'), ['4 HA1007 error']],
  ['an open quote', router('priority "90'), ['4 HA1007 error']],
  ['single quotes', router("priority '90'"), ['4 HA2008 error']],
  ['two quoted words side by side', router('notify_master "a""b"')],
  ['two quoted words for one', router('priority "9" "0"'), ['4 HA2005 warning']],
  ['a quote in a word', router('priority 9"0"'), ['4 HA2031 warning']],
  ['a line that goes on', router('priority \\', '90'), ['4 HA2001 error', '5 HA2001 error']],
  ['a long line', router(`notify_master "/bin/a ${'x'.repeat(5000)}"`), ['4 HA1019 error']],
  ['a long word', router(`notify_master /bin/${'x'.repeat(900)}`)],
  ['lines that end as in DOS', router('priority 90').replaceAll('\n', '\r\n')],
  ['a byte order mark', `\uFEFF${router()}`, ['1 HA1003 error']],
  ['tabs and form feeds', router('\tpriority\f90')],
  ['a zero byte', router('priority \u000090'), ['4 HA2008 error']],
  ['a name beyond ASCII', router().replace('A', 'Größe')],
  ['no end of the last line', router().trimEnd()],
  ['global_defs at the end', router() + lines('global_defs {', 'router_id a', '}')],
];

const ofNames: readonly Case[] = [
  ['a name', lines('$P=90') + router('priority $P')],
  ['a name in braces', lines('$P=90') + router('priority ${P}')],
  ['a name that is not defined', router('priority $P'), ['4 HA1013 warning', '4 HA2008 error']],
  [
    'a blank before the equals sign',
    lines('$P =90') + router('priority $P'),
    ['1 HA1013 warning', '1 HA2001 error', '5 HA1013 warning', '5 HA2008 error'],
  ],
  ['a name glued to more', lines('$P=90') + router('priority $P/0'), ['5 HA2008 error']],
  ['a name in quotes', lines('$P=/bin/a') + router('notify_master "$P b"')],
  ['a name of several lines', lines('$P= \\', 'priority 90 \\', 'nopreempt') + router('$P')],
  ['two names of several lines', lines('$P= \\', 'nopreempt', '$Q=1') + router('$P')],
  [
    'a repetition of what is wrong',
    router('~SEQ(N, 1, 2) dont_track_primary$N'),
    ['4 HA2001 error'],
  ],
  ['a repetition', lines(...other.slice(0, 4), '~SEQ(N, 1, 3) 192.0.2.${N}/24', '}', '}')],
  [
    'a repetition without blanks',
    lines(...other.slice(0, 4), '~SEQ(N,1,3) 192.0.2.${N}', '}', '}'),
  ],
  ['a list', lines(...other.slice(0, 4), '~LST(N, 4, 6) 192.0.2.${N}', '}', '}')],
  ['a condition that holds', router('@main priority 0'), ['4 HA2009 error']],
  ['a condition that does not', router('@other priority 0')],
  ['conditions on names', lines('@main $P=90', '@other $P=0') + router('priority $P')],
  ['a condition with a caret', router('@^main priority 0')],
];

const ofIncludes: readonly Case[] = [
  ['a file that is missing', before('include none.conf'), ['1 HA1017 warning']],
  ['and has to be readable', before('includer none.conf'), ['1 HA1017 warning']],
  ['and has to be there', before('includem none.conf'), ['1 HA1018 error']],
  ['a pattern that has to match', before('includew no*.conf'), ['1 HA1018 error']],
  ['any file that has to match', before('includea no*.conf'), ['1 HA1018 error']],
  ['a file', before('include g.conf')],
  ['a pattern', before('include g*.conf')],
  ['a file in a block', router('include priority.conf')],
  ['a name in quotes', before('include "g.conf"'), ['1 HA1017 warning']],
  ['a comment', before('include g.conf # all')],
  ['a mistake in the file', router('include wrong.conf'), ['2 HA2001 error']],
  ['a file that includes itself', before('include self.conf'), ['1 HA1016 error']],
];

const ofRouters: readonly Case[] = [
  ['no priority behind the word', router('priority'), ['4 HA2004 error']],
  ['more than a priority', router('priority 90 80'), ['4 HA2005 warning']],
  ['priority 0', router('priority 0'), ['4 HA2009 error']],
  ['priority 256', router('priority 256'), ['4 HA2009 error']],
  ['a priority of letters', router('priority high'), ['4 HA2008 error']],
  ['a priority with letters', router('priority 90x'), ['4 HA2008 error']],
  ['two priorities', router('priority 90', 'priority 80')],
  ['two interfaces', router('interface eth1')],
  ['an interface in quotes', router('interface e"th"1'), ['4 HA2031 warning']],
  ['an interface to come', router('interface nope0')],
  ['two instances of a name', router() + router(), ['8 HA3001 error']],
  ['an id twice', router() + router().replace('A', 'B'), ['8 HA3008 error']],
  ['an address twice', router() + lines(...other)],
  ['no id', router().replace(/virtual_router_id 7\n/, ''), ['1 HA3005 error']],
  ['no interface', router().replace(/interface eth0\n/, ''), ['1 HA3004 error']],
  ['no address', router().replace(/virtual_ip[^}]*}\n/, ''), ['1 HA3007 warning']],
  ['a bad address', router().replace('.80/', '.800/'), ['5 HA2010 error']],
  ['a long prefix', router().replace('/24', '/33'), ['5 HA2010 error']],
  [
    'an address of the other family',
    router().replace('/24', '/24\n2001:db8::1'),
    ['6 HA3006 error'],
  ],
  ['a state in other letters', router('state Master'), ['4 HA2011 error']],
  ['no way back for a master', router('state MASTER', 'nopreempt'), ['5 HA3036 warning']],
  [
    'a password in version 3',
    router('version 3', 'authentication {', 'auth_type PASS', 'auth_pass a', '}'),
    ['5 HA3035 warning'],
  ],
  [
    'a long password',
    router('authentication {', 'auth_type PASS', 'auth_pass a23456789', '}'),
    ['6 HA3024 warning'],
  ],
  ['half a second', router('advert_int 0.5'), ['4 HA3038 warning']],
  ['no second', router('advert_int 0'), ['4 HA2009 error']],
  ['many seconds in version 3', router('version 3', 'advert_int 50'), ['5 HA3038 warning']],
  ['one that is no switch', lines('global_defs {', 'vrrp_strict well', '}'), ['2 HA2011 error']],
  [
    'for older releases',
    lines('global_defs {', 'vrrp_strict well', '}'),
    ['2 HA2011 warning'],
    '2.2.7',
  ],
  ['a switch in capitals', lines('global_defs {', 'vrrp_strict ON', '}'), ['2 HA2011 error']],
  ['a script that is missing', router(...used), ['5 HA3042 error']],
  ['a script behind', router(...used) + lines(...script), ['5 HA3042 warning']],
  ['a script', lines(...script) + router(...used)],
  ['a script with security', lines('global_defs {', 'enable_script_security', '}', ...script)],
  ['a script for a user', lines('vrrp_script S {', 'script /bin/true', 'user nobody', '}')],
  [
    'a heavy script',
    lines('vrrp_script S {', 'script /bin/true', 'weight 254', '}'),
    ['3 HA2009 error'],
  ],
  [
    'a group of one',
    router() + lines('vrrp_sync_group G {', 'group {', 'A', '}', '}'),
    ['8 HA3044 warning'],
  ],
  [
    'a group of none',
    router() + lines('vrrp_sync_group G {', 'group {', 'A', 'Z', '}', '}'),
    ['8 HA3044 warning', '11 HA3002 error'],
  ],
  ['an interface followed anyway', router('track_interface {', 'eth0', '}'), ['5 HA3040 warning']],
  ['a heavy interface', router('track_interface {', 'eth1 weight 300', '}'), ['5 HA2009 error']],
  [
    'a group for peers',
    router('mcast_dst_ip 224.0.0.9', 'unicast_peer {', '192.0.2.3', '}'),
    ['4 HA3034 warning'],
  ],
  ['unicast without peers', router('unicast_src_ip 192.0.2.2'), ['4 HA3039 warning']],
  ['a word of old', router('linkbeat_use_polling'), ['4 HA2013 warning']],
  [
    'a route without a way',
    router('virtual_routes {', '203.0.113.0/24', '}'),
    ['5 HA3026 warning'],
  ],
  [
    'a route that is not watched',
    router('virtual_routes {', '203.0.113.0/24 via 192.0.2.1', '}'),
    ['5 HA3052 warning'],
    '2.2.7',
  ],
  [
    'an address without an interface',
    lines('static_ipaddress {', '192.0.2.5/24', '}'),
    ['2 HA3016 warning'],
  ],
  ['an address of the host', lines('static_ipaddress {', '192.0.2.5/24 dev eth0', '}')],
  ['a group for gratuitous ARP', lines('garp_group {', 'garp_interval 1', 'interface eth0', '}')],
  [
    'several mistakes',
    router('interface nope0', 'priorty 90', 'state Master'),
    ['5 HA2001 error', '6 HA2011 error'],
  ],
  ['no route', lines('static_routes {', 'wurst', '}'), ['2 HA2010 error']],
];

const ofServices: readonly Case[] = [
  ['no server', service(...usual), ['1 HA3011 error']],
  ['a server', service(...usual, ...real)],
  ['no protocol', service('lb_algo rr', 'lb_kind DR', ...real), ['1 HA3017 warning']],
  ['no scheduler', service('lb_kind DR', 'protocol TCP', ...real), ['1 HA3017 warning']],
  ['no forwarding', service('lb_algo rr', 'protocol TCP', ...real), ['1 HA3017 warning']],
  ['no such scheduler', service('lb_algo zz', ...usual.slice(1), ...real), ['2 HA2011 error']],
  [
    'no such forwarding',
    service('lb_kind WAY', 'lb_algo rr', 'protocol TCP', ...real),
    ['2 HA2011 error'],
  ],
  [
    'forwarding in small letters',
    service('lb_kind dr', 'lb_algo rr', 'protocol TCP', ...real),
    ['2 HA2011 error'],
  ],
  [
    'another port',
    service(
      'lb_kind DR',
      'lb_algo rr',
      'protocol TCP',
      'real_server 192.0.2.91 81 {',
      ...check,
      '}',
    ),
    ['5 HA3018 warning'],
  ],
  ['a server twice', service(...usual, ...real, ...real), ['10 HA3013 error']],
  [
    'a service twice',
    service(...usual, ...real) + service(...usual, ...real),
    ['11 HA3012 warning'],
  ],
  ['a quorum above all', service(...usual, 'quorum 5', ...real), ['5 HA3020 warning']],
  ['a hysteresis above all', service(...usual, 'hysteresis 3', ...real), ['5 HA3028 warning']],
  ['a bad address', service(...usual, ...real).replace('.90', '.900'), ['1 HA3009 error']],
  ['a colon', service(...usual, ...real).replace('90 80', '90:80'), ['1 HA3009 error']],
  ['a mark', service(...usual, ...real).replace('192.0.2.90 80', 'fwmark 3'), ['4 HA3049 warning']],
  [
    'a port behind a mark',
    service('lb_algo rr', 'lb_kind DR', ...real).replace('192.0.2.90 80', 'fwmark 3'),
    ['4 HA3049 warning'],
  ],
  [
    'no such group',
    service(...usual, ...real).replace('192.0.2.90 80', 'group G'),
    ['1 HA3010 warning'],
  ],
  [
    'a group behind',
    service(...usual, ...real).replace('192.0.2.90 80', 'group G') +
      lines('virtual_server_group G {', '192.0.2.90 80', '}'),
  ],
  ['no url', checked('HTTP_GET {', '}'), ['6 HA3043 error']],
  ['no path', checked('HTTP_GET {', 'url {', 'status_code 200', '}', '}'), ['7 HA3043 error']],
  [
    'no status',
    checked('HTTP_GET {', 'url {', 'path /', 'status_code 200-99', '}', '}'),
    ['9 HA2014 error'],
  ],
  ['no such checker', checked('TPC_CHECK {', 'connect_timeout 2', '}'), ['6 HA2002 error']],
  ['no timeout', checked('TCP_CHECK {', 'connect_timeout', '}'), ['7 HA2004 error']],
  ['a weight below 0', checked('weight -1', ...check), ['6 HA2009 error']],
  ['sh-port under another', service(...usual, 'sh-port', ...real), ['5 HA3019 error']],
  [
    'sh-port before its scheduler',
    service('sh-port', 'lb_algo sh', 'lb_kind NAT', 'protocol TCP', ...real),
    ['2 HA3050 warning'],
  ],
  [
    'mh-port under sh',
    service('lb_algo sh', ...usual.slice(1), 'mh-port', ...real),
    ['5 HA3019 warning'],
  ],
];

const files: readonly IncludedFile[] = [
  { path: 'g.conf', text: 'global_defs {\nrouter_id a\n}\n' },
  { path: 'priority.conf', text: 'priority 90\n' },
  { path: 'wrong.conf', text: '\npriorty 90\n' },
  { path: 'self.conf', text: 'include self.conf\n' },
];
const surroundings: Surroundings = {
  configId: 'main',
  included: (_, pattern) => {
    const found = files.filter(({ path }) => path === pattern.replace('*', ''));
    return found.length > 0 ? found : [{ path: pattern, problem: nothingMatches }];
  },
};

const findingsOf = (text: string, target?: Version): string[] => {
  const { diagnostics, sources } = loadText('a.conf', text, {
    surroundings,
    ...(target && { target }),
  });
  return diagnostics.map(({ code, severity, span }) => {
    const line = span === null ? '-' : sources.locate(span.start).line;
    return `${line} ${code} ${severity}`;
  });
};

const tables = { ofText, ofNames, ofIncludes, ofRouters, ofServices };
for (const [table, cases] of Object.entries(tables)) {
  for (const [what, text, findings = [], target] of cases) {
    test(`${findings.length === 0 ? 'takes' : 'finds'} ${what} (${table})`, () => {
      assert.equal(findingsOf(text, target), findings);
    });
  }
}

test.run();
