// Output that does not arrive: who reads it ends early, or the disk is full. What was begun comes to its
// end, and the exit status is the true one.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { inNamespace, type Namespace, said } from '../support/namespace.ts';
import { suiteUnless, whyNoNamespaces, whyNoPrograms } from '../support/needs.ts';

const reason = whyNoNamespaces() ?? whyNoPrograms('ip', 'sysctl', 'flock');
const test = suiteUnless('output that is lost', reason);

const text = 'static_ipaddress {\n    10.20.0.1/24 dev eth0\n}\n';
const refused = `${text}static_routes {\n    10.50.0.0/16 via 203.0.113.1 dev eth0\n}\n`;

/** The exit status of hactl when nobody reads its output, nor its messages. */
const statusUnread = (namespace: Namespace, args: readonly string[], input = ''): number => {
  const script = '{ "$@"; echo $? > "$0"; } 2>&1 | true';
  const file = join(namespace.stateDirectory, 'status');
  const state = ['--state-dir', namespace.stateDirectory];
  namespace.run(['sh', '-c', script, file, ...namespace.programArgv, ...args, ...state], input);
  return Number(readFileSync(file, 'utf8'));
};

const rows: readonly (readonly [what: string, args: string[], input: string, status: number])[] = [
  ['a plan', ['plan', '-', '--detailed-exitcode'], text, 2],
  ['a file that is not there', ['plan', '/no/such.conf'], '', 66],
  ['an apply that the kernel refuses', ['apply', '-', '--yes'], refused, 3],
];

for (const [what, args, input, status] of rows) {
  test(`${what} ends with ${status} though nobody reads`, () =>
    inNamespace(['eth0'], [], (namespace) => {
      assert.is(statusUnread(namespace, args, input), status);
    }));
}

test('an apply and its rollback go on to their end though nobody reads', () =>
  inNamespace(['eth0'], [], (namespace) => {
    assert.is(statusUnread(namespace, ['apply', '-', '--yes'], text), 0);
    assert.match(namespace.hactl(['plan', '-'], text).stdout, /Nothing to do/);
    assert.is(statusUnread(namespace, ['rollback', '--yes']), 0);
    assert.match(namespace.hactl(['rollback', '--yes']).stdout, /nothing to undo/);
  }));

const ontoFullDisk = (namespace: Namespace, args: readonly string[]) => {
  const script = 'exec "$@" > /dev/full';
  const state = ['--state-dir', namespace.stateDirectory];
  return namespace.run(
    ['sh', '-c', script, 'sh', ...namespace.programArgv, ...args, ...state],
    text,
  );
};

test('a full disk is a message, and for a plan the failure that it is', () =>
  inNamespace(['eth0'], [], (namespace) => {
    const plan = ontoFullDisk(namespace, ['plan', '-']);
    assert.is(plan.status, 66);
    assert.match(said(plan), /error\[HA6019\].*standard output.*the disk is full/);
    assert.not.match(plan.stderr, /\n\s+at /);
    const apply = ontoFullDisk(namespace, ['apply', '-', '--yes']);
    assert.is(apply.status, 0, apply.stderr);
    assert.match(said(apply), /HA6019/);
  }));

test.run();
