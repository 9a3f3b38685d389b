// A mirror module from its file to the commands that a host runs.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type FakeHost, fakeHost } from '../support/fake-host.ts';
import { changesOf } from '../support/fake-kernel.ts';
import { hostWith } from '../support/gen-kernel.ts';
import { mirrorText } from '../support/mirror-text.ts';
import { applyFile, rollBack } from '../support/runs.ts';

const file = 'modules/AM/conf/userconfig.xml';

const hostOf = (address: string): FakeHost => {
  const host = fakeHost(hostWith({ ip: ['addr add 10.0.0.1/24 dev eth0'] }));
  host.userFiles.set(file, mirrorText({ addresses: [address] }));
  return host;
};

const apply = (host: FakeHost, role: 'master' | 'backup') =>
  applyFile(host, file, { roles: [{ name: 'AM', role }] });

const toolsOf = ({ kernel }: FakeHost): string[] =>
  kernel.ran
    .map(({ argv }) => argv.join(' '))
    .filter((line) => line.startsWith('ss ') || line.includes('-batch'));

test('connections are reset before the address goes, when the module lets go and when undone', async () => {
  const host = hostOf('10.0.0.222');
  assert.is((await apply(host, 'master')).outcome, 'applied');
  assert.equal(toolsOf(host), ['ip -batch -']);
  assert.is((await apply(host, 'backup')).outcome, 'applied');
  const reset = 'ss -K -H -t -n src 10.0.0.222';
  assert.equal(toolsOf(host), ['ip -batch -', reset, 'ip -batch -']);
  assert.is((await rollBack(host)).outcome, 'undone');
  assert.is((await apply(host, 'master')).outcome, 'nothing');
});

test('a rollback of the primary resets connections, too', async () => {
  const host = hostOf('10.0.0.222');
  await apply(host, 'master');
  assert.is((await rollBack(host)).outcome, 'undone');
  assert.equal(toolsOf(host).slice(1), ['ss -K -H -t -n src 10.0.0.222', 'ip -force -batch -']);
});

test('a host that cannot reset connections lets go all the same', async () => {
  const host = hostOf('10.0.0.222');
  await apply(host, 'master');
  host.kernel.circumstances = { ...host.kernel.circumstances, missing: ['ss'] };
  assert.is((await apply(host, 'backup')).outcome, 'applied');
  assert.is(changesOf(host.kernel).length, 2);
});

test('a host name is resolved when the plan is made', async () => {
  const host = hostOf('vip.example');
  const refused = await apply(host, 'master');
  assert.equal(
    refused.diagnostics.map(({ code }) => code),
    ['HA5401'],
  );
  const resolving = { ...host, resolveName: async () => ['10.0.0.77'] };
  assert.is((await apply(resolving, 'master')).outcome, 'applied');
  assert.match(
    changesOf(host.kernel)
      .map(({ stdin }) => stdin)
      .join(''),
    'addr add 10.0.0.77/24',
  );
});

test.run();
