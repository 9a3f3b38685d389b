// The scripts of a converted module, run by a shell as SafeKit runs them: which commands of keepalived they
// call, with which arguments, in which changes of state.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { loadKeepalived } from '../../src/app/load-keepalived.ts';
import { textOf } from '../../src/convert/document/output.ts';
import { convertToSafekit } from '../../src/convert/to-safekit/convert.ts';

const test = suite('scripts of a converted module');
const root = mkdtempSync(join(tmpdir(), 'hactl-scripts-'));
test.after(() => rmSync(root, { recursive: true, force: true }));

const log = join(root, 'log');
const tool = (name: string): string => join(root, name);

for (const name of ['up', 'down', 'broken', 'gone', 'tell', 'ok', 'safekit']) {
  const text = `#!/bin/sh\necho "${name} $*" >>${log}\n[ ! -e ${root}/fails-${name} ]\n`;
  writeFileSync(tool(name), text, { mode: 0o755 });
}

const conf = `vrrp_script sound {
    script "${tool('ok')} --deep"
    interval 1
    fall 2
    rise 1
}
vrrp_instance WEB {
    interface eth0
    virtual_router_id 1
    priority 120
    track_script {
        sound
    }
    virtual_ipaddress {
        192.0.2.1/24
    }
    notify_master "${tool('up')} 'two words'"
    notify_backup ${tool('down')}
    notify_fault ${tool('broken')}
    notify_stop ${tool('gone')}
    notify ${tool('tell')}
}
`;

for (const output of convertToSafekit([loadKeepalived('node1.conf', conf).loaded]).outputs) {
  const file = join(root, 'out', output.path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, textOf(output), { mode: 0o755 });
}

const bin = join(root, 'out', 'WEB', 'bin');

const taken = (): string[] => {
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split(/ *\n/) : [];
  rmSync(log, { force: true });
  return lines;
};

const rows: readonly [script: string, args: string, calls: readonly string[]][] = [
  ['start_prim', 'SECOND ALONE start', ['up two words']],
  ['stop_prim', 'ALONE SECOND start', ['down']],
  ['stop_prim', 'force ALONE SECOND start', []],
  ['stop_prim', 'ALONE WAIT stopwait', ['broken']],
  ['stop_prim', 'ALONE WAIT stop', []],
  ['start_second', 'WAIT SECOND start', ['down']],
  ['start_second', 'ALONE SECOND start', []],
  ['poststop', 'WAIT STOP stop', ['gone']],
  ['transition', 'STOP WAIT start', []],
  ['transition', 'WAIT SECOND start', ['tell INSTANCE WEB BACKUP 120']],
  ['transition', 'SECOND ALONE start', ['tell INSTANCE WEB MASTER 120']],
  ['transition', 'ALONE PRIM start', []],
  ['transition', 'PRIM WAIT stopwait', ['tell INSTANCE WEB FAULT 120']],
  ['transition', 'PRIM WAIT stop', ['tell INSTANCE WEB STOP 120']],
  ['prestart', 'STOP WAIT start', []],
];

for (const [script, args, calls] of rows) {
  test(`${script} ${args} calls ${calls.join(' and ') || 'nothing'}`, () => {
    taken();
    const { status, stderr } = spawnSync(join(bin, script), args.split(' '), { encoding: 'utf8' });
    assert.is(stderr, '');
    assert.ok(status === 0 || calls.length > 0, String(status));
    assert.equal(taken(), calls);
  });
}

test('a checker says what changes, as often as it changes', () => {
  taken();
  const env = { ...process.env, SAFE: root };
  const argv = ['2.6', join(bin, 'check_sound'), 'WEB', 'custom.sound'];
  spawnSync('timeout', argv, { env });
  const first = taken().filter((line) => line.startsWith('safekit'));
  assert.equal(first, ['safekit set -r custom.sound -v up -i check_sound -m WEB']);
  writeFileSync(join(root, 'fails-ok'), '');
  spawnSync('timeout', argv, { env });
  const calls = taken();
  assert.ok(calls.includes('ok --deep'));
  assert.equal(
    calls.filter((line) => line.startsWith('safekit')),
    ['safekit set -r custom.sound -v down -i check_sound -m WEB'],
  );
});

test.run();
