// fixtures/host: what the tools of a release print, taken down from real kernels, and what it says. Each
// file holds the answer to one query; state.json what all of a folder come to.

import { test } from 'uvu';
import { stableJson } from '../../src/base/stable-json.ts';
import {
  readSyncDaemons,
  readTable,
  readThresholds,
  readTimeouts,
  withThresholds,
} from '../../src/observe/ipvsadm.ts';
import { linkQueries } from '../../src/observe/links.ts';
import { lacksHooks, nftQuery, withHooks } from '../../src/observe/nft.ts';
import { routeQueries } from '../../src/observe/routes.ts';
import { sysctlQuery } from '../../src/observe/sysctl.ts';
import { type SavedState, savedStateSchema } from '../../src/plan/observation.ts';
import { kernelNames, type Resource } from '../../src/plan/state.ts';
import { expectGolden, foldersIn, readFixture } from '../support/golden.ts';
import { expectValid } from '../support/schemas.ts';

type Read = (name: string) => string;

const [links, addresses] = linkQueries;
const [routes4, routes6, rules4, rules6] = routeQueries;

const readIp = (read: Read): Resource[] =>
  (
    [
      [links, 'link'],
      [addresses, 'addr'],
      [routes4, 'route4'],
      [routes6, 'route6'],
      [rules4, 'rule4'],
      [rules6, 'rule6'],
    ] as const
  ).flatMap(([query, name]) => [...(query?.read(read(name)) ?? [])]);

const readIpvs = (read: Read): Resource[] => [
  ...withThresholds(readTable(read('table')), readThresholds(read('thresholds'))),
  ...readTimeouts(read('timeouts')),
  ...readSyncDaemons(read('daemons')),
];

const readers: { readonly [tool: string]: (read: Read) => readonly Resource[] } = {
  'iproute2-6.1.0': readIp,
  'ipvsadm-1.31': readIpvs,
  'nftables-1.0.6': (read) => {
    const tables = nftQuery.read(read('ruleset'));
    return tables.some(lacksHooks) ? withHooks(tables, read('chains')) : tables;
  },
  'procps-4.0.2': (read) => sysctlQuery.read(read('all')),
};

const savedState: SavedState = {
  kind: 'hactl-state',
  schemaVersion: savedStateSchema,
  resources: [],
  names: kernelNames,
  gaps: [],
  serial: 0,
  owned: [],
};

for (const [tool, readAll] of Object.entries(readers)) {
  for (const name of foldersIn(`host/${tool}`)) {
    const folder = `host/${tool}/${name}`;

    test(`reads ${name} of ${tool}`, () => {
      const resources = readAll((file) => readFixture(`${folder}/${file}.out`));
      expectValid('state', { ...savedState, resources });
      const lines = resources.map((resource) => `  ${stableJson(resource)}`);
      expectGolden(
        `${folder}/state.json`,
        lines.length === 0 ? '' : `[\n${lines.join(',\n')}\n]\n`,
      );
    });
  }
}

test.run();
