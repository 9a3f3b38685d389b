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

const files: Readonly<Record<string, string>> = {
  'web.conf': instance,
  'nat.conf': natService,
  'bad.conf': 'vrrp_instance WEB {',
  'good.json': '{"choices": {"node.1.name": "alpha", "module.WEB.timeout": 5000}}',
  'list.json': '[]',
  'typo.json': '{"choices": {"node.1.nmae": "alpha"}}',
  'value.json': '{"choices": {"node.1.name": "no name"}}',
  'nested.json': '{"choices": {"node.1.name": {}}}',
  'more.json': '{"choices": {}, "nodes": {}}',
};

const convert = (request: Partial<ConvertRequest>) =>
  convertFiles(
    fileHost(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, { text }]))),
    { to: 'safekit', files: ['web.conf'], isStrict: false, ...request },
  );

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
  ['says when nothing can be converted', { files: ['nat.conf'] }, 'inputErrors', 'HA7005'],
  ['does not convert a file with errors', { files: ['bad.conf'] }, 'inputErrors', 'HA1004'],
  [
    'does not convert what it cannot read',
    { files: ['web.conf', 'gone.conf'] },
    'noInput',
    'HA1001',
  ],
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
