// Questions at a terminal, and all that is no answer.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { inNamespace, type Namespace } from '../support/namespace.ts';
import { suiteUnless, whyNoNamespaces, whyNoPrograms } from '../support/needs.ts';

const reason = whyNoNamespaces() ?? whyNoPrograms('ip', 'sysctl', 'flock', 'script');
const test = suiteUnless('questions at a terminal', reason);

const text = 'static_ipaddress {\n    10.20.0.1/24 dev eth0\n}\n';

/** hactl on a terminal of script(1): `keys` are typed when it asks. */
const answering = async (namespace: Namespace, args: readonly string[], keys: string) => {
  const state = ['--state-dir', namespace.stateDirectory];
  const words = [...namespace.programArgv, ...args, ...state].map((word) => `'${word}'`);
  const [program = '', ...enter] = namespace.hactlArgv.slice(0, -namespace.programArgv.length);
  const argv = [...enter, 'script', '-qec', words.join(' '), '/dev/null'];
  const { FORCE_COLOR, ...env } = process.env;
  const child = spawn(program, argv, { env: { ...env, NO_COLOR: '1' } });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    const isAsked = output.includes('[y/N]');
    output += piece;
    if (!isAsked && output.includes('[y/N]')) child.stdin.write(keys);
  });
  const [status] = (await once(child, 'exit')) as [number | null];
  child.stdin.destroy();
  return { status, output };
};

const holds = (namespace: Namespace): boolean =>
  namespace.run(['ip', '-o', 'addr', 'show', 'dev', 'eth0']).stdout.includes('10.20.0.1/24');

const save = (namespace: Namespace): string => {
  const file = `${namespace.stateDirectory}/plan.json`;
  assert.is(namespace.hactl(['plan', '-', '--out', file], text).status, 0);
  return file;
};

const noes: readonly (readonly [what: string, keys: string])[] = [
  ['n', 'n\r'],
  ['nothing', '\r'],
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
];

for (const [what, keys] of noes) {
  test(`${what} is no, and that is no failure`, () =>
    inNamespace(['eth0'], [], async (namespace) => {
      const apply = await answering(namespace, ['apply', save(namespace)], keys);
      assert.is(apply.status, 0, apply.output);
      assert.match(apply.output, /Apply it\? \[y\/N\].*Declined; nothing was changed\./s);
      assert.not(holds(namespace));
      assert.is(namespace.hactl(['apply', '-', '--yes'], text).status, 0);
      const rollback = await answering(namespace, ['rollback'], keys);
      assert.is(rollback.status, 0, rollback.output);
      assert.match(rollback.output, /Undo it\? \[y\/N\].*Declined; nothing was changed\./s);
      assert.ok(holds(namespace));
    }));
}

test('who only adopts what is there is asked, too', () =>
  inNamespace(['eth0'], ['addr add 10.20.0.1/24 dev eth0'], async (namespace) => {
    const apply = await answering(namespace, ['apply', save(namespace)], 'n\r');
    assert.match(apply.output, /= address 10\.20\.0\.1\/24 on eth0/);
    assert.match(apply.output, /Apply it\? \[y\/N\].*Declined/s);
    assert.match(namespace.hactl(['show', 'state']).stdout, /made by hactl \(0\)/);
  }));

test('yes is yes', () =>
  inNamespace(['eth0'], [], async (namespace) => {
    const apply = await answering(namespace, ['apply', save(namespace)], 'y\r');
    assert.match(apply.output, /Applied and verified\./);
    const rollback = await answering(namespace, ['rollback'], 'yes\r');
    assert.match(rollback.output, /Undone and verified/);
    assert.not(holds(namespace));
  }));

test.run();
