// What `hactl convert` makes of its request; the files themselves are golden in test/convert.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { convertFiles, type ConvertRequest } from '../../src/app/convert.ts';
import { fileHost } from '../support/file-host.ts';

const instance = `vrrp_instance WEB {
    interface eth0
    virtual_router_id 1
    priority 100
    virtual_ipaddress {
        192.0.2.1/24
    }
}
`;
const natService = `virtual_server 192.0.2.1 80 {
    lb_kind NAT
    real_server 10.0.0.1 80 {
    }
}
`;

const module = `<safe>
  <service mode="mirror">
    <heart><heartbeat name="default"/></heart>
    <vip><interface_list><interface><real_interface>
      <virtual_addr addr="192.0.2.1" where="one_side_alias"/>
    </real_interface></interface></interface_list></vip>
  </service>
</safe>
`;
const cluster = `<cluster><lans><lan name="default">
  <node name="alpha" addr="192.0.2.2"/><node name="beta" addr="192.0.2.3"/>
</lan></lans></cluster>
`;

const files: Readonly<Record<string, string>> = {
  'userconfig.xml': module,
  'cluster.xml': cluster,
  'web.conf': instance,
  'db.conf': instance.replace('WEB', 'DB').replace('router_id 1', 'router_id 2'),
  'nat.conf': natService,
  'bad.conf': 'vrrp_instance WEB {',
  'good.json': '{"choices": {"node.1.name": "alpha", "module.WEB.timeout": 5000}}',
  'list.json': '[]',
  'typo.json': '{"choices": {"node.1.nmae": "alpha"}}',
  'value.json': '{"choices": {"node.1.name": "no name"}}',
  'twice.json': '{"choices": {"node.1.name": "s1", "node.2.name": "s1"}}',
  'same-as-default.json': '{"choices": {"node.2.name": "node1"}}',
  'nobody.json': '{"choices": {"module.WEB.defaultprim": "nobody"}}',
  'nobody-of-module.json': '{"choices": {"module.userconfig.defaultprim": "nobody"}}',
  'module.json': '{"choices": {"module.DB.name": "WEB"}}',
  'address.json':
    '{"choices": {"node.1.address.eth0": "192.0.2.2", "node.2.address.eth0": "192.0.2.2"}}',
  'nested.json': '{"choices": {"node.1.name": {}}}',
  'more.json': '{"choices": {}, "nodes": {}}',
};

const convert = (request: Partial<ConvertRequest>) =>
  convertFiles(
    fileHost(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, { text }]))),
    { to: 'safekit', files: ['web.conf'], isStrict: false, ...request },
  );

const modules = { to: 'keepalived', files: ['userconfig.xml'], cluster: 'cluster.xml' } as const;

const rows: readonly [
  what: string,
  request: Partial<ConvertRequest>,
  exit: string,
  codes: string,
][] = [
  ['converts a file', {}, 'done', ''],
  ['counts what is dropped when strict', { isStrict: true }, 'inputErrors', ''],
  ['reads a map', { map: 'good.json' }, 'done', ''],
  ['wants an object for a map', { map: 'list.json' }, 'noInput', 'HA7001'],
  ['wants texts and numbers in a map', { map: 'nested.json' }, 'noInput', 'HA7001'],
  ['wants nothing else in a map', { map: 'more.json' }, 'noInput', 'HA7001'],
  ['wants a map that is there', { map: 'none.json' }, 'noInput', 'HA1001'],
  ['reports a key that nobody asks for', { map: 'typo.json' }, 'inputErrors', 'HA7002'],
  ['reports a value that cannot be', { map: 'value.json' }, 'inputErrors', 'HA7002'],
  ['reports a name that two nodes would have', { map: 'twice.json' }, 'inputErrors', 'HA7002'],
  ['reports the name of another node', { map: 'same-as-default.json' }, 'inputErrors', 'HA7002'],
  ['reports a primary that is no node', { map: 'nobody.json' }, 'inputErrors', 'HA7002'],
  ['reports an address of two nodes', { map: 'address.json' }, 'inputErrors', 'HA7002'],
  [
    'reports a name that two modules would have',
    { files: ['web.conf', 'db.conf'], map: 'module.json' },
    'inputErrors',
    'HA7002',
  ],
  ['says when nothing can be converted', { files: ['nat.conf'] }, 'inputErrors', 'HA7005'],
  ['does not convert a file with errors', { files: ['bad.conf'] }, 'inputErrors', 'HA1004'],
  [
    'does not convert what it cannot read',
    { files: ['web.conf', 'gone.conf'] },
    'noInput',
    'HA1001',
  ],
  ['does not convert what is of the target', { files: ['userconfig.xml'] }, 'usage', 'HA7006'],
  ['converts a module', { ...modules }, 'done', ''],
  ['converts a module for one node', { ...modules, node: 'beta' }, 'done', ''],
  [
    'reports a primary that is no node of a module',
    { ...modules, map: 'nobody-of-module.json' },
    'inputErrors',
    'HA7002',
  ],
  ['knows no node that is not named', { ...modules, node: 'gamma' }, 'inputErrors', 'HA7007'],
];

for (const [what, request, exit, codes] of rows) {
  test(what, async () => {
    const result = await convert(request);
    assert.is(result.exit, exit);
    const said = result.findings.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code));
    assert.is([...new Set(said)].filter((code) => !code.startsWith('HA30')).join(' '), codes);
  });
}

test('takes the answers of a map', async () => {
  const { conversion } = await convert({ map: 'good.json' });
  const chosen = conversion?.choices.filter(({ isDefault }) => !isDefault) ?? [];
  assert.equal(
    chosen.map(({ key, value }) => [key, value]),
    [
      ['module.WEB.timeout', 5000],
      ['node.1.name', 'alpha'],
    ],
  );
});

test.run();
