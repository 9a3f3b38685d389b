// Tables of nftables for people.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { NftObject, NftTable } from '../../src/plan/state.ts';
import { nftChanges, nftLines } from '../../src/views/nft.ts';

const table = (...objects: readonly NftObject[]): NftTable => ({
  kind: 'nft-table',
  family: 'ip',
  name: 'hactl',
  objects,
});

const payload = (protocol: string, field: string) => ({ payload: { protocol, field } });
const meta = (key: string) => ({ meta: { key } });
const match = (left: unknown, right: unknown, op = '==') => ({ match: { op, left, right } });
const rule = (...expr: readonly NftObject[]): NftObject => ({ rule: { chain: 'in', expr } });
const set = (more: object): NftObject => ({ set: { name: 'vips', type: 'ipv4_addr', ...more } });

const daddr = payload('ip', 'daddr');

const objects: readonly (readonly [line: string, object: NftObject])[] = [
  ['chain web', { chain: { family: 'ip', name: 'web' } }],
  [
    'chain in: hook input priority -1, policy accept',
    { chain: { name: 'in', type: 'filter', hook: 'input', prio: -1, policy: 'accept' } },
  ],
  ['set vips: ipv4_addr {}', set({})],
  ['set vips: ipv4_addr { 10.0.0.10, 10.0.0.11 }', set({ elem: ['10.0.0.10', '10.0.0.11'] })],
  [
    'set vips: ipv6_addr . ifname { fe80::1 . eth0 }',
    set({ type: ['ipv6_addr', 'ifname'], elem: [{ concat: ['fe80::1', 'eth0'] }] }),
  ],
  [
    'map vmac_map: ifname : iface_index { vrrp.51 : eth0, vrrp.52 : eth1 }',
    {
      map: {
        name: 'vmac_map',
        type: 'ifname',
        map: 'iface_index',
        elem: [
          ['vrrp.51', 'eth0'],
          ['vrrp.52', 'eth1'],
        ],
      },
    },
  ],
  [
    'in: ip daddr @vips counter drop',
    rule(match(daddr, '@vips'), { counter: null }, { drop: null }),
  ],
  ['in: ip daddr != @vips accept', rule(match(daddr, '@vips', '!='), { accept: null })],
  ['in: tcp dport > 1024 drop', rule(match(payload('tcp', 'dport'), 1024, '>'), { drop: null })],
  // Systems without a table of protocols list them by number.
  ['in: ip protocol igmp drop', rule(match(payload('ip', 'protocol'), 2), { drop: null })],
  [
    'in: ip6 daddr . iifname @vips_link_local drop',
    rule(match({ concat: [payload('ip6', 'daddr'), meta('iifname')] }, '@vips_link_local'), {
      drop: null,
    }),
  ],
  [
    'in: icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept',
    rule(match(payload('icmpv6', 'type'), { set: ['nd-neighbor-solicit', 'nd-neighbor-advert'] }), {
      accept: null,
    }),
  ],
  [
    'in: dup to ip daddr device oifname map @vmac_map drop',
    rule(
      { dup: { addr: daddr, dev: { map: { key: meta('oifname'), data: '@vmac_map' } } } },
      { drop: null },
    ),
  ],
  ['in: mark set 1000', rule({ mangle: { key: meta('mark'), value: 1000 } })],
  // What hactl never writes is shown as nft has it.
  ['in: {"log":{"prefix":"x "}}', rule({ log: { prefix: 'x ' } })],
  ['in: {"ct":{"key":"state"}} in ["new"]', rule(match({ ct: { key: 'state' } }, ['new'], 'in'))],
  [
    'set vips: ipv4_addr { {"elem":{"val":"10.0.0.1"}} }',
    set({ elem: [{ elem: { val: '10.0.0.1' } }] }),
  ],
  ['{"counter":{"name":"c"}}', { counter: { name: 'c' } }],
];

for (const [line, object] of objects) {
  test(`shows ${line}`, () => assert.equal(nftLines(table(object)), [line]));
}

const drop = rule({ drop: null });
const accept = rule({ accept: null });

const changes: readonly (readonly [
  what: string,
  before: readonly NftObject[],
  after: readonly NftObject[],
  lines: readonly string[],
])[] = [
  ['what goes and what comes', [drop, set({})], [accept, set({})], ['- in: drop', '+ in: accept']],
  ['a rule that stood there twice', [drop, drop], [drop], ['- in: drop']],
  ['rules that change places', [drop, accept], [accept, drop], ['the same rules in another order']],
  [
    'a comparison that turns round',
    [rule(match(daddr, '@vips'))],
    [rule(match(daddr, '@vips', '!='))],
    ['- in: ip daddr @vips', '+ in: ip daddr != @vips'],
  ],
  [
    'a difference that a line has no words for',
    [set({ flags: ['interval'] }), drop],
    [set({}), accept],
    [
      '- {"set":{"flags":["interval"],"name":"vips","type":"ipv4_addr"}}',
      '- in: drop',
      '+ {"set":{"name":"vips","type":"ipv4_addr"}}',
      '+ in: accept',
    ],
  ],
];

for (const [what, before, after, lines] of changes) {
  test(`shows of a change ${what}`, () => {
    assert.equal(nftChanges(table(...before), table(...after)), lines);
  });
}

test.run();
