// Single lines that keepalived 2.2.7 was asked about, each in a file that is right otherwise: what it
// says something about is found, and what it takes in silence is no error.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadText } from '../../src/app/load.ts';

const instance = (line: string, interfaces = 'interface eth0'): string =>
  `vrrp_instance V {\n${interfaces}\nvirtual_router_id 51\n${line}\n}\n`;
const statement = (line: string): string => instance(`${line}\nvirtual_ipaddress {\n10.0.0.1\n}`);
const address = (line: string): string => instance(`virtual_ipaddress {\n${line}\n}`);
const route = (line: string): string => statement(`virtual_routes {\n${line}\n}`);
const rule = (line: string): string => statement(`virtual_rules {\n${line}\n}`);
const globals = (line: string): string => `global_defs {\n${line}\n}\n`;
const service = (line: string, ip = '192.0.2.1', server = '10.0.0.1'): string =>
  `virtual_server ${ip} 80 {\nlb_algo rr\nlb_kind NAT\nprotocol TCP\npersistence_timeout 50\n${line}\n` +
  `real_server ${server} 80 {\nTCP_CHECK {\n}\n}\n}\n`;

const checked: Frame = (line) => service('').replace('TCP_CHECK {\n}', line);

type Frame = (line: string) => string;
const service6: Frame = (line) => service(line, '2001:db8::1', '2001:db8::2');

/** What keepalived does, the line, and what is found in it. */
const cases: readonly (readonly [frame: Frame, line: string, found: readonly string[]])[] = [
  [address, 'dev eth0 10.0.0.1/24', ['HA2010 error']],
  [address, 'no_track 10.0.0.1/24', ['HA2010 error']],
  [address, '10.0.0.1/24 dev eth0', []],
  [address, '10.0.0.2/24 peer 10.0.0.9', ['HA3033 error']],
  [address, '10.0.0.2/32 peer 10.0.0.9', []],
  [address, '10.0.0.2 peer 10.0.0.9', []],
  [address, '10.0.0.2 peer 10.0.0.9 peer 10.0.0.8', ['HA3033 error']],
  [address, '10.0.0.2 peer 10.0.0.9/24', ['HA2010 error']],
  [address, '10.0.0.2/24 scope 999', ['HA2014 error']],
  [address, '10.0.0.2/24 scope 256', ['HA2014 error']],
  [address, '10.0.0.2/24 scope GLOBAL', ['HA2014 error']],
  [address, '10.0.0.2/24 scope 0x10', []],
  [address, '10.0.0.2/24 scope link', []],
  [address, '10.0.0.2/', ['HA2034 warning']],
  [address, '10.0.0.2/x', ['HA2010 error']],
  [address, '10.0.0.2/+24', ['HA2034 warning']],
  [address, 'default', ['HA2010 error']],
  [address, '10.0.0.2/24 label ""', ['HA2014 warning']],
  [address, '10.0.0.2/24 preferred_lft ""', ['HA2034 warning']],
  [address, '10.0.0.2/24 preferred_lft " 5"', ['HA2034 warning']],
  [address, '10.0.0.2/24 preferred_lft -1', ['HA2014 error']],
  [address, '~SEQ (i,3) 10.0.0.${i}/24', []],
  [address, '~LST (i,3,4) 10.0.0.${i}/24', []],
  [statement, 'unicast_peer {\nmin_ttl 3 10.0.0.9\n}', ['HA2010 error']],
  [statement, 'vrf red', ['HA3034 warning']],
  [statement, 'use_vmac vrrp.1 x', ['HA3047 error']],
  [statement, 'use_vmac 02:00:00:00:00:01 02:00:00:00:00:02', ['HA3047 error']],
  [statement, 'use_vmac vrrp.1 02:00:00:00:00:01', []],
  [statement, 'use_vmac 02:00:00:00:00:01 x y', ['HA2005 warning']],
  [statement, 'use_ipvlan 10.0.0.7 10.0.0.8', ['HA3047 error']],
  [statement, 'use_ipvlan 10.0.0.7/24 x', []],
  [statement, 'priority " 100"', ['HA2034 warning']],
  [statement, 'priority "100 "', ['HA2008 error']],
  [statement, 'priority ""', ['HA2008 error']],
  [statement, 'advert_int " 2"', ['HA2034 warning']],
  [statement, 'garp_master_delay ""', ['HA2034 warning']],
  [route, '10.0.0.0/8 via 10.0.0.9 dev eth0 tos 300', ['HA2014 error']],
  [route, '10.0.0.0/8 via 10.0.0.9 dev eth0 tos 08', ['HA2014 error']],
  [route, '10.0.0.0/8 via 10.0.0.9 dev eth0 tos lowdelay', ['HA2014 error']],
  [route, '10.0.0.0/8 via 10.0.0.9 dev eth0 tos 0xff', []],
  [route, '10.0.0.0/8 via 10.0.0.9 dev eth0 tos AF11', []],
  [route, '10.0.0.0/8 via 10.0.0.9 dev eth0 scope 300', ['HA2014 error']],
  [route, '10.0.0.0/8 via 10.0.0.9 dev eth0 table 5 table 6', []],
  [route, '10.0.0.0/8 via inet6 fe80::1 dev eth0', ['HA3033 error']],
  [route, '2001:db8::/32 via inet6 fe80::1 dev eth0', []],
  [route, 'default via inet6 fe80::1 dev eth0', []],
  [route, '10.0.0.0/8 dev eth0 nexthop via inet6 fe80::1 dev eth0', ['HA3033 error']],
  [route, 'dev eth0 10.0.0.0/8 via 10.0.0.3', []],
  [route, '2001:db8::/32 via fe80::1 dev eth0 inet6', []],
  [route, '10.1.0.0/24 via 10.0.0.3 dev eth0 10.2.0.0/24', ['HA2003 warning']],
  [route, '10.1.0.0/24 inet via 10.0.0.3 dev eth0', ['HA2035 warning', 'HA2003 warning']],
  [route, '10.1.0.0/24 via 10.0.0.3 dev eth0 foo', ['HA2003 error']],
  [route, 'inet6 2001:db8::/32 via fe80::1 dev eth0', ['HA3026 error', 'HA2035 warning']],
  [rule, 'inet6 to all table 5 priority 2', ['HA2035 error']],
  [rule, 'inet table 5 priority 2', ['HA2035 error']],
  [rule, 'to 10.0.0.0/8 table 5 priority 2 inet 1', ['HA2035 warning']],
  [rule, 'from all table 5 priority 2 inet6', []],
  [rule, 'table 5 table 6 priority 2', ['HA3033 error']],
  [rule, 'tos 256 table 5 priority 2', ['HA2014 error']],
  [globals, 'vrrp_garp_extra_if 10 20 30', ['HA2005 warning']],
  [globals, 'vrrp_garp_extra_if all 10', []],
  [globals, 'lvs_sync_daemon eth0 NOPE', ['HA3002 warning']],
  [globals, 'default_interface abcdefghijklmnopqrst', ['HA2012 warning']],
  [globals, 'umask 99', ['HA2034 warning']],
  [globals, 'umask 022', []],
  [globals, 'umask 777', ['HA2014 error']],
  [globals, 'umask 00777', []],
  [globals, 'umask 09', ['HA2014 error']],
  [globals, 'umask IRUSR|', ['HA2014 error']],
  [globals, 'umask IRUSR|IWOTH', []],
  [globals, 'umask IRWXG', ['HA2014 error']],
  [service, 'persistence_granularity 255.255.255.0', []],
  [service, 'persistence_granularity 255.0.255.0', ['HA2010 warning']],
  [service, 'persistence_granularity 300', ['HA2034 warning']],
  [service, 'persistence_granularity 1.1', ['HA2034 warning']],
  [service, 'persistence_granularity 4294967296', ['HA2010 error']],
  [service, 'persistence_granularity 24x', ['HA2010 error']],
  [checked, 'HTTP_GET {\nurl {\npath /\nstatus_code " 200"\n}\n}', ['HA2034 warning']],
  [checked, 'DNS_CHECK {\ntype a\nname ""\n}', ['HA2014 warning']],
  [service6, 'persistence_granularity 64', []],
  [service6, 'persistence_granularity 300', ['HA2009 error']],
];

for (const [frame, line, found] of cases) {
  const verdict = found.length === 0 ? 'is taken' : `gives ${found.join(' and ')}`;
  test(`${line.replaceAll('\n', ' ')} ${verdict}`, () => {
    const { diagnostics } = loadText('keepalived.conf', frame(line), { target: '2.2.7' });
    assert.equal(
      diagnostics.map(({ code, severity }) => `${code} ${severity}`),
      found,
    );
  });
}

test.run();
