// `hactl show buckets` and `show connections`: what is asked of the files, and what of the host.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type BucketsRequest, showBuckets } from '../../src/app/show-buckets.ts';
import { showConnections } from '../../src/app/show-connections.ts';
import type { Host } from '../../src/host/ports.ts';
import { renderBuckets, renderBucketsJson } from '../../src/views/buckets.ts';
import { renderConnections } from '../../src/views/connections.ts';
import { plain } from '../../src/views/paint.ts';
import { clusterXml, farmXml } from '../support/farm/xml.ts';
import { fileHost } from '../support/file-host.ts';
import { expectGolden } from '../support/golden.ts';

const powers = [
  { name: 'web', powers: [1, 1, 1], rules: ['tcp/80 on_addr'] },
  { name: 'mail', powers: [0, 1, 3], rules: ['tcp/25 on_addr'] },
];
const text = farmXml('vmac_invisible', ['10.77.0.222'], powers);

const files = {
  'web.xml': { text },
  'counted.xml': { text: text.replace('<virtual_addr ', '<virtual_addr connections="on" ') },
  'cluster.xml': { text: clusterXml() },
  'keepalived.conf': { text: 'global_defs {\n}\n' },
};

const show = (site: BucketsRequest['site'], file = 'web.xml') =>
  showBuckets(fileHost(files), { file, site, reading: { cluster: 'cluster.xml' } });

test('says of each group who has which buckets', async () => {
  const { modules, diagnostics, exit } = await show({ members: [{ is: ['n1', 'n3'] }] });
  assert.equal(diagnostics, []);
  assert.is(exit, 'done');
  expectGolden('farm/buckets.txt', renderBuckets(modules, plain));
  expectGolden('farm/buckets.json', renderBucketsJson(modules));
});

test('gives the buckets of a node with closed traffic to the others', async () => {
  const { modules } = await show({ node: 'n2', traffic: [{ is: 'closed' }] });
  const [module] = modules;
  assert.is(module?.closed, 'n2');
  assert.not(module?.groups.some(({ owners }) => owners.includes('n2')));
});

test('takes all of the cluster for there, and knows whom it has not', async () => {
  assert.equal((await show({})).modules[0]?.members, ['n1', 'n2', 'n3']);
  const { exit, diagnostics } = await show({ members: [{ is: ['n1', 'n9'] }] });
  assert.is(exit, 'inputErrors');
  assert.equal(
    diagnostics.map(({ code }) => code),
    ['HA5411'],
  );
});

test('has nothing to say of files without a farm', async () => {
  const host = fileHost(files);
  const request = { file: 'keepalived.conf', site: {}, reading: {} };
  const { modules, exit } = await showBuckets(host, request);
  assert.is(exit, 'done');
  assert.is(renderBuckets(modules, plain), 'No farm module, so nothing is shared.\n');
});

/** A host on which ss(8) answers so. */
const hostWith = (answer: object, asked: (readonly string[])[] = []): Host => ({
  ...fileHost(files),
  exec: {
    run: async (argv: readonly string[]) => {
      asked.push(argv);
      return { exitCode: 0, stdout: '', stderr: '', isMissing: false, ...answer };
    },
  } as unknown as Host['exec'],
});

const count = (host: Host, file: string) => showConnections(host, { file, reading: {} });

test('counts the connections of addresses that ask for it', async () => {
  const asked: (readonly string[])[] = [];
  const stdout = '0 0 10.77.0.222:80 10.77.1.1:4000\n0 0 10.77.0.222:80 10.77.1.1:4001\n';
  const { addresses, exit } = await count(hostWith({ stdout }, asked), 'counted.xml');
  assert.is(exit, 'done');
  assert.is(renderConnections(addresses), '10.77.0.222  2  (counted)\n');
  assert.equal(asked, [['ss', '-Htn', 'state', 'established', 'src', '10.77.0.222']]);
  assert.equal((await count(hostWith({}), 'web.xml')).addresses, []);
});

test('names the program that it wants', async () => {
  const { diagnostics, exit } = await count(hostWith({ isMissing: true }), 'counted.xml');
  assert.is(exit, 'refused');
  assert.equal(
    diagnostics.map(({ code }) => code),
    ['HA6001'],
  );
});

test.run();
