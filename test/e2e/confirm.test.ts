// `apply --confirm-within`: kept when confirmed in time, undone when not, whoever dies in between.

import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { inNamespace, type Namespace, said } from '../support/namespace.ts';
import { suiteUnless, whyNoNamespaces, whyNoPrograms } from '../support/needs.ts';

const reason = whyNoNamespaces() ?? whyNoPrograms('ip', 'sysctl', 'flock');
const test = suiteUnless('an apply that waits for confirmation', reason);

const text = `static_ipaddress {
    10.20.0.1/24 dev eth0
}
`;

const holds = (namespace: Namespace): boolean =>
  namespace.run(['ip', '-o', 'addr', 'show', 'dev', 'eth0']).stdout.includes('10.20.0.1/24');

const applyFor = (namespace: Namespace, within: string) =>
  namespace.hactl(['apply', '-', '--yes', '--confirm-within', within], text);

/** The watcher is a process of its own: it needs a moment after the deadline. */
const waitUntilGone = async (namespace: Namespace, limitMs: number): Promise<boolean> => {
  for (let waited = 0; waited < limitMs; waited += 200) {
    if (!holds(namespace)) return true;
    await sleep(200);
  }
  return false;
};

test('is undone when nobody confirms', () =>
  inNamespace(['eth0'], [], async (namespace) => {
    const applied = applyFor(namespace, '2s');
    assert.is(applied.status, 0, applied.stderr);
    assert.match(applied.stdout, /unless you run: hactl confirm/);
    assert.ok(holds(namespace));
    const next = namespace.hactl(['apply', '-', '--yes'], text);
    assert.is(next.status, 5);
    assert.match(said(next), /HA6011/);
    assert.ok(await waitUntilGone(namespace, 10_000));
    const late = namespace.hactl(['confirm']);
    assert.is(late.status, 5);
    assert.match(late.stdout, /Too late/);
  }));

test('stays when it is confirmed in time', () =>
  inNamespace(['eth0'], [], async (namespace) => {
    applyFor(namespace, '2s');
    const confirmed = namespace.hactl(['confirm']);
    assert.is(confirmed.status, 0);
    assert.match(confirmed.stdout, /Confirmed/);
    await sleep(3500);
    assert.ok(holds(namespace));
    assert.match(namespace.hactl(['confirm']).stdout, /No apply waits/);
  }));

test('is undone though the whole session was killed', () =>
  inNamespace(['eth0'], [], async (namespace) => {
    const argv = [...namespace.hactlArgv, 'apply', '-', '--yes', '--confirm-within', '3s'];
    const [program = '', ...args] = [...argv, '--state-dir', namespace.stateDirectory];
    // A group of its own stands for the session that a lost connection ends.
    const child = spawn(program, args, { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    child.stdin.end(text);
    for (let waited = 0; waited < 10_000 && !holds(namespace); waited += 20) await sleep(20);
    assert.ok(holds(namespace));
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    assert.ok(await waitUntilGone(namespace, 12_000));
  }));

test('says that there is nothing to confirm', () =>
  inNamespace(['eth0'], [], (namespace) => {
    const result = namespace.hactl(['confirm']);
    assert.is(result.status, 0);
    assert.match(result.stdout, /No apply waits for confirmation/);
  }));

test.run();
