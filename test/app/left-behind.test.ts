// What commands make of files in the state directory that another command, another namespace or an accident
// has left there.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { confirm } from '../../src/app/confirm.ts';
import { showState } from '../../src/app/show-state.ts';
import { isInterrupted } from '../../src/apply/journal.ts';
import { type FakeHost, fakeHost, restarted } from '../support/fake-host.ts';
import { changesOf } from '../support/fake-kernel.ts';
import { hostWith, setUpKernel } from '../support/gen-kernel.ts';
import {
  applyCase,
  journalOf,
  planCase,
  recordOf,
  rollBack,
  stateDirectory,
  storeOf,
} from '../support/runs.ts';

const roles = [{ name: 'all', role: 'master' as const }];
const vip = (ip: string) => ({
  text: `vrrp_instance A {\n interface eth0\n virtual_router_id 51\n virtual_ipaddress {\n ${ip}\n }\n}\n`,
  roles,
});
const wanted = vip('10.0.0.10/24');
const other = vip('10.0.0.11/24');

const newHost = (): FakeHost => fakeHost(hostWith({ ip: ['addr add 10.0.0.1/24 dev eth0'] }));

const applied = async (): Promise<FakeHost> => {
  const host = newHost();
  assert.is((await applyCase(host, wanted)).outcome, 'applied');
  return host;
};

const codesOf = (diagnostics: readonly { readonly code: string }[]) =>
  diagnostics.map(({ code }) => code);

/** The record and the journal of a namespace that had the inode of this one. */
const inheriting = async (): Promise<FakeHost> => {
  const host = await applied();
  host.process.identifyNamespace = async () => ({ boot: 'a-boot', cookie: '8' });
  return host;
};

test('objects of a namespace that had the same inode are not ours', async () => {
  const host = await inheriting();
  const planned = await planCase(host, other);
  assert.equal(codesOf(planned.diagnostics), ['HA6030']);
  assert.equal(
    planned.plan?.steps.map(({ op, key }) => op + key),
    ['+address:eth0:10.0.0.11/24'],
  );
  const shown = await showState(host, stateDirectory);
  assert.equal(codesOf(shown.diagnostics), ['HA6030']);
  assert.equal([shown.saved.owned, shown.saved.serial], [[], 0]);
});

test('an apply says so, puts them aside and goes on', async () => {
  const host = await inheriting();
  const shown: string[] = [];
  const { outcome } = await applyCase(host, other, {
    agree: async (_plan, { diagnostics }) => {
      shown.push(...codesOf(diagnostics));
      return 'yes';
    },
  });
  assert.is(outcome, 'applied');
  assert.equal(shown, ['HA6030', 'HA6030']);
  assert.equal([...(await recordOf(host)).owned.keys()], ['address:eth0:10.0.0.11/24']);
  const { record, journal } = await storeOf(host);
  assert.ok(host.disk.files.has(`${record}.old`) && host.disk.files.has(`${journal}.old`));
});

test('an apply of another namespace is neither undone nor confirmed', async () => {
  const undoing = await inheriting();
  const changes = changesOf(undoing.kernel).length;
  assert.is((await rollBack(undoing)).outcome, 'nothing');
  assert.is(changesOf(undoing.kernel).length, changes);
  assert.is((await confirm(await inheriting(), stateDirectory, 0)).outcome, 'nothing');
});

const damage = async (host: FakeHost, file: 'record' | 'journal' | 'daemon'): Promise<void> =>
  void host.disk.files.set((await storeOf(host))[file], '{"serial": 1, "own');

test('with a damaged record nothing is applied', async () => {
  const host = await applied();
  await damage(host, 'record');
  const { exit, diagnostics } = await applyCase(host, other);
  assert.equal([exit, codesOf(diagnostics)], ['refused', ['HA6012']]);
  assert.match(diagnostics[0]?.message ?? '', /record\.json is damaged/);
});

test('a damaged record is replaced by undoing the last apply', async () => {
  const host = await applied();
  const { serial } = await recordOf(host);
  await damage(host, 'record');
  assert.is((await rollBack(host)).outcome, 'undone');
  assert.equal(await recordOf(host), { serial: serial + 1, owned: new Map() });
});

test('with a damaged journal nothing is changed or confirmed', async () => {
  const host = await applied();
  await damage(host, 'journal');
  host.disk.files.set((await storeOf(host)).journal, '{"ty\n}\n');
  const results = [
    await applyCase(host, other),
    await rollBack(host),
    await confirm(host, stateDirectory, 0),
  ];
  for (const { exit, diagnostics } of results) {
    assert.equal([exit, codesOf(diagnostics)], ['refused', ['HA6012']]);
  }
});

test('what a daemon wrote and nobody can read is no ground to plan on', async () => {
  const host = newHost();
  await damage(host, 'daemon');
  const { exit, diagnostics } = await planCase(host, wanted);
  assert.equal([exit, codesOf(diagnostics)], ['refused', ['HA6012']]);
});

test('what a daemon wrote is believed while it runs, and in its own namespace', async () => {
  const rolesOf = async (namespace: object, isRunning: boolean) => {
    const host = newHost();
    host.process.isRunning = () => isRunning;
    const report = { namespace, pid: 7, roles: { A: 'master' }, servers: {} };
    host.disk.files.set((await storeOf(host)).daemon, JSON.stringify(report));
    const { plan } = await planCase(host, { ...wanted, roles: [] });
    return plan?.assumptions.find(({ about }) => about === 'roles')?.text;
  };
  const here = { boot: 'a-boot', cookie: '7' };
  assert.match((await rolesOf(here, true)) ?? '', 'A master (as the running hactl reports)');
  assert.match((await rolesOf(here, false)) ?? '', 'A backup (assumed, since no hactl is running');
  assert.match((await rolesOf({ ...here, cookie: '8' }, true)) ?? '', 'A backup (assumed');
});

/** A host as users see it that may not enter the state directory. */
const unreadable = async (): Promise<FakeHost> => {
  const host = await applied();
  const store = await storeOf(host);
  for (const path of [store.record, store.journal, store.daemon]) {
    host.disk.unreadable.set(path, { problem: `you may not read ${path}`, isForbidden: true });
  }
  return host;
};

test('a plan without the record says that it takes nothing for hactl’s own', async () => {
  const host = await unreadable();
  const { plan, diagnostics, exit } = await planCase(host, { ...other, roles: [] });
  assert.equal([exit, codesOf(diagnostics)], ['done', ['HA6032']]);
  assert.match(diagnostics[0]?.help ?? '', 'run it as root');
  assert.equal([plan?.steps, plan?.serial], [[], null]);
  assert.equal(
    plan?.assumptions.map(({ about }) => about),
    ['roles', 'record'],
  );
  assert.match(plan?.assumptions[0]?.text ?? '', 'not for you to read');
});

test('nobody is told to remove what may be hactl’s own', async () => {
  const host = await unreadable();
  const { plan, diagnostics } = await planCase(host, vip('10.0.0.10/24 label eth0:x'));
  assert.is(plan, null);
  assert.equal(codesOf(diagnostics), ['HA5006', 'HA6032']);
  const [conflict] = diagnostics;
  assert.match(conflict?.message ?? '', 'was perhaps made by hactl');
  assert.not.match(conflict?.help ?? '', 'remove');
});

test('a state that was saved without the record keeps that as a gap', async () => {
  const host = await unreadable();
  const { saved } = await showState(host, stateDirectory);
  assert.equal([saved.serial, saved.owned], [null, []]);
  assert.equal(
    saved.gaps.map(({ topic, reason }) => [topic, reason]),
    [['record', 'no-permission']],
  );
  host.userFiles.set('state.json', JSON.stringify(saved));
  const { plan, diagnostics } = await planCase(host, other, { file: 'state.json' });
  assert.ok(codesOf(diagnostics).includes('HA6032'));
  assert.ok(plan?.assumptions.some(({ about }) => about === 'record'));
});

const interrupted = async (): Promise<FakeHost> => {
  const host = newHost();
  host.kernel.fault = { kind: 'crash-after', batch: 1 };
  await applyCase(host, wanted).catch(() => undefined);
  const journal = await journalOf(restarted(host));
  assert.ok(journal !== null && isInterrupted(journal));
  return restarted(host);
};

test('every command says that an apply was interrupted', async () => {
  assert.equal(codesOf((await planCase(await interrupted(), wanted)).diagnostics), ['HA6031']);
  assert.equal(codesOf((await showState(await interrupted(), stateDirectory)).diagnostics), [
    'HA6031',
  ]);
  const confirmed = await confirm(await interrupted(), stateDirectory, 0);
  assert.equal([confirmed.exit, codesOf(confirmed.diagnostics)], ['refused', ['HA6007']]);
  assert.equal(codesOf((await applyCase(await interrupted(), wanted)).diagnostics), ['HA6007']);
});

const [yes, no] = [true, false];

/** The lock is free while somebody thinks, and `meanwhile` happens. */
const thinking =
  (host: FakeHost, answer: boolean, meanwhile: () => Promise<unknown>) => async () => async () => {
    assert.is(host.disk.locks.size, 0);
    await meanwhile();
    return answer;
  };

test('while somebody is asked others can apply, which makes the plan stale', async () => {
  const host = newHost();
  const agree = thinking(host, yes, () => applyCase(host, other));
  const { outcome, diagnostics } = await applyCase(host, wanted, { agree });
  assert.equal([outcome, codesOf(diagnostics)], ['refused', ['HA6018']]);
  assert.equal([...(await recordOf(host)).owned.keys()], ['address:eth0:10.0.0.11/24']);
});

test('while somebody is asked whether to undo, others can undo', async () => {
  const host = await applied();
  const agree = thinking(host, yes, () => rollBack(host));
  const { outcome, diagnostics } = await rollBack(host, agree);
  assert.equal([outcome, codesOf(diagnostics)], ['refused', ['HA6005']]);
});

test('what is undone is what was shown', async () => {
  const host = await applied();
  const remove = async () =>
    setUpKernel(host.kernel.state, { ip: ['addr del 10.0.0.10/24 dev eth0'] });
  const { outcome, diagnostics } = await rollBack(host, thinking(host, yes, remove));
  assert.equal([outcome, codesOf(diagnostics)], ['refused', ['HA6005']]);
  assert.is(
    (
      await rollBack(
        host,
        thinking(host, yes, async () => undefined),
      )
    ).outcome,
    'undone',
  );
});

test('who says no in the end has changed nothing', async () => {
  const host = newHost();
  const agree = thinking(host, no, async () => undefined);
  assert.is((await applyCase(host, wanted, { agree })).outcome, 'declined');
  assert.is(changesOf(host.kernel).length, 0);
});

test.run();
