// hactl facts: what is looked at, and what is said when it cannot be.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { gatherFacts, readFacts } from '../../src/app/facts.ts';
import { lintFiles } from '../../src/app/lint.ts';
import { loadKeepalived } from '../../src/app/load-keepalived.ts';
import { selectedCodes } from '../../src/diag/selection.ts';
import type { ExecResult, Host, PathEntry } from '../../src/host/ports.ts';
import type { Facts } from '../../src/lint/facts.ts';
import { fileHost } from '../support/file-host.ts';
import { readFixture } from '../support/golden.ts';
import { expectValid } from '../support/schemas.ts';

const text = `global_defs {
    script_user nobody operators
}
vrrp_script web {
    script "/opt/check web"
    user 1000
}
vrrp_instance WEB {
    interface eth0
    virtual_router_id 51
    notify /etc/keepalived/../notify root
    notify_master "killall -0 nginx"
    virtual_ipaddress {
        192.0.2.10/24
    }
    track_script {
        web
    }
}
`;

const directory: PathEntry = { kind: 'directory', mode: '0755', uid: 0, gid: 0 };
const entries: { readonly [path: string]: PathEntry } = {
  '/': directory,
  '/opt': { kind: 'link', mode: '0777', uid: 0, gid: 0, target: 'srv/./opt/' },
  '/srv': directory,
  '/srv/opt': directory,
  '/srv/opt/check': { kind: 'file', mode: '0755', uid: 0, gid: 0 },
  '/etc': directory,
  '/etc/keepalived': directory,
};

const links = [
  { ifname: 'lo', flags: ['UP'], address: '00:00:00:00:00:00' },
  { ifname: 'eth0', flags: [], address: '02:00:00:00:00:01' },
];
const addresses = [
  { ifname: 'eth0', addr_info: [{ local: '192.0.2.1', prefixlen: 24, scope: 0 }] },
];

const ok = (stdout: string, exitCode = 0): ExecResult => ({
  exitCode,
  stdout,
  stderr: '',
  isMissing: false,
});

/** What the commands say; getent(1) ends with 2 when it does not find all. */
const answers: { readonly [command: string]: ExecResult } = {
  'ip -N -j -d link show': ok(JSON.stringify(links)),
  'ip -N -j -d addr show': ok(JSON.stringify(addresses)),
  'getent -- passwd root keepalived_script nobody': ok(
    'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n',
    2,
  ),
  'getent -- group operators': ok('', 2),
};

const missing: ExecResult = { exitCode: null, stdout: '', stderr: '', isMissing: true };

const hostWith = (commands: typeof answers, files: Readonly<Record<string, string>> = {}): Host => {
  const read = Object.entries(files).map(([path, content]) => [path, { text: content }]);
  return {
    ...fileHost(Object.fromEntries(read)),
    exec: { run: async (argv: readonly string[]) => commands[argv.join(' ')] ?? missing },
    inspectPath: async (path: string) => entries[path] ?? null,
  } as unknown as Host;
};

const gather = async (commands = answers): Promise<Facts> => {
  const gathered = await gatherFacts(hostWith(commands), loadKeepalived('a.conf', text).loaded);
  if ('problem' in gathered) throw new Error(gathered.problem.message);
  return gathered.facts;
};

test('finds interfaces with their addresses', async () => {
  assert.equal((await gather()).interfaces, [
    { name: 'lo', isUp: true, addresses: [] },
    { name: 'eth0', isUp: false, addresses: ['192.0.2.1/24'] },
  ]);
});

test('finds the users and groups that the file names', async () => {
  const { users, groups } = await gather();
  assert.equal(users, {
    root: { uid: 0, gid: 0 },
    keepalived_script: null,
    nobody: { uid: 65534, gid: 65534 },
  });
  assert.equal(groups, { operators: null });
});

test('does not know users where nobody can be asked', async () => {
  const { 'ip -N -j -d link show': link, 'ip -N -j -d addr show': addr } = answers;
  const only = { 'ip -N -j -d link show': link, 'ip -N -j -d addr show': addr };
  const { users } = await gather(only as typeof answers);
  assert.equal(users, {});
});

test('finds all that stands on the way to a script, link by link', async () => {
  const { paths } = await gather();
  assert.equal(paths, { ...entries, '/etc/notify': null });
});

test('writes what the schema says', async () => {
  expectValid('facts', await gather());
  expectValid('facts', JSON.parse(readFixture('facts/lb1.json')));
});

test('says when the kernel cannot be asked', async () => {
  const gathered = await gatherFacts(hostWith({}), loadKeepalived('a.conf', text).loaded);
  assert.is('problem' in gathered && gathered.problem.code, 'HA6001');
});

const unreadable: readonly (readonly [what: string, content: string, code: string])[] = [
  ['that is missing', '', 'HA1001'],
  ['that is no JSON', 'facts', 'HA5009'],
  ['of something else', '{"kind":"hactl-plan","schemaVersion":1}', 'HA5009'],
  ['without its members', '{"kind":"hactl-facts","schemaVersion":1}', 'HA5009'],
  ['of another version', '{"kind":"hactl-facts","schemaVersion":9}', 'HA5009'],
];

for (const [what, content, code] of unreadable) {
  test(`says when facts are in a file ${what}`, async () => {
    const files = content === '' ? {} : { 'host.json': content };
    const read = await readFacts(hostWith({}, files), 'host.json');
    assert.is('problem' in read && read.problem.code, code);
  });
}

const judged = async (facts: 'live' | Facts, commands = answers): Promise<string[]> => {
  const codes = selectedCodes({ select: ['HA47', 'HA6'] });
  const request = {
    paths: ['a.conf'],
    codes,
    severities: new Map(),
    failOn: 'error',
    facts,
  } as const;
  const { files } = await lintFiles(hostWith(commands, { 'a.conf': text }), request);
  return files.flatMap(({ findings }) => findings.map(({ code }) => code));
};

test('judges a file with the facts of this host', async () => {
  assert.equal(await judged('live'), ['HA4706', 'HA4703']);
});

test('judges a file with the facts of another host', async () => {
  const facts = await gather();
  assert.equal(await judged({ ...facts, interfaces: [] }), ['HA4706', 'HA4701', 'HA4703']);
});

test('says that a file is not judged when the kernel cannot be asked', async () => {
  assert.equal(await judged('live', {}), ['HA6001']);
});

test.run();
