// Scripts that keepalived refuses to run as root, and those that lint says it refuses: the same ones.

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { lintFiles } from '../../src/app/lint.ts';
import { selectedCodes } from '../../src/diag/selection.ts';
import { nodeHost } from '../../src/host/node/host.ts';
import { suiteUnless, whyNoPrograms } from '../support/needs.ts';

const notRoot = process.getuid?.() === 0 ? null : 'not root';
const test = suiteUnless('script security', notRoot ?? whyNoPrograms('keepalived', 'ip'));

const other = 1000;

/** What is made of a script or of a directory that it is in. */
const cases: readonly (readonly [name: string, change: (path: string) => void])[] = [
  ['plain', () => undefined],
  ['written-by-group-of-root', (path) => chmodSync(path, 0o775)],
  ['written-by-group', (path) => (chownSync(path, 0, other), chmodSync(path, 0o775))],
  ['group-only-reads', (path) => chownSync(path, 0, other)],
  ['written-by-all', (path) => chmodSync(path, 0o757)],
  ['owned', (path) => chownSync(path, other, 0)],
  [
    'in-group/script',
    (path) => (chownSync(dirname(path), 0, other), chmodSync(dirname(path), 0o775)),
  ],
  ['in-all/script', (path) => chmodSync(dirname(path), 0o757)],
  ['in-sticky/script', (path) => chmodSync(dirname(path), 0o1777)],
  ['in-owned/deep/script', (path) => chownSync(dirname(dirname(path)), other, 0)],
  ['link', (path) => symlinkSync('plain', rmAnd(path))],
  ['link-owned', (path) => (symlinkSync('plain', rmAnd(path)), lchownSync(path, other, other))],
  ['link-to-owned', (path) => symlinkSync('owned', rmAnd(path))],
  ['link-through-owned', (path) => symlinkSync('./in-owned/../in-owned/deep/script', rmAnd(path))],
];

const rmAnd = (path: string): string => {
  rmSync(path);
  return path;
};

const scripts = (directory: string): string =>
  cases.map(([name]) => `vrrp_script ${name} {\n    script ${join(directory, name)}\n}\n`).join('');

const configuration = (directory: string): string => `global_defs {
    script_user root
    enable_script_security
}
${scripts(directory)}vrrp_instance WEB {
    interface lo
    virtual_router_id 51
    virtual_ipaddress {
        192.0.2.10/24
    }
    track_script {
${cases.map(([name]) => `        ${name} weight 1\n`).join('')}    }
}
`;

test('refuses what keepalived refuses', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'hactl-scripts-'));
  try {
    chmodSync(directory, 0o755);
    for (const [name, change] of cases) {
      const path = join(directory, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, '#!/bin/sh\n', { mode: 0o755 });
      chmodSync(path, 0o755);
      change(path);
    }
    const file = join(directory, 'keepalived.conf');
    writeFileSync(file, configuration(directory));
    const { stderr } = spawnSync('keepalived', ['-t', '-l', '-f', file], { encoding: 'utf8' });
    const refused = [...stderr.matchAll(/Disabling track script (\S+) due to insecure/g)];
    const request = {
      paths: [file],
      codes: selectedCodes({ select: ['HA4704'] }),
      severities: new Map(),
      failOn: 'error',
      facts: 'live',
    } as const;
    const { files } = await lintFiles(nodeHost(), request);
    const found = files.flatMap(({ findings }) => findings);
    const named = found.map(({ message }) => message.match(/run (\S+) as root/)?.[1] ?? '');
    assert.equal(
      named.map((path) => path.slice(directory.length + 1)),
      refused.map(([, name = '']) => name),
    );
    assert.ok(refused.length > 5);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test.run();
