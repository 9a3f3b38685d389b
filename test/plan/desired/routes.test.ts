// Routes and rules of a file in the form in which the kernel's are listed.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadText } from '../../../src/app/load.ts';
import { initialWorld } from '../../../src/ir/world.ts';
import { desired } from '../../../src/plan/desired/desired.ts';
import { type KernelRoute, kernelNames, type Resource } from '../../../src/plan/state.ts';

const wantedBy = (block: string, line: string): Resource | undefined => {
  const { config } = loadText('input.conf', `${block} {\n ${line}\n}\n`).loaded;
  return [...desired(config, initialWorld, kernelNames).wanted.state.values()][0];
};

const gateway = '10.9.0.0/16 via 10.0.0.254';

const metrics: readonly (readonly [words: string, metrics: Record<string, string>])[] = [
  ['mtu 1400', { mtu: '1400' }],
  ['rto_min 1s', { rto_min: '1000' }],
  ['rto_min 300ms', { rto_min: '300' }],
  ['hoplimit 40 initcwnd 10', { hoplimit: '40', initcwnd: '10' }],
];

for (const [words, expected] of metrics) {
  test(`a route with ${words} has the metrics ${JSON.stringify(expected)}`, () => {
    const route = wantedBy('static_routes', `${gateway} ${words}`) as KernelRoute;
    assert.equal(route.metrics, expected);
  });
}

const routes: readonly (readonly [line: string, part: Partial<KernelRoute>])[] = [
  [gateway, { via: '10.0.0.254', protocol: 18, table: 254, metric: 0, scope: 0, hops: [] }],
  // One hop is no multipath to the kernel.
  [
    '10.9.0.0/16 nexthop via 10.0.0.254 dev eth0 weight 3 onlink',
    { via: '10.0.0.254', device: 'eth0', onLink: true, hops: [] },
  ],
  [
    '10.9.0.0/16 nexthop via 10.0.0.254 nexthop via 10.0.1.254 dev eth1 weight 2',
    {
      hops: [
        { via: '10.0.0.254', weight: 1, onLink: false },
        { via: '10.0.1.254', device: 'eth1', weight: 2, onLink: false },
      ],
    },
  ],
  ['2001:db8:5::/48 via 2001:db8::fe pref medium', { metrics: {} }],
  ['2001:db8:9::/48 via 2001:db8::fe', { family: 'inet6', metric: 1024, scope: 0 }],
  [`${gateway} tos 0x10`, { tos: 16 }],
  [
    `${gateway} table main scope link protocol static no_track`,
    { table: 254, scope: 253, protocol: 4 },
  ],
];

for (const [line, part] of routes) {
  test(`the route ${line} is ${JSON.stringify(part)}`, () => {
    const route = wantedBy('static_routes', line) as KernelRoute;
    const found = Object.keys(part).map((name) => [name, route[name as keyof KernelRoute]]);
    assert.equal(Object.fromEntries(found), part);
  });
}

const rules: readonly (readonly [line: string, selector: string])[] = [
  ['from 10.0.0.0/24 table 100', 'from 10.0.0.0/24 lookup 100'],
  ['from 10.0.0.1 table main', 'from 10.0.0.1 lookup 254'],
  ['to 10.0.0.0/24 iif eth0 table 100', 'from all to 10.0.0.0/24 iif eth0 lookup 100'],
  ['not from 10.0.0.0/24 table 100', 'not from 10.0.0.0/24 lookup 100'],
  ['fwmark 5 table 100', 'from all fwmark 0x5 lookup 100'],
  ['fwmark 5/255 table 100', 'from all fwmark 0x5/0xff lookup 100'],
  // No condition at all, and one on the masked bits.
  ['fwmark 0 table 100', 'from all lookup 100'],
  ['fwmark 0/255 table 100', 'from all fwmark 0/0xff lookup 100'],
  ['ipproto tcp dport 80-80 table 100', 'from all ipproto 6 dport 80 lookup 100'],
  ['ipproto 47 sport 1-5 table 100', 'from all ipproto 47 sport 1-5 lookup 100'],
  ['from 10.0.0.0/24 blackhole', 'from 10.0.0.0/24 blackhole'],
  ['from 10.0.0.0/24 nop', 'from 10.0.0.0/24 nop'],
  ['from 10.0.0.0/24 goto 2000', 'from 10.0.0.0/24 goto 2000'],
];

for (const [line, selector] of rules) {
  test(`the rule ${line} is listed as ${selector}`, () => {
    const rule = wantedBy('static_rules', `${line} priority 1000`);
    assert.is(rule?.kind === 'rule' ? rule.selector : rule?.kind, selector);
  });
}

test.run();
