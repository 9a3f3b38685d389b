// The data path of a farm: fixtures/farm has what a node holds, as the plan shows it; the tables below
// have what depends on the circumstances.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { emitBatches } from '../../../../src/emit/batches.ts';
import type { Config } from '../../../../src/ir/model.ts';
import type { World } from '../../../../src/ir/world.ts';
import { desired } from '../../../../src/plan/desired/desired.ts';
import { tableName } from '../../../../src/plan/desired/farm/names.ts';
import { makePlan } from '../../../../src/plan/plan.ts';
import { kernelNames, type NftTable } from '../../../../src/plan/state.ts';
import { nftLines } from '../../../../src/views/nft.ts';
import { plain } from '../../../../src/views/paint.ts';
import { renderSteps } from '../../../../src/views/plan.ts';
import {
  clusterOf,
  configWith,
  eth0,
  farmGroup,
  farmInterface,
  farmOf,
  worldOf,
} from '../../../support/farm/farms.ts';
import { expectGolden } from '../../../support/golden.ts';
import { expectValid } from '../../../support/schemas.ts';

const vips = ['10.77.0.222', 'fd77::222'];
const services = [
  '* tcp/80 on_addr',
  '10.77.0.222 tcp/* on_port',
  'vip.example udp/54 on_ipid',
  '* udp/53 on_port',
];
const invisible = farmInterface('invisible', vips);
const directed = farmInterface('directed', vips);
const web = farmGroup('web', '', services);

const stepsFor = (config: Config, world: World) => {
  const { wanted, diagnostics } = desired(config, world, kernelNames);
  assert.equal(diagnostics, []);
  return makePlan(wanted.state, new Map(), new Map()).steps;
};

const golden: { readonly [name: string]: readonly [Config, World] } = {
  invisible: [configWith([farmOf([invisible], [web])], clusterOf(3)), worldOf('n1 n2 n3')],
  directed: [
    configWith(
      [farmOf([directed], [farmGroup('web', '', [...services, '* arp on_addr'])])],
      clusterOf(3),
    ),
    worldOf('n1 n2 n3'),
  ],
  'one-of-three': [configWith([farmOf([directed], [web])], clusterOf(3)), worldOf('n1 n2')],
  powers: [
    configWith([
      farmOf(
        [farmInterface('invisible', ['10.77.0.222'])],
        [
          farmGroup('front office', 'n1=2 n2=1 n3=1', ['* tcp/80 on_addr']),
          farmGroup('none', 'n1=0 n2=1 n3=3', ['* tcp/81 on_addr']),
          farmGroup('all', 'n1=1 n2=0 n3=0', ['* tcp/82 on_addr']),
        ],
      ),
    ]),
    worldOf('n1 n2 n3'),
  ],
};

for (const [name, [config, world]] of Object.entries(golden)) {
  test(`a node holds what fixtures/farm/${name}.txt says`, () => {
    const steps = stepsFor(config, world);
    expectGolden(`farm/${name}.txt`, `${renderSteps(steps, plain).join('\n')}\n`);
  });

  test(`what nft gets for ${name} is valid`, () => {
    const inputs = emitBatches(stepsFor(config, world)).filter(({ tool }) => tool === 'nft');
    assert.is(inputs.length, 1);
    for (const { stdin } of inputs) expectValid('nftables', JSON.parse(stdin));
  });
}

const tableOf = (config: Config, world: World, module = 'web'): NftTable | undefined => {
  const { wanted } = desired(config, world, kernelNames);
  const table = wanted.state.get(`nft-table:netdev:hactl_${module}`);
  return table?.kind === 'nft-table' ? table : undefined;
};

const chainLines = (config: Config, world: World, chain: string): string[] => {
  const table = tableOf(config, world);
  const lines = table === undefined ? [] : nftLines(table);
  return lines
    .filter((line) => line.startsWith(`${chain}: `))
    .map((line) => line.slice(chain.length + 2));
};

const three = configWith([farmOf([invisible], [web])], clusterOf(3));

const shares: readonly (readonly [what: string, world: World, lines: readonly string[]])[] = [
  ['alone', worldOf('n1'), ['counter accept']],
  [
    'with another',
    worldOf('n1 n3'),
    [`${'jhash ip saddr mod 256 seed 23294'} 0-127 counter accept`, 'counter drop'],
  ],
  ['with its traffic closed', worldOf('n1 n2 n3', { traffic: 'closed' }), ['counter drop']],
  [
    'as n2 while n1 is away',
    worldOf('n2 n3', { node: 'n2' }),
    ['jhash ip saddr mod 256 seed 23294 { 0-42, 86-170 } counter accept', 'counter drop'],
  ],
];

for (const [what, world, lines] of shares) {
  test(`a node keeps its share: ${what}`, () => {
    assert.equal(chainLines(three, world, 'web_addr_ip'), lines);
  });
}

test('nodes whose traffic is closed hand on all that they get', () => {
  const config = configWith([farmOf([directed], [web])], clusterOf(2));
  assert.equal(chainLines(config, worldOf('n1 n2', { traffic: 'closed' }), 'web_addr_ip'), [
    'ip ttl 1 counter drop',
    'ip ttl set 2 counter fwd ip to 10.77.0.12 device eth0',
    'counter drop',
  ]);
});

test('a node that is not among the members has nothing of the farm', () => {
  const { wanted, diagnostics } = desired(three, worldOf('n2 n3'), kernelNames);
  assert.equal([...wanted.state.keys()], []);
  assert.equal(diagnostics, []);
});

test('two modules have two tables and two links, and agree on the parameters of their interface', () => {
  const other = farmInterface('invisible 5a:fe:0a:4d:00:df', ['10.77.0.223']);
  const farms = [farmOf([invisible], [web]), farmOf([other], [web], 'mail')];
  const { wanted, diagnostics } = desired(
    configWith(farms, clusterOf(3)),
    worldOf('n1 n2'),
    kernelNames,
  );
  assert.equal(diagnostics, []);
  const keys = [...wanted.state.keys()].filter((key) => /^(link|nft-table):/.test(key));
  assert.equal(keys, [
    'link:vm5afe0a4d00de',
    'nft-table:netdev:hactl_web',
    'link:vm5afe0a4d00df',
    'nft-table:netdev:hactl_mail',
  ]);
});

test('groups of one name have chains of their own', () => {
  const groups = [
    farmGroup('web', 'n1=1 n2=1', ['* tcp/80 on_addr']),
    farmGroup('web', 'n1=1 n2=3', ['* tcp/81 on_addr']),
  ];
  const config = configWith([farmOf([invisible], groups)]);
  const world = worldOf('n1 n2');
  assert.match(chainLines(config, world, 'web_addr_ip')[0] ?? '', / 0-127 /);
  assert.match(chainLines(config, world, 'web-0-2_addr_ip')[0] ?? '', / 0-63 /);
  assert.ok(chainLines(config, world, 'vip1').includes('tcp dport 81 goto web-0-2_addr_ip'));
});

test('no two modules have one name for their tables', () => {
  const modules = ['web', 'Web', 'web-1', 'web_1', 'web 1', 'web-2d-1', 'wéb', 'web.1', 'web1'];
  const names = modules.map(tableName);
  assert.is(new Set(names).size, names.length);
  for (const name of names) assert.match(name, /^[A-Za-z_][A-Za-z0-9_./-]*$/);
});

const noHosts = worldOf('n1 n2', { links: [] });
const named = farmInterface('invisible', [], 'eth0');
const placed = { ...named, addresses: [{ ...directed.addresses[0], prefixLength: 24 }] } as const;
const withoutLinkLocal = { ...eth0, addresses: eth0.addresses.slice(0, 2) };

const wrong: readonly (readonly [what: string, code: string, config: Config, world: World])[] = [
  [
    'nobody says which nodes there are',
    'HA5421',
    configWith([farmOf([invisible], [web])]),
    worldOf('n1'),
  ],
  [
    'a node has no address to hand on to',
    'HA5422',
    configWith([farmOf([directed], [farmGroup('web', 'n1=1 n9=1', services)])], clusterOf(2)),
    worldOf('n1 n9'),
  ],
  [
    'the Ethernet address of the interface is not known',
    'HA5423',
    configWith([farmOf([placed as typeof named], [web])], clusterOf(2)),
    noHosts,
  ],
  [
    'the interface has no link-local address',
    'HA5424',
    configWith([farmOf([directed], [web])], clusterOf(1)),
    worldOf('n1', { links: [withoutLinkLocal] }),
  ],
  [
    'nobody with power is there',
    'HA5425',
    configWith([farmOf([invisible], [farmGroup('web', 'n1=0 n2=1', services)])]),
    worldOf('n1'),
  ],
];

for (const [what, code, config, world] of wrong) {
  test(`says ${code} when ${what}`, () => {
    const { diagnostics } = desired(config, world, kernelNames);
    const messages = diagnostics.map((one) => one.message);
    assert.equal([...new Set(diagnostics.map((one) => one.code))], [code]);
    assert.is(new Set(messages).size, messages.length);
  });
}

test.run();
