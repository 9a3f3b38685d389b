// What hactl itself stumbles over in the middle of an apply: no room for its files, no place for temporary
// ones, a mistake of its own. Before the first change that is a refusal, after it everything is undone.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type FakeHost, fakeHost, restarted } from '../support/fake-host.ts';
import { changesOf, isChange } from '../support/fake-kernel.ts';
import { differingParts, snapshot } from '../support/fake-kernel/snapshot.ts';
import { hostWith } from '../support/gen-kernel.ts';
import { applyCase, recordOf, rollBack } from '../support/runs.ts';

const roles = [{ name: 'all', role: 'master' as const }];
const vips = (...ips: readonly string[]) => ({
  text: `vrrp_instance A {\n interface eth0\n virtual_router_id 51\n virtual_ipaddress {\n${ips.join('\n')}\n }\n}\n`,
  roles,
});

const service =
  'virtual_server 10.0.0.10 80 {\n lb_algo rr\n lb_kind DR\n protocol TCP\n real_server 10.1.0.1 80 {\n weight 1\n }\n}\n';
const wanted = { text: vips('10.0.0.11/24').text + service, roles };

/** A host after a first apply. */
const newHost = async (): Promise<FakeHost> => {
  const host = fakeHost(hostWith({ ip: ['addr add 10.0.0.1/24 dev eth0'] }));
  assert.is((await applyCase(host, vips('10.0.0.10/24'))).outcome, 'applied');
  host.disk.writes = 0;
  return host;
};

const writesOf = async (): Promise<number> => {
  const host = await newHost();
  assert.is((await applyCase(host, wanted)).outcome, 'applied');
  return host.disk.writes;
};

test('wherever the disk gets full, the kernel is as it was before, and that is said', async () => {
  const writes = await writesOf();
  assert.ok(writes >= 6, `${writes} writes`);
  for (let at = 1; at <= writes; at++) {
    const host = await newHost();
    const before = snapshot(host.kernel.state);
    const { owned } = await recordOf(host);
    const changes = changesOf(host.kernel).length;
    host.disk.fullFrom = at;
    const { outcome, exit, diagnostics } = await applyCase(host, wanted);
    assert.equal(differingParts(before, snapshot(host.kernel.state)), [], `write ${at}`);
    assert.match(diagnostics.map(({ message }) => message).join(), /no space left/);
    const isBegun = changesOf(host.kernel).length > changes;
    if (!isBegun && outcome === 'refused') {
      assert.equal([exit, diagnostics[0]?.code], ['refused', 'HA6012'], `write ${at}`);
      continue;
    }
    // The kernel is right, but there is no room to write that down.
    assert.equal([outcome, exit], ['undo-failed', 'undoFailed'], `write ${at}`);
    assert.equal(
      diagnostics.map(({ code }) => code),
      ['HA6034', 'HA6035'],
    );
    const later = restarted(host);
    assert.is((await rollBack(later)).outcome, 'undone');
    assert.equal((await recordOf(later)).owned, owned);
  }
});

test('a disk that is full for a moment costs the apply and nothing else', async () => {
  const host = await newHost();
  const before = snapshot(host.kernel.state);
  const { append } = host.privateFiles;
  let appended = 0;
  Object.assign(host.privateFiles, {
    append: (path: string, line: string) =>
      ++appended === 2 ? Promise.reject(new Error('ENOSPC')) : append(path, line),
  });
  const { outcome, exit, diagnostics } = await applyCase(host, wanted);
  assert.equal([outcome, exit, diagnostics[0]?.code], ['undone', 'applyUndone', 'HA6034']);
  assert.equal(differingParts(before, snapshot(host.kernel.state)), []);
  assert.is((await rollBack(host)).outcome, 'nothing');
});

test('a mistake of hactl in the middle of an apply is undone, too', async () => {
  const host = await newHost();
  const before = snapshot(host.kernel.state);
  const { run } = host.exec;
  let changes = 0;
  Object.assign(host.exec, {
    run: (argv: readonly string[], stdin?: string) => {
      if (isChange(argv) && ++changes === 2) throw new TypeError('x is not a function');
      return run(argv, stdin);
    },
  });
  const { outcome, exit, diagnostics } = await applyCase(host, wanted);
  assert.equal([outcome, exit], ['undone', 'applyUndone']);
  assert.match(diagnostics[0]?.message ?? '', 'x is not a function');
  assert.equal(differingParts(before, snapshot(host.kernel.state)), []);
});

test.run();
