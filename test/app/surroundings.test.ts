// Included files of a real disk: which are read, and where they are looked for.

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { loadConfig } from '../../src/app/load.ts';
import type { Severity } from '../../src/diag/diagnostic.ts';
import type { ReadResult } from '../../src/host/ports.ts';
import { nodeHost } from '../../src/host/node/host.ts';
import { fileHost } from '../support/file-host.ts';

const root = mkdtempSync(join(tmpdir(), 'hactl-test-'));
const test = suite('includes on a disk');
test.after(() => rmSync(root, { recursive: true, force: true }));

const instance = (name: string): string =>
  `vrrp_instance ${name} {\n interface eth0\n virtual_router_id ${name.length}\n virtual_ipaddress {\n 192.0.2.${name.length}\n }\n}\n`;

const files: { readonly [path: string]: string } = {
  'sites/a.conf': instance('A'),
  'sites/bb.conf': instance('BB'),
  'sites/.hidden.conf': instance('HIDDEN'),
  'sites/script.conf': instance('SCRIPT'),
  'sites/deep/ccc.conf': `include ../deeper.conf\n${instance('CCC')}`,
  'sites/deeper.conf': instance('DDDD'),
  'loop.conf': 'include loop.conf\n',
};
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
chmodSync(join(root, 'sites/script.conf'), 0o755);
spawnSync('mkfifo', [join(root, 'pipe')]);

/** An include, the instances that it brings, and what is said. */
const cases: readonly [pattern: string, instances: string[], codes: string[]][] = [
  ['include sites/a.conf', ['A'], []],
  ['include sites/*.conf', ['A', 'BB', 'DDDD'], ['HA1017']],
  ['include sites/{bb,a}.conf', ['BB', 'A'], []],
  ['include sites/{a,none}.conf', ['A'], ['HA1017']],
  ['includeb sites/{a,none}.conf', ['A'], ['HA1018']],
  ['include sites/?.conf', ['A'], []],
  ['include sites/[ab]*.conf', ['A', 'BB'], []],
  ['include sites/deep/*.conf', ['DDDD', 'CCC'], []],
  ['include "sites/a.conf"', [], ['HA1017']],
  ['include sites', [], ['HA1017']],
  ['include loop.conf', [], ['HA1016']],
  ['include pipe', [], ['HA1017']],
  ['include /dev/zero', [], ['HA1017']],
  ['include /dev/stdin', [], ['HA1017']],
  [`include ${'{a,b}'.repeat(25)}`, [], ['HA1017']],
  [`include ${root}/sites/a.conf`, ['A'], []],
  ['@beta include sites/a.conf', [], []],
  ['@alpha include sites/a.conf', ['A'], []],
  ['$F=sites/a.conf\ninclude $F', ['A'], []],
  ['$D=sites\n$F=${D}/deep/*.conf\ninclude ${F}', ['DDDD', 'CCC'], []],
  ['$F=none.conf\ninclude $F', [], ['HA1017']],
];

for (const [pattern, instances, codes] of cases) {
  test(`reads ${pattern.replace(root, '/DIRECTORY').replaceAll('\n', ', ')}`, async () => {
    const file = join(root, 'main.conf');
    writeFileSync(file, `${pattern}\n`);
    const { loaded, diagnostics } = await loadConfig(nodeHost(), file, { configId: 'alpha' });
    assert.equal(
      loaded?.config.instances.map(({ name }) => name),
      instances,
    );
    assert.equal(
      diagnostics.map(({ code }) => code),
      codes,
    );
  });
}

test('takes the name of the host for its id', async () => {
  const file = join(root, 'main.conf');
  writeFileSync(file, '@${_INSTANCE} x\n$ID=@beta\nglobal_defs {\n router_id ${_INSTANCE}\n}\n');
  const { loaded } = await loadConfig(nodeHost(), file);
  const name = nodeHost().process.hostName.split('.')[0];
  assert.match(loaded?.tree.source.text ?? '', `router_id ${name}`);
});

const reasons: readonly (readonly [include: string, severity: Severity, reason: RegExp])[] = [
  ['include none.conf', 'warning', /no file matches\./],
  ['include sites', 'warning', /it is a directory/],
  ['include "sites/a.conf"', 'warning', /the quotes are a part of the path/],
  [`include ${root}/none.conf`, 'warning', /no file matches/],
  ['include /nowhere/of/this/machine.conf', 'info', /no file matches/],
  ['includea /nowhere/of/this/machine.conf', 'error', /no file matches/],
];

for (const [line, severity, reason] of reasons) {
  test(`gives ${severity} and a reason for ${line.replace(root, '/DIRECTORY')}`, async () => {
    const file = join(root, 'main.conf');
    writeFileSync(file, `${line}\n`);
    const [found, ...others] = (await loadConfig(nodeHost(), file)).diagnostics;
    assert.equal(others, []);
    assert.is(found?.severity, severity);
    assert.match(found?.message ?? '', reason);
  });
}

test('stops where a part of the configuration may not be read', async () => {
  const files: { readonly [path: string]: ReadResult } = {
    'main.conf': { text: 'include part.conf\n' },
    'part.conf': { problem: 'you may not read it', kind: 'forbidden' },
  };
  const { diagnostics, exit } = await loadConfig(fileHost(files), 'main.conf');
  assert.equal(
    diagnostics.map(({ code }) => code),
    ['HA1020'],
  );
  assert.is(exit, 'inputErrors');
});

test.run();
