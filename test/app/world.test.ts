// What a running daemon reports of farms, and what of it is no report.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readWorld } from '../../src/app/world.ts';
import { fakeHost } from '../support/fake-host.ts';
import { stateDirectory, storeOf } from '../support/runs.ts';

const worldOf = async (farms: unknown) => {
  const host = fakeHost();
  Object.assign(host.process, { isRunning: () => true });
  const namespace = { boot: 'a-boot', cookie: '7' };
  const report = { namespace, pid: 5, roles: { AM: 'master' }, servers: {}, farms };
  host.disk.files.set((await storeOf(host)).daemon, JSON.stringify(report));
  return readWorld(host, stateDirectory);
};

test('a daemon says of each farm who is there', async () => {
  const view = { node: 'n1', members: ['n1', 'n2'], traffic: 'open' };
  const read = await worldOf({ WEB: view });
  assert.ok('world' in read);
  assert.is(read.world.source, 'daemon');
  assert.equal([...(read.world.farms ?? [])], [['WEB', view]]);
});

for (const [what, view] of [
  ['traffic that is none', { node: 'n1', members: [], traffic: 'half' }],
  ['members that are no list', { node: 'n1', members: 'n1', traffic: 'open' }],
  ['no node', { members: [], traffic: 'open' }],
] as const) {
  test(`a report with ${what} is damaged`, async () => {
    const read = await worldOf({ WEB: view });
    assert.ok('problem' in read);
    assert.match(read.problem, 'damaged');
  });
}

test.run();
