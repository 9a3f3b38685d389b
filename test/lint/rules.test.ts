// Rules at their edges: what they find, and above all what they leave alone. Each has an example of either
// kind in fixtures/diag, too.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { judge } from '../../src/app/lint.ts';
import { loadText } from '../../src/app/load.ts';
import { selectedCodes } from '../../src/diag/selection.ts';
import { rules } from '../../src/lint/lint.ts';

const address = 'virtual_ipaddress {\n192.0.2.10/24\n}';
const instance = (...lines: string[]): string =>
  `vrrp_instance WEB {\ninterface eth0\nvirtual_router_id 51\n${lines.join('\n')}\n}\n`;
const other = (...lines: string[]): string =>
  instance(...lines)
    .replace('WEB', 'MAIL')
    .replace('51', '52');
const script = (...lines: string[]): string => `vrrp_script web {\n${lines.join('\n')}\n}\n`;
const tracked = 'track_script {\nweb\n}';
const command = (text: string): string =>
  script(`script ${text}`) + instance(address, 'priority 100', tracked);
const service = (head: string, ...lines: string[]): string =>
  `virtual_server ${head} {\nlb_algo rr\nlb_kind NAT\nprotocol TCP\n${lines.join('\n')}\n}\n`;
const server = (ip: string, ...lines: string[]): string =>
  `real_server ${ip} {\n${lines.join('\n')}\n}`;
const checked = 'TCP_CHECK {\n}';
const globals = (...lines: string[]): string => `global_defs {\n${lines.join('\n')}\n}\n`;
const recipients = 'notification_email {\nadmin@example.net\n}';

const addresses = (device: string, ...ips: string[]): string =>
  `interface ${device}\nvirtual_ipaddress {\n${ips.join('\n')}\n}`;

/** A text, and how often the code is found in it. */
const cases: readonly (readonly [code: string, what: string, text: string, times: number])[] = [
  [
    'HA4001',
    'a script of two, of which the first counts',
    instance('notify /bin/a', 'notify /bin/b'),
    0,
  ],
  [
    'HA4001',
    'a keyword once in each of two blocks',
    globals('router_id a') + globals('router_id b'),
    0,
  ],

  [
    'HA4001',
    'two names of a keyword',
    service('192.0.2.1 80', 'lvs_sched wrr', server('10.0.0.1 80')),
    1,
  ],

  [
    'HA4203',
    'a script that is not defined',
    instance('nopreempt', 'track_script {\nnone weight 5\n}'),
    0,
  ],
  [
    'HA4204',
    'a script that stands twice',
    script('weight 100') + instance('priority 100', 'track_script {\nweb\nweb\n}'),
    0,
  ],
  [
    'HA4501',
    'a server that is skipped',
    service('192.0.2.1 80', server('10.0.0.1 80', checked), server('10.0.0.2 80-90')),
    0,
  ],
  [
    'HA4201',
    'an address that is skipped',
    instance(addresses('eth0', '192.0.2.1', '2001:db8::1')) +
      other(addresses('eth0', '2001:db8::1')),
    0,
  ],

  ['HA4101', 'an address with a name', globals('notification_email_from "LB <lb@example.net>"'), 0],
  ['HA4101', 'a script that opens a file', command('"</var/run/web.pid"'), 0],
  ['HA4101', 'a placeholder in a comment', '# <address>\n! x.x.x.x\n', 0],
  ['HA4101', 'an expression of Jinja', globals('router_id {{ name }}'), 1],
  ['HA4101', 'an address in parts', instance(address.replace('192.0', 'x.x')), 1],
  ['HA4101', 'several of them once', globals('router_id @NAME@', 'smtp_server <host>'), 1],
  ['HA4101', 'a name in capitals', globals('router_id LVS_DEVEL'), 0],
  [
    'HA4101',
    'names with an x',
    globals('router_id x.example.net', 'smtp_helo_name mx.example.net'),
    0,
  ],

  ['HA4102', 'letters of any script', globals('router_id Žižkov'), 0],
  ['HA4102', 'dashes in a quoted text', globals('router_id "a – b"'), 0],
  ['HA4102', 'a no-break space in a quoted text', globals('router_id "a\u00a0b"'), 1],
  ['HA4102', 'several in a line once', globals('router_id ａ：ｂ，ｃ'), 1],
  ['HA4102', 'one where an error says it already', instance(`priority\u00a0100`), 0],

  ['HA4103', 'braces that match, whatever the indentation', instance(address), 0],
  [
    'HA4103',
    'a block that ends too early',
    'vrrp_instance A {\n    interface eth0\n    unicast_peer {\n        192.0.2.2\n    }\n    }\n    priority 100\n}\n',
    1,
  ],
  ['HA4103', 'a file without indentation', `${instance(address)}}\n`, 0],

  [
    'HA4201',
    'an address twice in one instance',
    instance(addresses('eth0', '192.0.2.10', '192.0.2.10')),
    0,
  ],
  [
    'HA4201',
    'a link-local address on two links',
    instance(addresses('eth0', 'fe80::1')) + other(addresses('eth1', 'fe80::1')),
    0,
  ],
  [
    'HA4201',
    'a link-local address twice on a link',
    instance(addresses('eth0', 'fe80::1')) + other(addresses('eth0', 'fe80::1')),
    1,
  ],
  [
    'HA4201',
    'an excluded address',
    instance(address) + other('virtual_ipaddress_excluded {\n192.0.2.10\n}'),
    1,
  ],

  [
    'HA4202',
    'a file that a server follows',
    `track_file load {\nfile /run/load\n}\n${service('192.0.2.10 80', server('198.51.100.1 80', 'FILE_CHECK {\ntrack_file load\n}'))}`,
    0,
  ],
  [
    'HA4202',
    'a script that has the name of a file',
    `track_file web {\nfile /run/web\n}\n${command('/bin/a')}`,
    1,
  ],
  [
    'HA4202',
    'a script that a group follows',
    script('script /bin/a') +
      instance(address) +
      `vrrp_sync_group ALL {\ngroup {\nWEB\n}\n${tracked}\n}\n`,
    0,
  ],

  [
    'HA4203',
    'a weight of zero',
    script('script /bin/a', 'weight 0') + instance(address, 'nopreempt', tracked),
    0,
  ],
  [
    'HA4203',
    'nopreempt that is taken back',
    script('script /bin/a', 'weight 5') + instance(address, 'nopreempt', tracked, 'preempt'),
    0,
  ],
  [
    'HA4203',
    'a weight at the line that follows it',
    script('script /bin/a') + instance(address, 'nopreempt', 'track_script {\nweb weight -5\n}'),
    1,
  ],
  [
    'HA4203',
    'a file, which has a weight by itself',
    `track_file load {\nfile /run/load\n}\n${instance(address, 'nopreempt', 'track_file {\nload\n}')}`,
    1,
  ],

  [
    'HA4204',
    'weights up to the limit',
    script('script /bin/a', 'weight 4') + instance(address, 'priority 250', tracked),
    0,
  ],
  [
    'HA4204',
    'weights that only take away',
    script('script /bin/a', 'weight -250') + instance(address, 'priority 250', tracked),
    0,
  ],
  [
    'HA4204',
    'a weight that is turned round',
    script('script /bin/a', 'weight -5 reverse') + instance(address, 'priority 250', tracked),
    1,
  ],

  [
    'HA4205',
    'several instances once',
    instance('authentication {\nauth_type PASS\nauth_pass a\n}') +
      other('authentication {\nauth_type PASS\nauth_pass a\n}'),
    1,
  ],
  ['HA4205', 'a digest', instance('authentication {\nauth_type AH\nauth_pass a\n}'), 0],

  [
    'HA4206',
    'peers that are others',
    instance('unicast_src_ip 192.0.2.1', 'unicast_peer {\n192.0.2.2\n}'),
    0,
  ],
  ['HA4208', 'a priority that cannot be read', instance('state MASTER', 'priority high'), 0],
  [
    'HA4209',
    'strict mode turned off',
    globals('vrrp_strict off') + instance(address, 'priority 100'),
    0,
  ],
  [
    'HA4209',
    'strict mode of an owner',
    globals('vrrp_strict') + instance(address, 'priority 255'),
    0,
  ],
  [
    'HA4209',
    'an instance that is not strict',
    globals('vrrp_strict') + instance(address, 'strict_mode off'),
    0,
  ],
  ['HA4210', 'many missed adverts', instance('advert_int 5', 'down_timer_adverts 10'), 1],

  ['HA4301', 'quotes around what a shell reads', command(`"/bin/sh -c 'a && b > c'"`), 0],
  ['HA4301', 'a pipe', command('"/bin/a | /bin/b"'), 1],
  ['HA4301', 'a redirection without a blank', command('"/bin/a 2>/dev/null"'), 1],
  ['HA4301', 'a test for a file', command('"</run/web.pid"'), 0],
  ['HA4301', 'a comparison', command('"/usr/bin/test 5 -gt 3"'), 0],
  ['HA4301', 'an arrow in an argument', command('"/bin/a 192.0.2.1:80->192.0.2.2:80"'), 0],
  ['HA4301', 'a URL with an ampersand', command('"/usr/bin/curl http://localhost/?a=1&b=2"'), 0],
  ['HA4301', 'an argument that ends in a semicolon', command('"/bin/a b; /bin/c"'), 1],
  ['HA4301', 'a substitution in quotes', command(`"/bin/a 'on $(hostname)'"`), 1],
  ['HA4301', 'a variable before the command', command('"LANG=C /bin/a"'), 1],

  ['HA4302', 'a whole path', command('/bin/a'), 0],
  ['HA4303', 'a test for a file', command('"</run/web.pid"'), 0],
  ['HA4303', 'a home directory', command('~/bin/a'), 1],
  ['HA4304', 'a user by number', instance(address, 'notify /bin/a 1000 1000'), 0],
  ['HA4304', 'a user of an odd but possible name', instance(address, 'notify /bin/a web-01.x$'), 0],

  ['HA4401', 'no recipients', globals('notification_email {\n}'), 0],
  ['HA4402', 'alerts of one instance turned off', instance(address, 'smtp_alert no'), 0],
  ['HA4402', 'alerts for all', globals('smtp_alert') + instance(address), 1],
  [
    'HA4403',
    'servers, which mail by themselves',
    globals(recipients, 'smtp_server mail') +
      instance(address) +
      service('192.0.2.10 80', server('198.51.100.1 80', checked)),
    0,
  ],

  [
    'HA4501',
    'a server that is never checked beside none that is',
    service('192.0.2.10 80', server('198.51.100.1 80'), server('198.51.100.2 80')),
    0,
  ],
  [
    'HA4503',
    'a weight that a check gives',
    service(
      '192.0.2.10 80',
      server('198.51.100.1 80', 'weight 0', 'MISC_CHECK {\nmisc_path /bin/a\nmisc_dynamic\n}'),
    ),
    0,
  ],
  [
    'HA4504',
    'the port of the service, which a real server has without saying so',
    service('192.0.2.10 80', 'sorry_server 198.51.100.1 80', server('198.51.100.1', checked)),
    1,
  ],
  [
    'HA4505',
    'a check of another port',
    service(
      '192.0.2.10 443',
      server('198.51.100.1 443', 'HTTP_GET {\nconnect_port 8080\nurl {\npath /\n}\n}'),
    ),
    0,
  ],
  [
    'HA4505',
    'a check that expects to be refused',
    service(
      '192.0.2.10 443',
      server('198.51.100.1 443', 'HTTP_GET {\nurl {\npath /\nstatus_code 400\n}\n}'),
    ),
    0,
  ],
  [
    'HA4506',
    'a service of a host without virtual addresses',
    service('192.0.2.10 80', server('198.51.100.1 80', checked)),
    0,
  ],
  [
    'HA4506',
    'a static address',
    `static_ipaddress {\n192.0.2.11 dev eth0\n}\n${instance(address)}${service('192.0.2.11 80', server('198.51.100.1 80', checked))}`,
    0,
  ],
];

const everything = { codes: selectedCodes({}), severities: new Map() };

for (const [code, what, text, times] of cases) {
  test(`${code} ${times === 0 ? 'leaves alone' : 'finds'} ${what}`, () => {
    const found = judge(loadText('a.conf', text), everything);
    assert.is(found.filter((one) => one.code === code).length, times);
  });
}

test('stays quiet about the host without facts', () => {
  const found = judge(loadText('a.conf', command('/no/such/script')), everything);
  assert.equal(
    found.filter(({ code }) => code.startsWith('HA47')),
    [],
  );
});

test('names each rule by a code of its own', () => {
  assert.is(new Set(rules.map(({ code }) => code)).size, rules.length);
});

test.run();
