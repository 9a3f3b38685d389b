// Tables as one transaction of nft(8).

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { emitNftTable } from '../../src/emit/nft.ts';
import type { NftObject, NftTable } from '../../src/plan/state.ts';

const table: NftTable = {
  kind: 'nft-table',
  family: 'ip',
  name: 'hactl',
  objects: [
    { set: { family: 'ip', name: 'vips', type: 'ipv4_addr', elem: ['10.0.0.10'] } },
    { chain: { family: 'ip', name: 'in', type: 'filter', hook: 'input', prio: -1 } },
    { rule: { family: 'ip', chain: 'in', expr: [{ drop: null }] } },
  ],
};

const own = { family: 'ip', name: 'hactl' };
const clear = [{ add: { table: own } }, { delete: { table: own } }];

test('a table is cleared before it is filled, whether it was there or not', () => {
  const { input, argv, contract } = emitNftTable('~', table);
  assert.equal(input.slice(0, 3), [...clear, { add: { table: own } }]);
  assert.equal(argv, ['nft', '-j', '-f', '-']);
  assert.is(contract, 'atomic');
});

test('every object of a table names it', () => {
  const [, , , set, chain, rule] = emitNftTable('+', table).input;
  assert.equal(set, { add: { set: { ...Object(table.objects[0]?.['set']), table: 'hactl' } } });
  assert.equal(chain, {
    add: { chain: { ...Object(table.objects[1]?.['chain']), table: 'hactl' } },
  });
  assert.equal(rule, { add: { rule: { ...Object(table.objects[2]?.['rule']), table: 'hactl' } } });
});

test('a table is removed without complaint when it is gone already', () => {
  assert.equal(emitNftTable('-', table).input, clear);
});

const chain = (name: string) => ({ chain: { family: 'ip', name } });
const drop = (name: string) => ({ rule: { family: 'ip', chain: name, expr: [{ drop: null }] } });
const accept = (name: string) => ({
  rule: { family: 'ip', chain: name, expr: [{ accept: null }] },
});
const holding = (...objects: readonly NftObject[]): NftTable => ({ ...table, objects });
const frame = [chain('a'), chain('b'), chain('c')];

test('of a table whose rules differ only the chains with other rules are filled anew', () => {
  const before = holding(...frame, accept('a'), accept('b'), drop('b'), drop('c'));
  const after = holding(...frame, accept('a'), drop('b'), accept('b'));
  const flush = (name: string) => ({ flush: { chain: { family: 'ip', table: 'hactl', name } } });
  const add = ({ rule }: NftObject) => ({ add: { rule: { ...Object(rule), table: 'hactl' } } });
  assert.equal(emitNftTable('~', after, before).input, [
    flush('b'),
    add(drop('b')),
    add(accept('b')),
    flush('c'),
  ]);
});

test('a table with other chains or sets is made as a whole', () => {
  const before = holding(...frame, accept('a'));
  const after = holding(...frame, chain('d'), accept('a'));
  assert.equal(emitNftTable('~', after, before).input.slice(0, 2), clear);
  const sets = holding({ set: { family: 'ip', name: 'vips', type: 'ipv4_addr', elem: [] } });
  assert.equal(emitNftTable('~', sets, table).input.slice(0, 2), clear);
});

test.run();
