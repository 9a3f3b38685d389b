// Which instance is what, by the options and by a daemon.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadText } from '../../src/app/load.ts';
import { initialWorld, type Role, type World } from '../../src/ir/world.ts';
import { assignRoles } from '../../src/plan/roles.ts';

const instance = (name: string, vrid: number): string =>
  `vrrp_instance ${name} {\n interface eth0\n virtual_router_id ${vrid}\n virtual_ipaddress {\n 10.0.${vrid}.1/24\n }\n}\n`;

const text = [
  ...['A', 'B', 'C'].map((name, index) => instance(name, 51 + index)),
  'vrrp_sync_group G {\n group {\n A\n B\n }\n}\n',
].join('');
const { config } = loadText('input.conf', text).loaded;

const assign = (options: readonly string[], world: World = initialWorld) =>
  assignRoles(
    config,
    options.map((option) => {
      const [name = '', role] = option.split('=');
      return { name, role: role as Role };
    }),
    world,
  );

const rows: readonly (readonly [options: string[], roles: Record<string, Role>])[] = [
  [[], {}],
  [['C=master'], { C: 'master' }],
  [['all=master'], { A: 'master', B: 'master', C: 'master' }],
  [['all=master', 'C=fault'], { A: 'master', B: 'master', C: 'fault' }],
  [['C=fault', 'all=master'], { A: 'master', B: 'master', C: 'fault' }],
  [['G=master'], { A: 'master', B: 'master' }],
  [['A=master'], { A: 'master', B: 'master' }],
  [['A=master', 'B=master'], { A: 'master', B: 'master' }],
];

for (const [options, roles] of rows) {
  test(`${options.join(' ') || 'no option'} makes ${JSON.stringify(roles)}`, () => {
    const { world, diagnostics } = assign(options);
    assert.equal(Object.fromEntries(world.roles), roles);
    assert.equal(diagnostics, []);
  });
}

test('roles that a daemon reports stay where no option says otherwise', () => {
  const roles = new Map<string, Role>([
    ['A', 'master'],
    ['C', 'master'],
  ]);
  const world: World = { roles, servers: new Map(), source: 'daemon' };
  assert.equal(assign([], world).world, world);
  const changed = assign(['C=backup'], world).world;
  assert.equal(Object.fromEntries(changed.roles), { A: 'master', C: 'backup' });
  assert.is(changed.source, 'options');
});

test('a name that is not there is an error that offers the nearest', () => {
  const instances = loadText('input.conf', instance('VI_1', 51)).loaded.config;
  const { diagnostics } = assignRoles(instances, [{ name: 'VI_2', role: 'master' }], initialWorld);
  assert.equal(
    diagnostics.map(({ code }) => code),
    ['HA5004'],
  );
  assert.match(diagnostics[0]?.help ?? '', 'VI_1');
});

test('two roles for one sync group are an error', () => {
  const { diagnostics } = assign(['A=master', 'B=backup']);
  assert.equal(
    diagnostics.map(({ code }) => code),
    ['HA5005'],
  );
});

test.run();
