// The comparison of source and result finds what a conversion got wrong, or its report kept to itself.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadKeepalived } from '../../src/app/load-keepalived.ts';
import { surprisesIn, verify } from '../../src/app/verify-conversion.ts';
import type { Conversion } from '../../src/convert/conversion.ts';
import { convertToSafekit } from '../../src/convert/to-safekit/convert.ts';

const node = (priority: number, own: string, peer: string): string => `vrrp_instance WEB {
    interface eth0
    virtual_router_id 1
    priority ${priority}
    unicast_src_ip ${own}
    unicast_peer {
        ${peer}
    }
    virtual_ipaddress {
        192.0.2.10/24
        192.0.2.11/24
    }
}
`;

const loaded = [node(150, '192.0.2.1', '192.0.2.2'), node(100, '192.0.2.2', '192.0.2.1')].map(
  (text, at) => loadKeepalived(`node${at + 1}.conf`, text).loaded,
);

/** What nobody explains when a line of the result is another one. */
const surprises = (from: string | RegExp, to: string, conversion = convertToSafekit(loaded)) => {
  const outputs = conversion.outputs.map((output) => ({
    ...output,
    lines: output.lines.map((line) => ({ ...line, text: line.text.replace(from, to) })),
  }));
  const found = surprisesIn(verify({ ...conversion, outputs }, loaded));
  assert.ok(found.every(({ code }) => code === 'HA7008'));
  return found.map(({ message }) => message.replace(/: the source says .*/, ''));
};

test('nothing is open when nothing was changed', () => {
  assert.equal(surprises('x', 'x'), []);
});

const rows: readonly [what: string, from: string | RegExp, to: string, keys: readonly string[]][] =
  [
    [
      'an address that is another one',
      'addr="192.0.2.11"',
      'addr="192.0.2.99"',
      ['node1 as master: address 192.0.2.11', 'node2 as master: address 192.0.2.11'],
    ],
    [
      'another mask',
      /netmask="[^"]*"/,
      'netmask="255.255.0.0"',
      [
        'node1 as master: address 192.0.2.10',
        'node1 as master: address 192.0.2.11',
        'node2 as master: address 192.0.2.10',
        'node2 as master: address 192.0.2.11',
      ],
    ],
  ];

for (const [what, from, to, keys] of rows) {
  test(`finds ${what}`, () => {
    const found = surprises(from, to);
    for (const key of keys) assert.ok(found.includes(key), `${key} is not among ${found}`);
  });
}

test('finds a difference that the report does not tell', () => {
  const conversion = convertToSafekit(loaded);
  const rowsAsIfLossless: Conversion['rows'] = conversion.rows.map((row) => ({
    ...row,
    grade: 'lossless',
  }));
  const silent = { ...conversion, rows: rowsAsIfLossless };
  assert.equal(surprises(/timeout="\d+ms"/, 'timeout="99000ms"', silent), [
    '192.0.2.10: missed after',
    '192.0.2.11: missed after',
  ]);
});

test.run();
