// What may be planned together: the modules of a server and their cluster, or one keepalived.conf.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { defaultCluster, loadSiteOf, type SiteReading } from '../../src/app/load-site.ts';
import { makePlanFor } from '../../src/app/make-plan.ts';
import { fileHost } from '../support/file-host.ts';

const mirror = (ip: string): string => `<safe>
  <service mode="mirror">
    <heart>
      <heartbeat name="default"/>
    </heart>
    <vip>
      <interface_list>
        <interface name="eth0">
          <real_interface>
            <virtual_addr addr="${ip}" netmask="255.255.255.0" where="one_side_alias"/>
          </real_interface>
        </interface>
      </interface_list>
    </vip>
  </service>
</safe>
`;

const cluster = (node: string): string => `<cluster>
  <lans>
    <lan name="default">
      <node name="${node}" addr="10.0.0.1"/>
      <node name="n2" addr="10.0.0.2"/>
    </lan>
  </lans>
</cluster>
`;

const files: Readonly<Record<string, { text: string }>> = {
  'modules/WEB/conf/userconfig.xml': { text: mirror('10.0.0.10') },
  'modules/DB/conf/userconfig.xml': { text: mirror('10.0.0.11') },
  'same.xml': { text: mirror('10.0.0.10') },
  'other/same.xml': { text: mirror('10.0.0.12') },
  'cluster.xml': { text: cluster('n1') },
  'keepalived.conf': { text: 'global_defs {\n}\n' },
};

const [web, db] = ['modules/WEB/conf/userconfig.xml', 'modules/DB/conf/userconfig.xml'] as const;

const load = (file: string, reading: SiteReading = {}, more: typeof files = {}) =>
  loadSiteOf(fileHost({ ...files, ...more }), file, reading);

const namesIn = async (...words: Parameters<typeof load>) => {
  const { loaded, diagnostics } = await load(...words);
  assert.equal(diagnostics, []);
  return loaded?.config.instances.map(({ name }) => name);
};

test('modules are called as their paths say, or the first as an option does', async () => {
  assert.equal(await namesIn(web, { beside: [db] }), ['WEB', 'DB']);
  assert.equal(await namesIn(web, { beside: [db], module: 'AM' }), ['AM', 'DB']);
});

const nodesIn = async (reading: SiteReading, more: typeof files = {}) => {
  const { loaded } = await load(web, reading, more);
  return loaded?.config.cluster?.lans.flatMap(({ nodes }) => nodes.map(({ name }) => name));
};

test("the cluster is the file of the option, else SafeKit's own where there is one", async () => {
  const own = { [defaultCluster]: { text: cluster('own') } };
  assert.is(await nodesIn({}), undefined);
  assert.equal(await nodesIn({}, own), ['own', 'n2']);
  assert.equal(await nodesIn({ cluster: 'cluster.xml' }, own), ['n1', 'n2']);
});

test('a keepalived.conf has no cluster of SafeKit', async () => {
  const own = { [defaultCluster]: { text: cluster('own') } };
  const { loaded, exit } = await load('keepalived.conf', {}, own);
  assert.is(exit, 'done');
  assert.is(loaded?.config.cluster, undefined);
});

const refused: readonly (readonly [
  name: string,
  file: string,
  reading: SiteReading,
  codes: readonly string[],
])[] = [
  ['a keepalived.conf beside a module', web, { beside: ['keepalived.conf'] }, ['HA5431']],
  ['a module beside a keepalived.conf', 'keepalived.conf', { beside: [web] }, ['HA5431']],
  ['a cluster for a keepalived.conf', 'keepalived.conf', { cluster: 'cluster.xml' }, ['HA5431']],
  ['a keepalived.conf as cluster', web, { cluster: 'keepalived.conf' }, ['HA5431']],
  ['a module as cluster', web, { cluster: db }, ['HA5432']],
  ['a cluster as module', 'cluster.xml', {}, ['HA5432']],
  ['two modules of one name', 'same.xml', { beside: ['other/same.xml'] }, ['HA5433']],
  ['a file that is not there', web, { beside: ['nothing.xml'] }, ['HA1001']],
];

for (const [name, file, reading, codes] of refused) {
  test(`${name} is ${codes.join(' ')}`, async () => {
    const result = await load(file, reading);
    assert.equal(
      result.diagnostics.map(({ code }) => code),
      codes,
    );
    assert.is.not(result.exit, 'done');
  });
}

test('an address of two modules is told with both files', async () => {
  const { diagnostics, exit } = await makePlanFor(fileHost(files), {
    file: web,
    reading: { beside: ['same.xml'] },
    against: 'empty',
    roles: [],
    stateDirectory: '/run/hactl',
  });
  assert.is(exit, 'inputErrors');
  const [clash] = diagnostics.filter(({ code }) => code === 'HA5434');
  assert.match(
    clash?.message ?? '',
    /WEB \(modules\/WEB\/conf\/userconfig\.xml\).*same \(same\.xml\)/,
  );
});

test.run();
