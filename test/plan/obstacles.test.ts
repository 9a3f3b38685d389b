// What the kernel would refuse as things stand, known before anybody tries.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type FakeHost, fakeHost } from '../support/fake-host.ts';
import { hostWith } from '../support/gen-kernel.ts';
import { planCase } from '../support/runs.ts';

const route = (line: string) => `static_routes {\n ${line}\n}\n`;
const address = (line: string) => `static_ipaddress {\n ${line}\n}\n`;
const onVmac = `vrrp_instance A {
    interface eth0
    virtual_router_id 51
    use_vmac
    virtual_ipaddress {
        10.0.0.10/24
    }
    virtual_routes {
        172.20.0.0/16 dev vrrp.51
    }
}
`;

const off = (device: string) => ({ ip: [], sysctl: [`net/ipv6/conf/${device}/disable_ipv6 = 1`] });
const down = (device: string) => ({ ip: [`link set dev ${device} down`] });
const up = { ip: [] };

const rows: readonly (readonly [
  what: string,
  setup: Parameters<typeof hostWith>[0],
  text: string,
  says: RegExp | null,
])[] = [
  ['a route over a link that is up', up, route('172.20.0.0/16 dev eth0'), null],
  [
    'a route over a link that is down',
    down('eth0'),
    route('172.20.0.0/16 dev eth0'),
    /refuses route 172\.20\.0\.0\/16: interface eth0 is down/,
  ],
  ['a route over another link', down('eth1'), route('172.20.0.0/16 dev eth0'), null],
  [
    'a hop over a link that is down',
    down('eth1'),
    route('172.20.0.0/16 nexthop via 10.0.0.2 dev eth0 nexthop via 10.0.1.2 dev eth1'),
    /interface eth1 is down/,
  ],
  ['a route over a link that the plan makes', up, onVmac, null],
  ['an IPv4 address on a link that is down', down('eth0'), address('10.0.0.9/24 dev eth0'), null],
  [
    'an IPv6 address where IPv6 is off',
    off('eth0'),
    address('2001:db8::9/64 dev eth0'),
    /address 2001:db8::9\/64 on eth0: IPv6 is switched off on eth0/,
  ],
  ['an IPv6 address where it is on', off('eth1'), address('2001:db8::9/64 dev eth0'), null],
  ['an IPv4 address where IPv6 is off', off('eth0'), address('10.0.0.9/24 dev eth0'), null],
];

const newHost = (setup: Parameters<typeof hostWith>[0]): FakeHost => fakeHost(hostWith(setup));

for (const [what, setup, text, says] of rows) {
  test(`${what} is ${says === null ? 'planned' : 'refused'}`, async () => {
    const roles = [{ name: 'all', role: 'master' as const }];
    const some = text === onVmac ? roles : [];
    const { plan, exit, diagnostics } = await planCase(newHost(setup), { text, roles: some });
    assert.is(exit, says === null ? 'done' : 'refused', diagnostics[0]?.message);
    assert.is(plan === null, says !== null);
    if (says === null) return;
    assert.is(diagnostics[0]?.code, 'HA5011');
    assert.match(diagnostics[0]?.message ?? '', says);
  });
}

test.run();
