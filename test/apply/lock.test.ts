// One hactl at a time in a network namespace.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { takeLock } from '../../src/apply/lock.ts';
import { storeAt } from '../../src/apply/store.ts';
import { fakeHost } from '../support/fake-host.ts';

const open = async () => {
  const host = fakeHost();
  const store = await storeAt(host, '/run/hactl');
  const take = (waitMs = 0, command = 'hactl apply x') => takeLock(host, store, command, waitMs);
  return { host, store, take };
};

test('a lock that is free is taken, and free again after its release', async () => {
  const { take } = await open();
  for (let round = 0; round < 2; round++) {
    const lock = await take();
    if (!('release' in lock)) return assert.unreachable('it is held');
    await lock.release();
  }
});

test('who comes second is told who holds the lock', async () => {
  const { host, take } = await open();
  host.process.pid = 321;
  await take(0, 'hactl apply first.conf');
  assert.equal(await take(), {
    holder: { pid: 321, since: '2026-05-01T12:00:00.000Z', command: 'hactl apply first.conf' },
  });
});

test('a holder that has not said yet who it is, or not clearly, stays unnamed', async () => {
  const { host, store, take } = await open();
  await host.privateFiles.lock(store.lock);
  assert.equal(await take(), { holder: null });
  host.disk.files.set(store.holder, '{"pid":');
  assert.equal(await take(), { holder: null });
});

test('it waits as long as it was told to, and no longer', async () => {
  const { host, take } = await open();
  await take();
  assert.ok('holder' in (await take(1000)));
  assert.is(host.clock.passedMs(), 1000);
});

test('a lock that is released in the meantime is taken', async () => {
  const { host, take } = await open();
  const first = await take();
  if (!('release' in first)) return assert.unreachable('it is held');
  host.clock.onSleep = () => void (host.clock.passedMs() >= 400 && first.release());
  assert.ok('release' in (await take(1000)));
  assert.ok(host.clock.passedMs() < 1000);
});

test.run();
