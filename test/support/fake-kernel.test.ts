// The fake kernel against what was seen of real ones (Linux 6.1 and 6.18, iproute2 6.1, ipvsadm 1.31,
// nftables 1.0.6, procps 4.0). test/e2e/fake-kernel.test.ts compares the two side by side.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type FakeKernel, fakeKernel } from './fake-kernel.ts';
import type { FakeAddress } from './fake-kernel/state.ts';
import { hostKernel, hostWith, type Setup } from './gen-kernel.ts';

const two = 'addr add 10.0.0.1/24 dev eth0\naddr add 10.0.0.2/24 dev eth0\n';

const run = (kernel: FakeKernel, argv: string, stdin: string) =>
  kernel.exec.run(argv.split(' '), stdin);

const ip = (kernel: FakeKernel, ...lines: string[]) =>
  run(kernel, 'ip -batch -', `${lines.join('\n')}\n`);

const link = (kernel: FakeKernel, name: string) => {
  const found = kernel.state.links.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no link ${name}`);
  return found;
};

const names = (addresses: readonly FakeAddress[]): string[] =>
  addresses.map(({ ip: address, secondary }) => (secondary ? `(${address})` : address));

const routes = (kernel: FakeKernel): string[] =>
  kernel.state.routes.map(({ destination, table }) =>
    table === 254 ? destination : `${destination} ${table}`,
  );

const refusals: readonly (readonly [what: string, lines: string[], message: string])[] = [
  ['an address twice', ['addr add 10.0.0.1/24 dev eth0'], 'Error: ipv4: Address already assigned.'],
  [
    'an IPv6 address twice, whatever its length',
    ['addr add 2001:db8::1/48 dev eth0'],
    'Error: ipv6: address already assigned.',
  ],
  [
    'another scope in one network',
    ['addr add 10.0.0.9/24 dev eth0 scope 253'],
    'Error: ipv4: Invalid scope value.',
  ],
  [
    'an address that is not there',
    ['addr del 10.0.0.9/24 dev eth0'],
    'Error: ipv4: Address not found.',
  ],
  ['a link that is not there', ['addr add 10.0.0.9/24 dev eth9'], 'Cannot find device "eth9"'],
  ['to delete hardware', ['link del dev eth0'], 'RTNETLINK answers: Operation not supported'],
  [
    'a gateway that is not near',
    ['route add 10.9.0.0/16 via 10.5.0.1 dev eth0'],
    'Error: Nexthop has invalid gateway.',
  ],
  [
    'an IPv6 gateway that is not near',
    ['route add 2001:db8:9::/48 via 2001:db8:5::1'],
    'RTNETLINK answers: No route to host',
  ],
  [
    'a source that is no address of the host',
    ['route add 10.9.0.0/16 dev eth0 src 10.0.0.9'],
    'Error: Invalid prefsrc address.',
  ],
  [
    'a second route of one key',
    ['route add 10.9.0.0/16 dev eth0', 'route add 10.9.0.0/16 via 10.0.0.254'],
    'RTNETLINK answers: File exists',
  ],
  [
    'a route that is not there',
    ['route del 10.9.0.0/16 dev eth0'],
    'RTNETLINK answers: No such process',
  ],
  [
    'the same rule twice',
    ['rule add priority 5 lookup 100 protocol 18', 'rule add priority 5 lookup 100 protocol 18'],
    'RTNETLINK answers: File exists',
  ],
  [
    'a rule that is not there',
    ['rule del priority 5 lookup 100 protocol 18'],
    'RTNETLINK answers: No such file or directory',
  ],
  [
    'two macvlans with one Ethernet address on one parent',
    [
      'link add link eth0 name a address 00:00:5e:00:01:01 type macvlan mode private',
      'link add link eth0 name b address 00:00:5e:00:01:01 type macvlan mode private',
      'link set dev a up',
      'link set dev b up',
    ],
    'RTNETLINK answers: Address already in use',
  ],
];

for (const [what, lines, message] of refusals) {
  test(`ip refuses ${what}`, async () => {
    const kernel = hostWith({
      ip: [...two.trim().split('\n'), 'addr add 2001:db8::1/64 dev eth0'],
    });
    const { exitCode, stderr } = await ip(kernel, ...lines);
    assert.is(exitCode, 1);
    assert.is(stderr, `${message}\nCommand failed -:${lines.length}\n`);
  });
}

test('ip -batch stops at the first line that is refused', async () => {
  const kernel = hostWith();
  const lines = ['1', '1', '2'].map((host) => `addr add 10.0.0.${host}/24 dev eth0`);
  assert.match((await ip(kernel, ...lines)).stderr, 'Command failed -:2');
  assert.equal(names(link(kernel, 'eth0').inet), ['10.0.0.1']);
});

test('ip takes two rules that differ in their protocol alone', async () => {
  const kernel = hostWith();
  const lines = [3, 18].map((protocol) => `rule add priority 5 lookup 100 protocol ${protocol}`);
  assert.is((await ip(kernel, ...lines)).exitCode, 0);
});

test('a primary address takes its secondaries along', async () => {
  const kernel = hostWith({ ip: [...two.trim().split('\n'), 'addr add 10.0.1.1/24 dev eth0'] });
  assert.equal(names(link(kernel, 'eth0').inet), ['10.0.0.1', '10.0.1.1', '(10.0.0.2)']);
  await ip(kernel, 'addr del 10.0.0.1/24 dev eth0');
  assert.equal(names(link(kernel, 'eth0').inet), ['10.0.1.1']);
});

for (const device of ['eth0', 'all']) {
  test(`with promote_secondaries of ${device} the first secondary becomes primary`, async () => {
    const kernel = hostWith({
      sysctl: [`net/ipv4/conf/${device}/promote_secondaries = 1`],
      ip: [...two.trim().split('\n'), 'addr add 10.0.0.3/24 dev eth0'],
    });
    await ip(kernel, 'addr del 10.0.0.1/24 dev eth0');
    assert.equal(names(link(kernel, 'eth0').inet), ['10.0.0.2', '(10.0.0.3)']);
  });
}

test('addresses with peers in one network are primary and secondary, too', async () => {
  const kernel = hostWith({
    ip: [
      'addr add 10.0.0.1 peer 10.9.0.1/32 dev eth0',
      'addr add 10.0.0.2 peer 10.9.0.1/32 dev eth0',
    ],
  });
  assert.equal(names(link(kernel, 'eth0').inet), ['10.0.0.1', '(10.0.0.2)']);
});

const routeSetup: Setup = {
  ip: [
    ...two.trim().split('\n'),
    'addr add 10.0.1.1/24 dev eth1',
    'route add 172.16.1.0/24 via 10.0.0.254 src 10.0.0.2',
    'route add 172.16.2.0/24 via 10.0.0.254 src 10.0.0.2 table 100',
    'route add 172.16.3.0/24 via 10.0.0.254',
    'route add 172.16.4.0/24 nexthop via 10.0.0.254 nexthop via 10.0.1.254',
    'route add blackhole 172.16.5.0/24',
  ],
};

test('a route of the main table goes with the address that is its source', async () => {
  const kernel = hostWith(routeSetup);
  await ip(kernel, 'addr del 10.0.0.2/24 dev eth0');
  assert.not(routes(kernel).includes('172.16.1.0/24'));
  assert.ok(routes(kernel).includes('172.16.2.0/24 100'));
});

test('the last IPv4 address of a link takes its IPv4 routes of all tables along', async () => {
  const kernel = hostWith(routeSetup);
  await ip(kernel, 'addr del 10.0.0.2/24 dev eth0', 'addr del 10.0.0.1/24 dev eth0');
  assert.equal(routes(kernel), ['172.16.4.0/24', '172.16.5.0/24']);
});

test('a multipath route lives on by its other hop, and by both when the address is back', async () => {
  const kernel = hostWith(routeSetup);
  const dead = () =>
    kernel.state.routes.find(({ hops }) => hops.length === 2)?.hops.map((hop) => hop.dead);
  await ip(kernel, 'addr del 10.0.0.2/24 dev eth0', 'addr del 10.0.0.1/24 dev eth0');
  assert.equal(dead(), [true, false]);
  await ip(kernel, 'addr add 10.0.0.5/24 dev eth0');
  assert.equal(dead(), [false, false]);
});

test('an IPv6 route stays without its source when that address goes', async () => {
  const kernel = hostWith({
    ip: [
      'addr add 2001:db8::1/64 dev eth0',
      'addr add 2001:db8::2/64 dev eth0',
      'route add 2001:db8:9::/48 via 2001:db8::fe src 2001:db8::2',
    ],
  });
  await ip(kernel, 'addr del 2001:db8::2/64 dev eth0');
  assert.equal(routes(kernel), ['2001:db8:9::/48']);
  assert.is(kernel.state.routes[0]?.source, undefined);
});

test('a link takes its addresses, routes and parameters along', async () => {
  const kernel = hostWith({
    ip: [
      'link add link eth0 name m.1 address 00:00:5e:00:01:01 type macvlan mode private',
      'link set dev m.1 up',
      'addr add 10.5.0.1/24 dev m.1',
      'route add 172.16.0.0/16 via 10.5.0.254',
    ],
  });
  assert.is(kernel.state.sysctls.get('net/ipv4/conf/m.1/rp_filter'), '0');
  await ip(kernel, 'link del dev m.1');
  assert.equal(kernel.state.routes, []);
  assert.not(kernel.state.sysctls.has('net/ipv4/conf/m.1/rp_filter'));
});

test('a new link has the parameters of default', async () => {
  const kernel = hostWith({
    sysctl: ['net/ipv4/conf/default/rp_filter = 2'],
    ip: ['link add link eth0 name m address 00:00:5e:00:01:01 type macvlan mode private'],
  });
  assert.is(kernel.state.sysctls.get('net/ipv4/conf/m/rp_filter'), '2');
});

test('a link that comes up makes a link-local address unless addrgenmode is none', async () => {
  const add = (name: string, mac: string) =>
    `link add link eth0 name ${name} address ${mac} type macvlan mode private`;
  const kernel = hostWith({
    ip: [
      add('a', '00:00:5e:00:02:01'),
      'link set dev a up',
      add('b', '00:00:5e:00:02:02'),
      'link set dev b addrgenmode none',
      'link set dev b up',
    ],
  });
  assert.equal(names(link(kernel, 'a').inet6), ['fe80::200:5eff:fe00:201']);
  assert.equal(link(kernel, 'b').inet6, []);
});

test('disable_ipv6 takes the IPv6 addresses of a link and refuses others', async () => {
  const kernel = hostWith({ ip: ['addr add 2001:db8::1/64 dev eth0'] });
  await run(kernel, 'sysctl -q -p -', 'net/ipv6/conf/eth0/disable_ipv6 = 1\n');
  assert.equal(link(kernel, 'eth0').inet6, []);
  const { stderr } = await ip(kernel, 'addr add 2001:db8::1/64 dev eth0');
  assert.match(stderr, 'IPv6 is disabled on this device');
});

test('ip addr show lists addresses as the kernel has them, without addrgenmode', async () => {
  const kernel = hostWith({ ip: two.trim().split('\n') });
  const { stdout } = await run(kernel, 'ip -N -j -d addr show', '');
  const eth0 = (JSON.parse(stdout) as { ifname: string; addr_info: unknown[] }[])[1];
  assert.equal(eth0?.addr_info[1], {
    family: 'inet',
    local: '10.0.0.2',
    prefixlen: 24,
    scope: '0',
    secondary: true,
    label: 'eth0',
    valid_life_time: 4294967295,
    preferred_life_time: 4294967295,
  });
  assert.not.match(stdout, 'inet6_addr_gen_mode');
  assert.match((await run(kernel, 'ip -N -j -d link show', '')).stdout, 'inet6_addr_gen_mode');
});

test('sysctl -p goes on after a refused line and ends with 1', async () => {
  const kernel = hostWith();
  const lines = ['eth9', 'eth0'].map((name) => `net/ipv4/conf/${name}/rp_filter = 2\n`);
  const { exitCode, stderr } = await run(kernel, 'sysctl -q -p -', lines.join(''));
  assert.is(exitCode, 1);
  assert.match(stderr, 'cannot stat /proc/sys/net/ipv4/conf/eth9/rp_filter');
  assert.is(kernel.state.sysctls.get('net/ipv4/conf/eth0/rp_filter'), '2');
});

test('ipvsadm -R goes on after refused lines and ends with the status of the last', async () => {
  const kernel = hostWith();
  const first = ['-A -t 10.0.0.1:80 -s rr', '-A -t 10.0.0.1:80 -s rr', '-A -t 10.0.0.1:81 -s rr'];
  const { exitCode, stderr } = await run(kernel, 'ipvsadm -R', `${first.join('\n')}\n`);
  assert.is(exitCode, 0);
  assert.is(stderr, 'Service already exists\n');
  assert.is(kernel.state.ipvs.services.length, 2);
  const last = await run(kernel, 'ipvsadm -R', '-D -t 10.0.0.1:99\n');
  assert.is(last.exitCode, 255);
});

test('ipvsadm -R ends at a line that it cannot read', async () => {
  const kernel = hostWith();
  const lines = '-A -t 10.0.0.1:80 -s rr\n-A -t bogus\n-A -t 10.0.0.1:81 -s rr\n';
  assert.is((await run(kernel, 'ipvsadm -R', lines)).exitCode, 2);
  assert.is(kernel.state.ipvs.services.length, 1);
});

test('an edit of a service replaces all and keeps its servers', async () => {
  const kernel = hostWith({
    ip: [],
    ipvsadm: [
      '-A -t 10.0.0.1:80 -s sh -p 60 -b sh-port',
      '-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 3',
    ],
  });
  await run(kernel, 'ipvsadm -R', '-E -t 10.0.0.1:80 -s rr\n');
  const { stdout } = await run(kernel, 'ipvsadm -Sn', '');
  assert.is(stdout, '-A -t 10.0.0.1:80 -s rr\n-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 3\n');
});

test('nft does all of a transaction or nothing', async () => {
  const kernel = hostWith();
  const table = { family: 'ip', name: 'x' };
  const rule = { family: 'ip', table: 'x', chain: 'nowhere', expr: [] };
  const input = JSON.stringify({ nftables: [{ add: { table } }, { add: { rule } }] });
  assert.is((await run(kernel, 'nft -j -f -', input)).exitCode, 1);
  assert.equal(kernel.state.tables, []);
});

test('nft keeps the interfaces of a set by number, so another link is not the same', async () => {
  const kernel = hostWith({
    ip: ['link add link eth0 name m address 00:00:5e:00:01:01 type macvlan mode private'],
    nft: [
      { add: { table: { family: 'ip', name: 'x' } } },
      { add: { set: { family: 'ip', table: 'x', name: 's', type: 'iface_index', elem: ['m'] } } },
    ],
  });
  const elements = async () => {
    const { stdout } = await run(kernel, 'nft -j list ruleset', '');
    return /"elem":(\[[^\]]*\])/.exec(stdout)?.[1];
  };
  assert.is(await elements(), '["m"]');
  await ip(
    kernel,
    'link del dev m',
    'link add link eth0 name m address 00:00:5e:00:01:01 type macvlan mode private',
  );
  assert.is(await elements(), '["5"]');
});

test('a kernel refuses who may not change it', async () => {
  const kernel = hostWith();
  kernel.circumstances = { ...kernel.circumstances, mayChange: false };
  const { stderr } = await ip(kernel, 'addr add 10.0.0.1/24 dev eth0');
  assert.is(stderr, 'RTNETLINK answers: Operation not permitted\nCommand failed -:1\n');
  assert.match((await run(kernel, 'ipvsadm -Sn', '')).stderr, 'you must be root');
  assert.is((await run(kernel, 'ip -N -j -d link show', '')).exitCode, 0);
});

test('a lying tool says that all is well and does nothing', async () => {
  const kernel = fakeKernel(hostKernel());
  kernel.fault = { kind: 'lie', batch: 1 };
  assert.is((await ip(kernel, 'addr add 10.0.0.1/24 dev eth0')).exitCode, 0);
  assert.equal(link(kernel, 'eth0').inet, []);
});

test.run();
