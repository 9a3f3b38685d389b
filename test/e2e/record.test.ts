// The record on a real kernel: which network namespace it is of, and who may read it.

import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { inNamespace, type Namespace, said } from '../support/namespace.ts';
import { suiteUnless, whyNoNamespaces, whyNoPrograms } from '../support/needs.ts';

const reason = whyNoNamespaces() ?? whyNoPrograms('ip', 'sysctl', 'flock', 'setpriv');
const test = suiteUnless('the record on the kernel', reason);

const text = 'static_ipaddress {\n    10.20.0.1/24 dev eth0\n}\n';
const other = text.replace('10.20.0.1', '10.20.0.2');

const inodeOf = (namespace: Namespace): string =>
  namespace.run(['stat', '-Lc', '%i', '/proc/self/ns/net']).stdout.trim();

/** What the kernel does when a namespace is gone: another one gets its inode, and so its directory. */
const inherit = (from: Namespace, to: Namespace): void =>
  renameSync(join(from.stateDirectory, inodeOf(from)), join(to.stateDirectory, inodeOf(to)));

test('a record of a namespace with the same inode is no ground to remove anything', () =>
  inNamespace(['eth0'], [], (gone) =>
    inNamespace(['eth0'], ['addr add 10.20.0.1/24 dev eth0'], (namespace) => {
      assert.is(gone.hactl(['apply', '-', '--yes'], text).status, 0);
      inherit(gone, namespace);
      assert.match(namespace.hactl(['show', 'state']).stdout, /made by hactl \(0\)/);
      const planned = namespace.hactl(['plan', '-'], other);
      assert.match(said(planned), /warning\[HA6030\]/);
      assert.match(planned.stdout, /Plan: 1 to add, 0 to change, 0 to remove\./);
      assert.match(namespace.hactl(['rollback', '--yes']).stdout, /nothing to undo/);
      const applied = namespace.hactl(['apply', '-', '--yes'], other);
      assert.is(applied.status, 0, applied.stderr);
      const { stdout } = namespace.run(['ip', '-brief', 'addr', 'show', 'dev', 'eth0']);
      assert.match(stdout, /10\.20\.0\.1\/24 10\.20\.0\.2\/24/);
      const files = readdirSync(join(namespace.stateDirectory, inodeOf(namespace))).sort();
      const aside = ['journal.jsonl.old', 'record.json.old'];
      assert.equal(
        files.filter((name) => name.endsWith('.old')),
        aside,
      );
    }),
  ));

test('who may not read the record is told so, and nothing counts as made by others', () =>
  inNamespace(['eth0'], [], (namespace) => {
    assert.is(namespace.hactl(['apply', '-', '--yes'], text).status, 0);
    const state = ['--state-dir', namespace.stateDirectory];
    const planned = namespace.hactlAsNobody(['plan', '-', ...state], other);
    assert.is(planned.status, 0, planned.stderr);
    assert.match(said(planned), /warning\[HA6032\].*you may not read.*run it as root/);
    assert.match(planned.stdout, /record: what hactl made here could not be read/);
    const shown = namespace.hactlAsNobody(['show', 'state', ...state]);
    assert.match(shown.stdout, /What of this hactl made is not known/);
    const saved = namespace.hactlAsNobody(['show', 'state', '--format', 'json', ...state]);
    const { serial, gaps } = JSON.parse(saved.stdout) as {
      serial: number | null;
      gaps: { topic: string }[];
    };
    assert.is(serial, null);
    assert.ok(gaps.some(({ topic }) => topic === 'record'));
  }));

test.run();
