// The journal of the last apply, also when it was cut off.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  amendJournal,
  appendJournal,
  awaitsConfirmation,
  beginJournal,
  closeJournal,
  isInterrupted,
  readJournal,
} from '../../src/apply/journal.ts';
import { keyOf } from '../../src/plan/kinds.ts';
import type { Owned } from '../../src/plan/owned.ts';
import { fakeHost } from '../support/fake-host.ts';
import { address, rule } from '../support/resources.ts';
import { journalOf, storeOf } from '../support/runs.ts';

const vip = address('10.0.0.10/24');
const owned: Owned = new Map([[keyOf(vip), {}]]);

const open = async () => {
  const host = fakeHost();
  return { host, store: await storeOf(host) };
};

const begin = { id: 'a-run', former: { serial: 3, owned } };

test('a journal that has just begun is interrupted and has touched nothing', async () => {
  const { host, store } = await open();
  await beginJournal(host, store, begin);
  const journal = await journalOf(host);
  assert.is(journal?.id, 'a-run');
  assert.is(journal?.at, '2026-05-01T12:00:00.000Z');
  assert.equal(journal?.former, begin.former);
  assert.is(journal?.recorded.size, 0);
  assert.ok(journal !== null && isInterrupted(journal));
});

test('what an object was before the first batch that touched it counts', async () => {
  const { host, store } = await open();
  await beginJournal(host, store, begin);
  const touch = (key: string, priority: number | null) =>
    appendJournal(host, store, {
      type: 'batch',
      touched: [[key, priority === null ? null : rule(priority)]],
    });
  await touch('rule:a', 1);
  await touch('rule:b', null);
  await touch('rule:a', 2);
  const journal = await journalOf(host);
  assert.equal(
    [...(journal?.recorded ?? [])],
    [
      ['rule:a', rule(1)],
      ['rule:b', null],
    ],
  );
});

test('an applied journal is not interrupted; with a deadline it awaits confirmation', async () => {
  const { host, store } = await open();
  const confirmBy = new Date(host.clock.now().getTime() + 60_000);
  for (const [deadline, awaits] of [
    [{}, false],
    [{ confirmBy }, true],
  ] as const) {
    await beginJournal(host, store, { ...begin, ...deadline });
    const begun = await journalOf(host);
    assert.not(begun === null || awaitsConfirmation(begun));
    await appendJournal(host, store, { type: 'applied', at: 'now' });
    const journal = await journalOf(host);
    if (journal === null) return assert.unreachable('no journal');
    assert.not(isInterrupted(journal));
    assert.is(awaitsConfirmation(journal), awaits);
  }
});

for (const type of ['confirmed', 'undone'] as const) {
  test(`a journal that is ${type} awaits nothing`, async () => {
    const { host, store } = await open();
    await beginJournal(host, store, { ...begin, confirmBy: host.clock.now() });
    await appendJournal(host, store, { type: 'applied', at: 'now' });
    await closeJournal(host, store, type);
    const journal = await journalOf(host);
    if (journal === null) return assert.unreachable('no journal');
    assert.not(awaitsConfirmation(journal));
    assert.not(isInterrupted(journal));
    assert.is(journal[type === 'confirmed' ? 'isConfirmed' : 'isUndone'], true);
  });
}

const cutOff = async () => {
  const { host, store } = await open();
  await beginJournal(host, store, begin);
  await appendJournal(host, store, { type: 'batch', touched: [['rule:a', rule(1)]] });
  const text = host.disk.files.get(store.journal) ?? '';
  host.disk.files.set(store.journal, `${text}{"type":"batch","tou`);
  return { host, store };
};

test('a last line that is cut off never took effect', async () => {
  const { host } = await cutOff();
  assert.equal([...((await journalOf(host))?.recorded ?? [])], [['rule:a', rule(1)]]);
});

test('a line after one that is cut off takes its place', async () => {
  const { host, store } = await cutOff();
  await amendJournal(host, store, { type: 'batch', touched: [['rule:b', rule(2)]] });
  await closeJournal(host, store, 'undone');
  const journal = await journalOf(host);
  assert.equal([...(journal?.recorded.keys() ?? [])], ['rule:a', 'rule:b']);
  assert.is(journal?.isUndone, true);
});

test('a new journal takes the place of the last one', async () => {
  const { host, store } = await cutOff();
  await beginJournal(host, store, { ...begin, id: 'another' });
  const journal = await journalOf(host);
  assert.is(journal?.id, 'another');
  assert.is(journal?.recorded.size, 0);
});

const damages: readonly (readonly [what: string, text: string])[] = [
  ['no JSON', '{"ty\n}\n'],
  ['without a begin', '{"type":"batch","touched":[]}\n'],
  ['empty', ''],
];

for (const [what, text] of damages) {
  test(`a journal that is ${what} is damaged`, async () => {
    const { host, store } = await open();
    host.disk.files.set(store.journal, text);
    const kept = await readJournal(host, store);
    assert.match('problem' in kept ? kept.problem : 'none', /journal\.jsonl is damaged: /);
  });
}

test.run();
