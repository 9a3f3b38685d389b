// Which node this is and who else is there: options, then a daemon, then cluster.xml.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Cluster } from '../../../src/ir/cluster.ts';
import type { Farm } from '../../../src/ir/farm.ts';
import { type FarmView, initialWorld } from '../../../src/ir/world.ts';
import { assignSite, type SiteOptions } from '../../../src/plan/host/site.ts';
import { configWith, farmModule, hostWith } from '../../support/modules.ts';

const span = { start: 0, end: 1 };

const cluster: Cluster = {
  port: 4800,
  pulseMs: 100,
  span,
  lans: [
    {
      name: 'default',
      isForCommands: true,
      span,
      nodes: ['10.0.0.1', '10.0.0.2', 'third'].map((host, index) => ({
        name: `n${index + 1}`,
        host,
        span,
      })),
    },
  ],
};

const names = { third: ['10.0.0.3'] };

interface Case {
  readonly options?: SiteOptions;
  readonly links?: readonly string[];
  readonly farms?: readonly Farm[];
  readonly cluster?: Cluster | null;
  readonly reported?: Readonly<Record<string, FarmView>>;
}

const siteOf = ({ options = {}, links = ['eth0 10.0.0.1/24'], ...more }: Case) => {
  const { farms = [farmModule('WEB')], reported } = more;
  const known = more.cluster === undefined ? cluster : more.cluster;
  const config = configWith({ farms, ...(known !== null && { cluster: known }) });
  const world = {
    ...initialWorld,
    host: hostWith(links, names),
    ...(reported !== undefined && { farms: new Map(Object.entries(reported)) }),
  };
  const { world: assigned, diagnostics, assumptions } = assignSite(config, options, world);
  return {
    views: Object.fromEntries(assigned.farms ?? []),
    codes: diagnostics.map(({ code, help }) => `${code} ${help}`),
    lines: assumptions.map(({ about, text }) => `${about}: ${text}`),
  };
};

test('the node is the one whose address this host has', () => {
  const { views, lines, codes } = siteOf({});
  assert.equal(codes, []);
  assert.equal(views, { WEB: { node: 'n1', members: ['n1', 'n2', 'n3'], traffic: 'open' } });
  assert.equal(lines, [
    'node: n1 (its address 10.0.0.1 is on eth0)',
    'members: n1, n2, n3 (all of the cluster, assumed to be there; say it with --members NAME,...)',
    'traffic: open (as modules without scriptcontrol start)',
  ]);
});

test('a node of cluster.xml may be a host name', () => {
  assert.is(siteOf({ links: ['eth0 10.0.0.3/24'] }).views['WEB']?.node, 'n3');
});

test('options go before a daemon, and that before the files', () => {
  const daemon: FarmView = { node: 'n2', members: ['n2'], traffic: 'closed' };
  assert.equal(siteOf({ reported: { WEB: daemon } }).views, { WEB: daemon });
  const options: SiteOptions = {
    node: 'n1',
    members: [{ is: ['n1', 'n2'] }],
    traffic: [{ is: 'open' }],
  };
  const { views, lines } = siteOf({ options, reported: { WEB: daemon } });
  assert.equal(views, { WEB: { node: 'n1', members: ['n1', 'n2'], traffic: 'open' } });
  assert.equal(lines, [
    'node: n1 (as --node says)',
    'members: n1, n2 (as --members says)',
    'traffic: open (as --traffic says)',
  ]);
});

test('each module may have members and traffic of its own', () => {
  const farms = [farmModule('WEB'), farmModule('DNS', { scriptControl: true })];
  const members = [{ module: 'DNS', is: ['n1'] }];
  const { views, lines } = siteOf({ farms, options: { members } });
  assert.equal(views, {
    WEB: { node: 'n1', members: ['n1', 'n2', 'n3'], traffic: 'open' },
    DNS: { node: 'n1', members: ['n1'], traffic: 'closed' },
  });
  assert.equal(lines.slice(2), [
    'members: DNS: n1 (as --members says)',
    'traffic: WEB: open (as modules without scriptcontrol start)',
    'traffic: DNS: closed (until a script of the module opens it: scriptcontrol is on)',
  ]);
});

test('a mirror needs none of it', () => {
  const { views, lines, codes } = siteOf({ farms: [], cluster: null });
  assert.equal([views, lines, codes], [{}, [], []]);
});

const refused: readonly (readonly [name: string, of: Case, said: string])[] = [
  ['a mistyped node', { options: { node: 'm1' } }, 'HA5411 did you mean "n1"?'],
  [
    'a strange member',
    { options: { members: [{ is: ['n1', 'server'] }] } },
    'HA5411 it has n1, n2, n3',
  ],
  [
    'a mistyped module',
    { options: { traffic: [{ module: 'WEP', is: 'open' }] } },
    'HA5414 did you mean "WEB"?',
  ],
  [
    'a host that is no node',
    { links: ['eth0 10.0.0.9/24'] },
    'HA5412 say it with --node NAME, one of n1, n2, n3',
  ],
  [
    'a host that is two nodes',
    { links: ['eth0 10.0.0.1/24 10.0.0.2/24'] },
    'HA5412 say it with --node NAME, one of n1, n2, n3',
  ],
  [
    'no cluster',
    { cluster: null },
    'HA5412 say it with --node NAME, or name the file with --cluster FILE',
  ],
  [
    'no cluster and no members',
    { cluster: null, options: { node: 'n1' } },
    'HA5413 say it with --members NAME,NAME, or name cluster.xml with --cluster FILE',
  ],
];

for (const [name, of, said] of refused) {
  test(`${name} is ${said.slice(0, 6)}`, () => {
    assert.equal(siteOf(of).codes, [said]);
  });
}

test.run();
