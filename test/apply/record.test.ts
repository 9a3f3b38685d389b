// The record of what hactl owns.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readRecord, writeRecord } from '../../src/apply/record.ts';
import { keyOf } from '../../src/plan/kinds.ts';
import type { Owned } from '../../src/plan/owned.ts';
import { fakeHost } from '../support/fake-host.ts';
import { address, sysctl } from '../support/resources.ts';
import { storeOf } from '../support/runs.ts';

const vip = address('10.0.0.10/24');
const owned: Owned = new Map([
  [keyOf(vip), { made: vip }],
  ['sysctl:x', { made: sysctl('all/rp_filter', '0'), former: sysctl('all/rp_filter', '1') }],
]);

const open = async () => {
  const host = fakeHost();
  return { host, store: await storeOf(host) };
};

test('without a record nothing is owned', async () => {
  const { host, store } = await open();
  assert.equal(await readRecord(host, store), { value: { serial: 0, owned: new Map() } });
});

test('a record is read as it was written', async () => {
  const { host, store } = await open();
  await writeRecord(host, store, { serial: 7, owned });
  assert.equal(await readRecord(host, store), { value: { serial: 7, owned } });
});

test('a record that is cut off is damaged', async () => {
  const { host, store } = await open();
  host.disk.files.set(store.record, '{"serial": 1, "own');
  const kept = await readRecord(host, store);
  assert.match('problem' in kept ? kept.problem : 'none', /record\.json is damaged: .*JSON/);
});

test.run();
