// `hactl try` where it is run: by users without rights, on hosts that forbid them sandboxes, from a
// directory that a sandbox might hide.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { inNamespace, type Namespace, programArgv, said } from '../support/namespace.ts';
import { suiteUnless, whyNoNamespaces, whyNoPrograms } from '../support/needs.ts';

const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups'];

const whyNoUserNamespaces = (): string | null => {
  const { status } = spawnSync('setpriv', [...nobody, 'unshare', '--user', '--net', 'true']);
  return status === 0 ? null : 'users may make no namespaces';
};

const programs = ['ip', 'nft', 'sysctl', 'flock', 'setpriv', 'linux.uml', 'modprobe'];
const test = suiteUnless(
  'try',
  whyNoNamespaces() ?? whyNoPrograms(...programs) ?? whyNoUserNamespaces(),
);

const text = `static_ipaddress {
    10.20.0.1/24 dev eth0
}
virtual_server 10.20.0.1 80 {
    lb_algo rr
    lb_kind DR
    protocol TCP
    real_server 10.20.0.2 80 {
        weight 1
    }
}
`;

const worked =
  /^Trying \S+\n\nIn a private network namespace: .*\n\nIn User-Mode Linux: IPVS\n.*\n\nAll of it works, and undoing it too; nothing of this host was touched\.\n$/s;

test('works for a user without rights', () =>
  inNamespace([], [], (namespace) => {
    const result = namespace.hactlAsNobody(['try', '-'], text);
    assert.is(result.status, 0, result.stdout + result.stderr);
    assert.match(result.stdout, worked);
  }));

/** hactl as a user of a namespace of users in which no other can be made. */
const whereNoneAreAllowed = (namespace: Namespace, args: readonly string[], input: string) => {
  const forbid = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"';
  return namespace.run(
    [
      ...['unshare', '--user', '--map-user=1000', '--map-group=1000', '--keep-caps'],
      ...['sh', '-c', forbid, 'sh', 'setpriv', '--ambient-caps=-all', '--inh-caps=-all'],
      ...namespace.programArgv,
      ...args,
    ],
    input,
  );
};

test('says who forbids it where users may make no namespaces', () =>
  inNamespace([], [], (namespace) => {
    const result = whereNoneAreAllowed(namespace, ['try', '-'], text);
    assert.is(result.status, 5, result.stdout + result.stderr);
    assert.is(result.stdout, '');
    assert.match(
      said(result),
      /HA6017.*could not be made: unshare: .*No space left on device.*run it as root.*user\.max_user_namespaces/,
    );
  }));

test('works from a directory below /tmp, where a sandbox has files of its own', () =>
  inNamespace([], [], (namespace) => {
    const directory = mkdtempSync(join(tmpdir(), 'hactl-test-'));
    try {
      writeFileSync(join(directory, 'web.conf'), text);
      const script = 'cd "$0" && exec "$@"';
      const argv = [...namespace.programArgv, 'try', 'web.conf'];
      const result = namespace.run(['sh', '-c', script, directory, ...argv]);
      assert.is(result.status, 0, result.stdout + result.stderr);
      assert.match(result.stdout, worked);
    } finally {
      rmSync(directory, { recursive: true });
    }
  }));

/** Processes with this word on their command lines. */
const processesWith = (word: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word);
      } catch {
        return false;
      }
    });

const until = async (isSo: () => boolean, limitMs: number): Promise<boolean> => {
  for (let waitedMs = 0; waitedMs < limitMs; waitedMs += 100) {
    if (isSo()) return true;
    await sleep(100);
  }
  return isSo();
};

/** Starts a try in a guest, and ends hactl alone in the middle of it. */
const endInTheMiddle = async (directory: string, signal: NodeJS.Signals): Promise<void> => {
  const [program = '', ...args] = programArgv;
  const child = spawn(program, [...args, 'try', '-'], {
    env: { ...process.env, TMPDIR: directory },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin.end(text);
  const guest = `uml_dir=${directory}`;
  assert.ok(await until(() => processesWith(guest).length > 2, 20_000), 'no guest was started');
  await sleep(500);
  child.kill(signal);
  await once(child, 'exit');
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const) {
  test(`leaves no guest behind when ${signal} ends it`, async () => {
    const directory = mkdtempSync(join(tmpdir(), 'hactl-test-'));
    try {
      await endInTheMiddle(directory, signal);
      const isGone = await until(() => processesWith(directory).length === 0, 10_000);
      assert.ok(isGone, processesWith(directory).join());
      if (signal === 'SIGKILL') return;
      const left = readdirSync(directory).filter((name) => name.startsWith('hactl-uml-'));
      assert.equal(left, [], 'it holds the configuration');
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
}

test.run();
