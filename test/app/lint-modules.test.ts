// Modules of SafeKit beside other files: which cluster.xml counts, when addresses clash, what was before.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { lintFiles, type LintRequest } from '../../src/app/lint.ts';
import { selectedCodes } from '../../src/diag/selection.ts';
import { fileHost } from '../support/file-host.ts';
import { readFixture } from '../support/golden.ts';

const farm = (host: string, address = '192.0.2.10'): string =>
  readFixture('diag/HA4821-unknown-host/good.xml')
    .replaceAll('192.0.2.10', address)
    .replace('node2', host);

const cluster = (...names: readonly string[]): string =>
  `<cluster><lans><lan name="default">${names
    .map((name, index) => `<node name="${name}" addr="198.51.100.${index + 1}"/>`)
    .join('')}</lan></lans></cluster>`;

const files: { readonly [path: string]: string } = {
  'a/userconfig.xml': farm('node2'),
  'a/cluster.xml': cluster('node1', 'node2'),
  'b/userconfig.xml': farm('node3', '192.0.2.20'),
  'b/cluster.xml': cluster('node1', 'node2'),
  'copy/userconfig.xml': `<!-- a copy -->${farm('node2')}`,
  'clash/userconfig.xml': farm('node2').replace('"80"', '"81"'),
  'other.xml': cluster('node1', 'node3'),
  '/opt/safekit/modules/AM/conf/userconfig.xml': farm('node3', '192.0.2.30'),
  '/var/safekit/cluster/cluster.xml': cluster('node1', 'node2'),
  'site/modules/AM/conf/userconfig.xml': farm('node2').replace('"80"', '"82"'),
  'old.xml': farm('node2').replace('"80"', '"8080"'),
};

const host = fileHost(
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, { text }])),
);

/** `FILE CODE` of what is found between files. */
const run = async (
  paths: readonly string[],
  more: Partial<LintRequest> = {},
): Promise<string[]> => {
  const request: LintRequest = {
    paths,
    failOn: 'error',
    codes: selectedCodes({ select: ['HA482', 'HA483', 'HA1'] }),
    severities: new Map(),
    ...more,
  };
  const { files: reports } = await lintFiles(host, request);
  return reports.flatMap(({ file, findings }) => findings.map(({ code }) => `${file} ${code}`));
};

const rows: readonly (readonly [
  what: string,
  paths: readonly string[],
  more: Partial<LintRequest>,
  found: readonly string[],
])[] = [
  ['a module with the cluster beside it', ['a/userconfig.xml'], {}, []],
  [
    'a node that the cluster beside it has not',
    ['b/userconfig.xml'],
    {},
    ['b/userconfig.xml HA4821'],
  ],
  ['a cluster that is given', ['b/userconfig.xml', 'other.xml'], {}, []],
  ['the nearest of several', ['a/userconfig.xml', 'other.xml', 'a/cluster.xml'], {}, []],
  [
    'with --cluster, too',
    ['a/userconfig.xml', 'other.xml'],
    { isCluster: true },
    ['a/userconfig.xml HA4821'],
  ],
  [
    'the cluster of an installed SafeKit',
    ['/opt/safekit/modules/AM/conf/userconfig.xml'],
    {},
    ['/opt/safekit/modules/AM/conf/userconfig.xml HA4821'],
  ],
  ['one module on two nodes', ['a/userconfig.xml', 'copy/userconfig.xml'], {}, []],
  [
    'two modules with one address',
    ['a/userconfig.xml', 'clash/userconfig.xml'],
    {},
    ['a/userconfig.xml HA4820', 'clash/userconfig.xml HA4820'],
  ],
  [
    'two modules with one address on servers of two sites',
    ['a/userconfig.xml', 'site/modules/AM/conf/userconfig.xml'],
    { codes: selectedCodes({ select: ['HA4820'] }) },
    [],
  ],
  ['a former version', ['a/userconfig.xml'], { previous: 'old.xml' }, ['a/userconfig.xml HA4830']],
  ['a version that is the same', ['a/userconfig.xml'], { previous: 'copy/userconfig.xml' }, []],
  [
    'a former version that is not there',
    ['a/userconfig.xml'],
    { previous: 'none.xml' },
    ['none.xml HA1001'],
  ],
];

for (const [what, paths, more, found] of rows) {
  test(`judges ${what}`, async () => assert.equal(await run(paths, more), found));
}

test.run();
