// Exit codes and messages for what goes wrong before a plan: usage, files, permission, the lock.

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { inNamespace, type Namespace, said } from '../support/namespace.ts';
import { suiteUnless, whyNoNamespaces, whyNoPrograms } from '../support/needs.ts';

const root = join(import.meta.dirname, '../..');
const directory = mkdtempSync(join(tmpdir(), 'hactl-test-'));
const runJs = join(root, 'bin', 'run.js');
const env = { ...process.env, NO_COLOR: '1', PATH: `${process.env['PATH']}:/usr/sbin:/sbin` };

const hactl = (args: readonly string[], input = '', program = process.execPath) => {
  const argv = [runJs, ...args];
  const { status, stdout, stderr } = spawnSync(program, argv, { env, input, encoding: 'utf8' });
  return { status, stdout, stderr };
};

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
};

const pipe = (name: string): string => {
  const path = join(directory, name);
  spawnSync('mkfifo', [path]);
  return path;
};

const test = suite('command line');
test.after(() => rmSync(directory, { recursive: true, force: true }));

const rows: [what: string, status: number, args: () => string[], message: RegExp][] = [
  ['an unknown command', 64, () => ['plna'], /did you mean "hactl plan"/],
  ['an unknown option', 64, () => ['plan', '--nope'], /Nonexistent flag: --nope/],
  ['a module of two words', 64, () => ['plan', '--module', 'my app'], /--module wants letters/],
  ['traffic that is none', 64, () => ['plan', '--traffic', 'opne'], /did you mean "open"\?/],
  ['a mistyped role', 64, () => ['plan', '--role', 'AM=secnd'], /did you mean "AM=second"\?/],
  ['a role that is none', 64, () => ['plan', '--role', 'VI_1=owner'], /NAME=master\|backup\|fault/],
  ['a format that is none', 64, () => ['plan', '--format', 'yaml'], /--format/],
  ['a time that is none', 64, () => ['apply', '--confirm-within', '120'], /90s, 2m or 1h/],
  ['too many files', 64, () => ['facts', 'a.conf', 'b.conf'], /Unexpected argument: b\.conf/],
  ['a missing file', 66, () => ['plan', '/no/such.conf'], /HA1001.*there is no such file/],
  ['a directory', 66, () => ['plan', directory], /HA1001.*it is a directory/],
  ['a named pipe', 66, () => ['plan', pipe('pipe')], /HA1001.*it is a pipe/],
  ['a device', 66, () => ['plan', '/dev/zero'], /HA1001.*not a file/],
  ['zero bytes', 66, () => ['plan', file('zero', 'a\0b')], /HA1002.*a zero byte at byte 1/],
  [
    'bytes that are no UTF-8',
    66,
    () => ['plan', file('latin', Uint8Array.of(97, 98, 0xe9, 32))],
    /HA1002.*not UTF-8 at byte 2/,
  ],
  [
    'a plan that cannot be saved',
    66,
    () => ['plan', '--against', 'empty', file('none', ''), '--out', '/no/such/plan.json'],
    /HA6019.*there is no such directory/,
  ],
  [
    'an error in the file',
    1,
    () => ['plan', '--against', 'empty', file('bad', 'vrrp_instnace X {\n}\n')],
    /HA2002.*did you mean "vrrp_instance"/,
  ],
  ['a layout to mend', 1, () => ['fmt', '--check', file('layout', 'a{b}')], /^$/],
  [
    'two files to print',
    64,
    () => ['fmt', file('one', 'a\n'), file('two', 'b\n')],
    /--write, --check or --diff/,
  ],
  ['standard input to write back', 64, () => ['fmt', '--write', '-'], /cannot be written back/],
  ['writing and only checking', 64, () => ['fmt', '--write', '--check'], /--check/],
  [
    'a report in place of the configuration',
    64,
    () => {
      const path = file('kept.conf', 'global_defs {\n}\n');
      symlinkSync(path, join(directory, 'link.conf'));
      return ['lint', '--output', join(directory, 'link.conf'), path];
    },
    /--output would overwrite .*kept\.conf/,
  ],
  [
    'a report in place of an included file',
    64,
    () => [
      ...['lint', '--output', file('part.conf', 'global_defs {\n}\n')],
      file('including.conf', 'include part.conf\n'),
    ],
    /--output would overwrite .*part\.conf/,
  ],
  [
    'a baseline in place of the configuration',
    64,
    () => {
      const path = file('known.conf', 'global_defs {\n}\n');
      return ['lint', '--write-baseline', '--baseline', path, path];
    },
    /--baseline would overwrite .*known\.conf/,
  ],
  [
    'a baseline and a report',
    64,
    () => ['lint', '--write-baseline', '--output', 'x', file('both.conf', '')],
    /--write-baseline/,
  ],
  [
    'facts that are none',
    66,
    () => ['lint', '--facts', file('facts.json', '{}'), file('judged.conf', '')],
    /HA5009/,
  ],
  [
    'a series of releases',
    64,
    () => ['lint', '--target', '2.2', file('series.conf', '')],
    /did you mean 2\.2\.\d or 2\.2\.7 or 2\.2\.8\?/,
  ],
  [
    'a role for nobody',
    1,
    () => ['plan', '--against', 'empty', '--role', 'VI=master', file('none', '')],
    /HA5004/,
  ],
  [
    'a state that is none',
    1,
    () => ['plan', '--against', file('s.json', '{}'), file('none', '')],
    /HA5009.*no "kind": "hactl-state"/,
  ],
];

for (const [what, status, args, message] of rows) {
  test(`answers ${what} with exit code ${status}`, () => {
    const result = hactl(args());
    assert.is(result.status, status, result.stderr);
    assert.match(said(result), message);
    assert.not.match(result.stderr, /\n\s+at /);
  });
}

test('takes a file without a word as nothing to do', () => {
  const result = hactl(['plan', '--against', 'empty', file('empty', '# nothing\n')]);
  assert.is(result.status, 0);
  assert.match(result.stdout, /Nothing to do/);
});

test('reads what a shell opens for it', () => {
  const script = [
    'set -eo pipefail',
    '"$@" <(echo "# nothing")',
    'echo "# nothing" | "$@" /dev/stdin',
    '"$@" /dev/null',
  ].join('\n');
  const argv = [process.execPath, runJs, 'plan', '--against', 'empty'];
  const ran = spawnSync('bash', ['-c', script, 'bash', ...argv], { env, encoding: 'utf8' });
  assert.is(ran.status, 0, ran.stderr);
  assert.is(ran.stdout.split('Nothing to do').length, 4);
});

/** Would set the title of a terminal, and clear it. */
const commanding =
  'vrrp_instance "A\u001b]0;title\u0007" {\n interface eth0\n virtual_router_id \u001b[2J\n}\n';

test('shows what would command a terminal', () => {
  const path = file('commanding', commanding);
  for (const args of [
    ['plan', '--against', 'empty', path],
    ['lint', path],
    ['show', 'tree', path],
  ]) {
    const { stdout, stderr } = hactl(args);
    assert.not.match(stdout + stderr, /[\u0000-\u0008\u000b-\u001f\u007f]/);
    assert.match(stdout + stderr, '\\x1b[2J', args.join(' '));
  }
});

test('prints no colours where there is no terminal', () => {
  const result = hactl(['plan', '--against', 'empty', file('bad', 'nope 1\n')]);
  assert.not.match(result.stderr + result.stdout, /\u001b/);
});

test('has help for every command', () => {
  const overview = hactl(['help']).stdout;
  for (const command of ['plan', 'fmt', 'apply', 'confirm', 'rollback', 'try', 'show']) {
    assert.match(overview, new RegExp(`^ +${command} `, 'm'));
    assert.is(hactl([command, '--help']).status, 0, command);
  }
  assert.not.match(overview, /internal/);
});

test('turns an old Node.js away in one line', () => {
  const old = ['/usr/bin/node', '/usr/local/bin/node'].find((program) => {
    const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
    return /^v(1\d|2[01])\./.test(stdout ?? '');
  });
  if (old === undefined) return;
  const result = hactl(['plan'], '', old);
  assert.is(result.status, 64);
  assert.match(result.stderr, /^hactl needs Node\.js 22 or newer; this is [\d.]+\.\n$/);
});

test.run();

const reason = whyNoNamespaces() ?? whyNoPrograms('ip', 'flock', 'setpriv');
const rooted = suiteUnless('command line on a host', reason);

const oneAddress = 'static_ipaddress {\n    10.20.0.1/24 dev eth0\n}\n';

rooted('without the right to change the network, it says so before anything else', () =>
  inNamespace(['eth0'], [], (namespace) => {
    const stateOption = ['--state-dir', namespace.stateDirectory];
    const apply = namespace.hactlAsNobody(['apply', '-', '--yes', ...stateOption], oneAddress);
    assert.is(apply.status, 5, apply.stderr);
    assert.match(said(apply), /HA6002.*run it as root/);
    const plan = namespace.hactlAsNobody(['plan', '-'], oneAddress);
    assert.is(plan.status, 0, plan.stderr);
    assert.match(plan.stdout, /1 to add/);
  }),
);

rooted('a second apply waits for the first, then says who holds the lock', () =>
  inNamespace(['eth0'], [], (namespace) => {
    const first = namespace.hactl(['apply', '-', '--yes'], oneAddress);
    assert.is(first.status, 0, first.stderr);
    const [ns = ''] = namespace.run(['ls', namespace.stateDirectory]).stdout.split('\n');
    const lock = join(namespace.stateDirectory, ns, 'lock');
    const holder = namespace.start(['flock', '--exclusive', lock, 'sleep', '30']);
    namespace.run(['sleep', '0.3']);
    const second = namespace.hactl(['apply', '-', '--yes', '--lock-wait', '1s'], oneAddress);
    holder.stop();
    assert.is(second.status, 5, second.stderr);
    assert.match(said(second), /HA6006.*hactl apply -/);
    const third = namespace.hactl(['apply', '-', '--yes'], oneAddress);
    assert.is(third.status, 0, third.stderr);
  }),
);

rooted('a state directory that others can enter is not trusted', () =>
  inNamespace(['eth0'], [], (namespace) => {
    chmodSync(namespace.stateDirectory, 0o777);
    const result = namespace.hactl(['apply', '-', '--yes'], oneAddress);
    assert.is(result.status, 5);
    assert.match(said(result), /HA6012.*can be entered by others/);
  }),
);

/** hactl in a directory that is removed before it starts. */
const whereNothingIs = (namespace: Namespace, args: readonly string[], input = '') => {
  const removed = mkdtempSync(join(tmpdir(), 'hactl-test-'));
  const script = 'cd "$0" && rmdir "$0" && exec "$@"';
  return namespace.run(['sh', '-c', script, removed, ...namespace.programArgv, ...args], input);
};

rooted('a working directory that is gone matters only to relative paths', () =>
  inNamespace(['eth0'], [], (namespace) => {
    const stateOption = ['--state-dir', namespace.stateDirectory];
    const absolute = join(namespace.stateDirectory, 'one.conf');
    writeFileSync(absolute, oneAddress);
    const plan = whereNothingIs(namespace, ['plan', absolute]);
    assert.is(plan.status, 0, plan.stderr);
    assert.match(plan.stdout, /1 to add/);
    const apply = whereNothingIs(namespace, ['apply', '-', '--yes', ...stateOption], oneAddress);
    assert.is(apply.status, 0, apply.stderr);
    const rows = [
      [['plan', 'one.conf'], /HA1001.*the directory that hactl was started in is gone/],
      [
        ['plan', '-', '--out', 'plan.json'],
        /HA6019.*the directory that hactl was started in is gone/,
      ],
    ] as const;
    for (const [args, message] of rows) {
      const result = whereNothingIs(namespace, args, oneAddress);
      assert.is(result.status, 66, result.stderr);
      assert.match(said(result), message);
    }
  }),
);

rooted('says what it did not foresee, and does nothing then', () =>
  inNamespace(['eth0'], [], (namespace) => {
    const plan = join(namespace.stateDirectory, 'plan.json');
    assert.is(namespace.hactl(['plan', '-', '--out', plan], oneAddress).status, 0);
    // The plan is one by its form, but ip(8) would not read this label as one word.
    const spoiled = readFileSync(plan, 'utf8').replace('"label": "eth0"', '"label": "eth0:\\"x"');
    writeFileSync(plan, spoiled);
    const result = namespace.hactl(['apply', plan, '--yes']);
    assert.is(result.status, 70, result.stderr);
    assert.match(said(result), /HA9001.*a line for ip that it would misread/);
    assert.match(namespace.hactl(['rollback', '--yes']).stdout, /nothing to undo/);
  }),
);

rooted.run();
