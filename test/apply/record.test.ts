// The record of what hactl owns and the journal of the last apply, also when they were cut off.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  amendJournal,
  appendJournal,
  awaitsConfirmation,
  beginJournal,
  closeJournal,
  isInterrupted,
  openStore,
  readJournal,
  readRecord,
  storeAt,
  writeRecord,
} from '../../src/apply/record.ts';
import { keyOf } from '../../src/plan/kinds.ts';
import type { Owned } from '../../src/plan/owned.ts';
import { fakeHost } from '../support/fake-host.ts';
import { address, rule, sysctl } from '../support/resources.ts';

const directory = '/run/hactl';
const vip = address('10.0.0.10/24');
const owned: Owned = new Map([
  [keyOf(vip), { made: vip }],
  ['sysctl:x', { made: sysctl('all/rp_filter', '0'), former: sysctl('all/rp_filter', '1') }],
]);

const open = () => {
  const host = fakeHost();
  return { host, store: storeAt(directory, host.process.networkNamespace) };
};

test('each network namespace has files of its own', () => {
  assert.is(storeAt(directory, '123').record, '/run/hactl/123/record.json');
  assert.is.not(storeAt(directory, '123').journal, storeAt(directory, '124').journal);
});

test('a directory that cannot be trusted is not used', async () => {
  const { host } = open();
  host.disk.directories.set(directory, '/run/hactl belongs to user 1000');
  assert.is(await openStore(host, directory), '/run/hactl belongs to user 1000');
  const inner = open().host;
  inner.disk.directories.set('/run/hactl/4026531840', 'it can be entered by others');
  assert.is(await openStore(inner, directory), 'it can be entered by others');
});

test('without a record nothing is owned', async () => {
  const { host, store } = open();
  assert.equal(await readRecord(host, store), { serial: 0, owned: new Map() });
  assert.is(await readJournal(host, store), null);
});

test('a record is read as it was written', async () => {
  const { host, store } = open();
  await writeRecord(host, store, { serial: 7, owned });
  assert.equal(await readRecord(host, store), { serial: 7, owned });
});

const begin = { id: 'a-run', owned };

test('a journal that has just begun is interrupted and has touched nothing', async () => {
  const { host, store } = open();
  await beginJournal(host, store, begin);
  const journal = await readJournal(host, store);
  assert.is(journal?.id, 'a-run');
  assert.is(journal?.at, '2026-05-01T12:00:00.000Z');
  assert.equal(journal?.owned, owned);
  assert.is(journal?.recorded.size, 0);
  assert.ok(isInterrupted(journal));
});

test('what an object was before the first batch that touched it counts', async () => {
  const { host, store } = open();
  await beginJournal(host, store, begin);
  const touch = (key: string, priority: number | null) =>
    appendJournal(host, store, {
      type: 'batch',
      touched: [[key, priority === null ? null : rule(priority)]],
    });
  await touch('a', 1);
  await touch('b', null);
  await touch('a', 2);
  const journal = await readJournal(host, store);
  assert.equal(
    [...(journal?.recorded ?? [])],
    [
      ['a', rule(1)],
      ['b', null],
    ],
  );
});

test('an applied journal is not interrupted; with a deadline it awaits confirmation', async () => {
  const { host, store } = open();
  const confirmBy = new Date(host.clock.now().getTime() + 60_000);
  for (const [deadline, awaits] of [
    [{}, false],
    [{ confirmBy }, true],
  ] as const) {
    await beginJournal(host, store, { ...begin, ...deadline });
    assert.not(awaitsConfirmation(await readJournal(host, store)));
    await appendJournal(host, store, { type: 'applied', at: 'now' });
    const journal = await readJournal(host, store);
    assert.not(isInterrupted(journal));
    assert.is(awaitsConfirmation(journal), awaits);
  }
});

for (const type of ['confirmed', 'undone'] as const) {
  test(`a journal that is ${type} awaits nothing`, async () => {
    const { host, store } = open();
    await beginJournal(host, store, { ...begin, confirmBy: host.clock.now() });
    await appendJournal(host, store, { type: 'applied', at: 'now' });
    await closeJournal(host, store, type);
    const journal = await readJournal(host, store);
    assert.not(awaitsConfirmation(journal));
    assert.not(isInterrupted(journal));
    assert.is(journal?.[type === 'confirmed' ? 'isConfirmed' : 'isUndone'], true);
  });
}

const cutOff = async () => {
  const { host, store } = open();
  await beginJournal(host, store, begin);
  await appendJournal(host, store, { type: 'batch', touched: [['a', rule(1)]] });
  const text = host.disk.files.get(store.journal) ?? '';
  host.disk.files.set(store.journal, `${text}{"type":"batch","tou`);
  return { host, store };
};

test('a last line that is cut off never took effect', async () => {
  const { host, store } = await cutOff();
  assert.equal([...((await readJournal(host, store))?.recorded ?? [])], [['a', rule(1)]]);
});

test('a line after one that is cut off takes its place', async () => {
  const { host, store } = await cutOff();
  await amendJournal(host, store, { type: 'batch', touched: [['b', rule(2)]] });
  await closeJournal(host, store, 'undone');
  const journal = await readJournal(host, store);
  assert.equal([...(journal?.recorded.keys() ?? [])], ['a', 'b']);
  assert.is(journal?.isUndone, true);
});

test('a new journal takes the place of the last one', async () => {
  const { host, store } = await cutOff();
  await beginJournal(host, store, { ...begin, id: 'another' });
  const journal = await readJournal(host, store);
  assert.is(journal?.id, 'another');
  assert.is(journal?.recorded.size, 0);
});

test.run();
