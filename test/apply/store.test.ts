// Where hactl remembers things, and whether they are of this network namespace.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ensureStore, storeAt } from '../../src/apply/store.ts';
import { readRecord, writeRecord } from '../../src/apply/record.ts';
import { type FakeHost, fakeHost } from '../support/fake-host.ts';

const directory = '/run/hactl';

/** The directory of the namespace; the inode is its name. */
const hostIn = (boot: string | null, cookie: string | null, disk?: FakeHost['disk']): FakeHost => {
  const host = disk === undefined ? fakeHost() : fakeHost(undefined, disk);
  host.process.identifyNamespace = async () => ({ boot, cookie });
  return host;
};

test('each network namespace has files of its own', async () => {
  const host = fakeHost();
  assert.is((await storeAt(host, directory)).record, '/run/hactl/4026531840/record.json');
  host.process.networkNamespace = '124';
  assert.is((await storeAt(host, directory)).journal, '/run/hactl/124/journal.jsonl');
});

test('a directory that cannot be trusted is not used', async () => {
  for (const path of [directory, '/run/hactl/4026531840']) {
    const host = fakeHost();
    host.disk.directories.set(path, `${path} belongs to user 1000`);
    const store = await storeAt(host, directory);
    assert.is(await ensureStore(host, directory, store), `${path} belongs to user 1000`);
  }
});

type Known = readonly [boot: string | null, cookie: string | null];

const rows: readonly (readonly [what: string, written: Known, read: Known, isOurs: boolean])[] = [
  ['of the same namespace', ['b', '7'], ['b', '7'], true],
  ['of a namespace that had the same inode', ['b', '7'], ['b', '8'], false],
  ['of another boot', ['a', '1'], ['b', '1'], false],
  ['of a kernel that tells no cookie', ['b', null], ['b', '8'], true],
  ['read where no cookie can be had', ['b', '7'], ['b', null], true],
  ['of another boot, where no cookie can be had', ['a', '7'], ['b', null], false],
];

for (const [what, written, read, isOurs] of rows) {
  test(`a record ${what} is ${isOurs ? 'ours' : 'not ours'}`, async () => {
    const before = hostIn(...written);
    const record = { serial: 7, owned: new Map([['address:eth0:10.0.0.10/24', {}]]) };
    await writeRecord(before, await storeAt(before, directory), record);
    const now = hostIn(...read, before.disk);
    const kept = await readRecord(now, await storeAt(now, directory));
    assert.equal(kept, isOurs ? { value: record } : { isOfAnother: true });
  });
}

test.run();
