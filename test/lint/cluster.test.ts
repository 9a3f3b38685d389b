// The files of one cluster beside each other: what belongs together, and what is no mistake.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { lintFiles } from '../../src/app/lint.ts';
import { loadKeepalived } from '../../src/app/load-keepalived.ts';
import { selectedCodes } from '../../src/diag/selection.ts';
import { lintCluster } from '../../src/lint/cluster/cluster.ts';
import { fileHost } from '../support/file-host.ts';

interface Wish {
  readonly name?: string;
  readonly vrid?: number;
  readonly priority?: number;
  readonly address?: string;
  readonly lines?: readonly string[];
}

const instance = ({
  name = 'WEB',
  vrid = 51,
  priority = 100,
  address = '192.0.2.10/24',
  lines = [],
}: Wish = {}): string => `vrrp_instance ${name} {
    interface eth0
    virtual_router_id ${vrid}
    priority ${priority}
    virtual_ipaddress {
        ${address}
    }
    ${lines.join('\n    ')}
}
`;

const script = (weight: number): string =>
  `vrrp_script web {\n    script /bin/web\n    weight ${weight}\n}\n`;
const tracked = ['track_script {', 'web', '}'];
const master = (lines: readonly string[] = []): string => instance({ priority: 150, lines });
const unicast = (source: string, ...peers: string[]): string[] => [
  `unicast_src_ip ${source}`,
  'unicast_peer {',
  ...peers,
  '}',
];
const group = (extra = ''): string =>
  `vrrp_sync_group ALL {\n    group {\n        WEB\n    }\n${extra}}\n`;

const version3 = 'global_defs {\n    vrrp_version 3\n}\n';
const password = (text: string): string[] => [
  'authentication {',
  'auth_type PASS',
  `auth_pass ${text}`,
  '}',
];

/** Files in the order of the nodes, and the codes behind the number of the node that each stands in. */
const clusters: readonly (readonly [what: string, files: readonly string[], found: string[]])[] = [
  ['one node', [master()], []],
  ['two nodes', [master(), instance()], []],
  ['a better node last', [instance(), master()], []],
  [
    'instances of other names with one id',
    [master(), instance({ name: 'NET', lines: ['advert_int 2'] })],
    ['1 HA4805'],
  ],
  [
    'instances that changed their ids',
    [
      master() + instance({ name: 'B', vrid: 52, priority: 150, address: '192.0.2.11' }),
      instance({ vrid: 52 }) + instance({ name: 'B', address: '192.0.2.11' }),
    ],
    ['1 HA4801', '1 HA4801'],
  ],
  [
    'one id for both families',
    [
      master() + instance({ name: 'WEB6', priority: 150, address: 'fe80::10' }),
      instance({ name: 'A6', address: 'fe80::10' }) + instance({ name: 'A' }),
    ],
    [],
  ],
  [
    'addresses in another order',
    [
      instance({ priority: 150, address: '192.0.2.10\n192.0.2.11' }),
      instance({ address: '192.0.2.11/24\n192.0.2.10/24' }),
    ],
    ['1 HA4818'],
  ],
  [
    'three nodes of which one differs',
    [master(), instance({ priority: 120, lines: ['advert_int 2'] }), instance()],
    ['1 HA4805'],
  ],
  [
    'three nodes of which one lacks an instance',
    [master(), 'global_defs {\n}\n', instance()],
    ['0 HA4816'],
  ],
  ['equal priorities', [instance(), instance(), instance({ priority: 90 })], ['1 HA4808']],
  ['equal priorities of those that come second', [master(), instance(), instance()], []],
  [
    'equal priorities without preemption',
    [instance({ lines: ['nopreempt'] }), instance({ lines: ['nopreempt'] })],
    [],
  ],
  ['two owners', [instance({ priority: 255 }), instance({ priority: 255 })], ['1 HA4808']],
  ['a weight that is too small by one', [script(-50) + master(tracked), instance()], ['0 HA4810']],
  ['a weight that is just enough', [script(-51) + master(tracked), instance()], []],
  [
    'weights that add while all is well',
    [script(51) + master(tracked), script(51) + instance({ lines: tracked })],
    [],
  ],
  [
    'a weight that makes up for a lower priority',
    [script(60) + instance({ lines: tracked }), master()],
    [],
  ],
  ['a failure that means FAULT', [script(0) + master(tracked), instance()], []],
  [
    'a weight in a group, where it does not count',
    [script(-1) + master(tracked) + group(), instance() + group()],
    [],
  ],
  [
    'a weight in a group, where it counts',
    [
      script(-1) + master(tracked) + group('    sync_group_tracking_weight\n'),
      instance() + group(),
    ],
    ['0 HA4810'],
  ],
  [
    'an owner, whom no weight moves',
    [script(-1) + instance({ priority: 255, lines: tracked }), instance()],
    [],
  ],
  [
    'passwords that differ',
    [master(password('a')), instance({ lines: password('b') })],
    ['1 HA4807'],
  ],
  [
    'passwords that nobody reads',
    [version3 + master(password('a')), version3 + instance({ lines: password('b') })],
    [],
  ],
  [
    'peers in a ring',
    [
      master(unicast('192.0.2.1', '192.0.2.2')),
      instance({ priority: 120, lines: unicast('192.0.2.2', '192.0.2.3') }),
      instance({ lines: unicast('192.0.2.3', '192.0.2.1') }),
    ],
    ['0 HA4811', '1 HA4811', '2 HA4811'],
  ],
  [
    'peers that do not say where they send from',
    [
      master(['unicast_peer {', '192.0.2.2', '}']),
      instance({ lines: ['unicast_peer {', '192.0.2.1', '}'] }),
    ],
    [],
  ],
  [
    'one file for two nodes',
    [master(unicast('192.0.2.1', '192.0.2.2')), master(unicast('192.0.2.1', '192.0.2.2'))],
    ['1 HA4808', '1 HA4814'],
  ],
];

for (const [what, files, expected] of clusters) {
  test(`looks at ${what}`, () => {
    const nodes = files.map((text, index) => loadKeepalived(`${index}`, text).loaded);
    for (const node of nodes) assert.ok(node.isWhole);
    const found = lintCluster(nodes).map(
      ({ node, diagnostic }) => `${node.file} ${diagnostic.code}`,
    );
    assert.equal(found, expected);
  });
}

const lint = async (texts: readonly string[], isCluster = true): Promise<string[]> => {
  const entries = texts.map((text, index) => [`${index}.conf`, { text }] as const);
  const request = {
    paths: entries.map(([path]) => path),
    codes: selectedCodes({ select: ['HA48', 'HA1'] }),
    severities: new Map(),
    failOn: 'error',
    isCluster,
  } as const;
  const { files } = await lintFiles(fileHost(Object.fromEntries(entries)), request);
  return files.flatMap(({ file, findings }) => findings.map(({ code }) => `${file} ${code}`));
};

test('says in the file of a node what is wrong beside another', async () => {
  assert.equal(await lint([master(), instance({ vrid: 52 })]), ['1.conf HA4801']);
});

test('says nothing of several files that are no cluster', async () => {
  assert.equal(await lint([master(), instance({ vrid: 52 })], false), []);
});

test('leaves out a file that lacks blocks', async () => {
  const broken = instance({ vrid: 52 }).replace('}', '');
  assert.equal(await lint([master(), broken]), ['1.conf HA1004']);
});

test('lets comments ignore it', async () => {
  const known = `# hactl-ignore HA4801 an old name\n${instance({ vrid: 52 })}`;
  assert.equal(await lint([master(), known]), []);
});

test.run();
