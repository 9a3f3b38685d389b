// `hactl try`: which sandboxes a file takes, and what comes of a host that has none. The sandboxes here
// are other fake hosts.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { runInSandbox, type SandboxRequest } from '../../src/app/sandbox.ts';
import { tryConfig } from '../../src/app/try.ts';
import type { ExecResult, Host } from '../../src/host/ports.ts';
import { type FakeHost, fakeHost } from '../support/fake-host.ts';

const address = 'static_ipaddress {\n 10.20.0.1/24 dev eth0\n}\n';
const service =
  'virtual_server 10.0.0.10 80 {\n lb_algo rr\n lb_kind DR\n protocol TCP\n real_server 10.1.0.1 80 {\n weight 1\n }\n}\n';

const ended = (exitCode: number, stderr: string): ExecResult => ({
  exitCode,
  stdout: '',
  stderr,
  isMissing: false,
});

type Sandbox = (input: string) => Promise<ExecResult>;

const working: Sandbox = async (input) => ({
  ...ended(0, ''),
  stdout: JSON.stringify(await runInSandbox(fakeHost(), JSON.parse(input) as SandboxRequest)),
});

interface Sandboxes {
  /** What making a namespace ends with. */
  readonly unshare?: ExecResult;
  readonly namespace?: Sandbox;
  /** Absent: User-Mode Linux is not installed. */
  readonly uml?: Sandbox;
}

const noIpvs = (): FakeHost => {
  const host = fakeHost();
  host.kernel.circumstances = { ...host.kernel.circumstances, hasIpvs: false };
  return host;
};

/** Tries a file on a host with these sandboxes; also what was started in a namespace. */
const tryOn = async (own: FakeHost, sandboxes: Sandboxes, text: string) => {
  const { unshare = ended(0, ''), namespace = working, uml } = sandboxes;
  const entered: string[][] = [];
  const host: Host = {
    ...own,
    exec: {
      ...own.exec,
      run: async (argv, input = '') => {
        if (argv[0] !== 'unshare') return own.exec.run(argv, input);
        entered.push([...argv]);
        return argv.at(-1) === 'true' ? unshare : namespace(input);
      },
    },
    userModeLinux: {
      isInstalled: async () => uml !== undefined,
      run: async (_argv, input) => (uml ?? namespace)(input),
    },
  };
  own.userFiles.set('input.conf', text);
  const outcome = await tryConfig(host, { file: 'input.conf', roles: [] });
  const parts = outcome.parts.map(({ where, report, reason }) => [
    where,
    report?.stages.every(({ isOk }) => isOk) ? 'well' : reason,
  ]);
  return { ...outcome, parts, entered };
};

const withoutUml =
  'this kernel has no IPVS, and User-Mode Linux is not installed (Debian: apt install user-mode-linux kmod)';

const rows: readonly (readonly [
  what: string,
  host: () => FakeHost,
  sandboxes: Sandboxes,
  text: string,
  parts: readonly (readonly [where: string, result: string])[],
  exit: string,
])[] = [
  ['an address takes a namespace', noIpvs, {}, address, [['namespace', 'well']], 'done'],
  ['so does nothing', noIpvs, {}, '# nothing\n', [['namespace', 'well']], 'done'],
  [
    'IPVS takes no other sandbox where the kernel has it',
    fakeHost,
    {},
    address + service,
    [['namespace', 'well']],
    'done',
  ],
  [
    'IPVS takes User-Mode Linux where the kernel has none',
    noIpvs,
    { uml: working },
    address + service,
    [
      ['namespace', 'well'],
      ['user-mode-linux', 'well'],
    ],
    'done',
  ],
  [
    'without it the rest is tried',
    noIpvs,
    {},
    address + service,
    [
      ['namespace', 'well'],
      ['user-mode-linux', withoutUml],
    ],
    'done',
  ],
  [
    'a host where nothing can be tried is no success',
    noIpvs,
    {},
    service,
    [['user-mode-linux', withoutUml]],
    'refused',
  ],
  [
    'the last words of a sandbox without a report are the reason',
    noIpvs,
    { namespace: async () => ended(1, 'unshare: one\nunshare: cannot execute\n') },
    address,
    [['namespace', 'unshare: cannot execute']],
    'refused',
  ],
  [
    'a sandbox may end without a word',
    noIpvs,
    { namespace: async () => ended(137, '') },
    address,
    [['namespace', 'the sandbox ended with status 137 and no report']],
    'refused',
  ],
];

for (const [what, host, sandboxes, text, parts, exit] of rows) {
  test(what, async () => {
    const outcome = await tryOn(host(), sandboxes, text);
    assert.equal(outcome.parts, parts);
    assert.is(outcome.exit, exit);
  });
}

test('root makes just a namespace, others one of users around it', async () => {
  const own = noIpvs();
  const entered = async () => (await tryOn(own, {}, address)).entered.map(([, ...words]) => words);
  const self = ['/usr/bin/node', '/usr/bin/hactl', 'internal', 'sandbox'];
  const [probe, run] = await entered();
  assert.equal(probe, ['--net', '--', 'true']);
  assert.equal(run, ['--net', '--', ...self]);
  own.process.isRoot = false;
  const [probeOfOthers] = await entered();
  assert.equal(probeOfOthers, ['--user', '--map-root-user', '--net', '--', 'true']);
});

test('a host that makes no namespaces is told apart from a file that does not work', async () => {
  const message = 'unshare: unshare failed: No space left on device';
  const { exit, diagnostics } = await tryOn(noIpvs(), { unshare: ended(1, message) }, address);
  assert.is(exit, 'refused');
  assert.is(diagnostics[0]?.code, 'HA6017');
  assert.match(diagnostics[0]?.message ?? '', message);
});

test('a stage that fails is not hidden by a part that was not tried', async () => {
  const failing: Sandbox = async (input) =>
    working(JSON.stringify({ ...(JSON.parse(input) as SandboxRequest), links: ['lo', 'eth/0'] }));
  const { exit } = await tryOn(noIpvs(), { namespace: failing }, address + service);
  assert.is(exit, 'applyUndone');
});

test.run();
