// `hactl test` with the keepalived of this machine: its verdict where keepalived's own exit status says
// something else, crashes, hangs, and hosts on which it cannot be asked.

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { fixtures } from '../support/golden.ts';
import { inNamespace, said } from '../support/namespace.ts';
import { suiteUnless, whyNoNamespaces, whyNoPrograms } from '../support/needs.ts';
import { expectValid } from '../support/schemas.ts';

const test = suiteUnless(
  'test',
  whyNoNamespaces() ?? whyNoPrograms('keepalived', 'ip', 'setpriv', 'prlimit'),
);

const program = join(import.meta.dirname, '../../bin/run.js');
const directory = mkdtempSync(join(tmpdir(), 'hactl-test-'));
test.after(() => rmSync(directory, { recursive: true, force: true }));

/** Node.js warns where colours are forbidden and forced. */
const { FORCE_COLOR, ...plain } = process.env;
const env = { ...plain, PATH: `${plain['PATH']}:/usr/sbin:/sbin`, NO_COLOR: '1' };

const hactl = (args: readonly string[], input = '') =>
  spawnSync(process.execPath, [program, ...args], { cwd: directory, env, input, encoding: 'utf8' });

const instance = (lines: string): string =>
  `vrrp_instance WEB {\n    interface hactl7\n${lines}    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n`;

const checked = (url: string): string =>
  `virtual_server 10.0.0.1 80 {\n    lb_algo rr\n    protocol TCP\n    real_server 10.0.0.2 80 {\n        HTTP_GET {\n${url}            connect_timeout 3\n        }\n    }\n}\n`;

/** How keepalived 2.2.7 ends is part of some; later releases have mended a few. */
const files: { readonly [name: string]: string } = {
  'good.conf': instance('    virtual_router_id 51\n'),
  'warned.conf': 'vrrp_instance WEB {\n    interface hactl7\n    virtual_router_id 51\n}\n',
  'userconfig.xml': '<safe/>\n',
  'typo.conf': instance('    virtual_router_id 51\n    prioritty 150\n'),
  'fatal.conf': instance(''),
  'twice.conf': instance('    virtual_router_id 51\n').repeat(2).replace('WEB', 'DB'),
  'parameter.conf': instance('    virtual_router_id\n'),
  'url.conf': checked(''),
  'self.conf': 'include self.conf\n',
  'outer.conf': 'include part/inner.conf\n',
  'part/inner.conf': 'include other.conf\n',
  'part/other.conf': 'global_defs {\n    frob\n}\n',
  'namespace.conf': `net_namespace hactl-blue\n${instance('    virtual_router_id 51\n')}`,
  'where.conf': `@here frob\n@^here frub\n`,
  'od[d] name.conf': 'frob\n',
  'executable.conf': instance('    virtual_router_id 51\n'),
  'endless.conf': `$A=$A\n${instance('    virtual_router_id $A\n')}`,
};
mkdirSync(join(directory, 'part'));
for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
chmodSync(join(directory, 'executable.conf'), 0o755);

const rows: readonly (readonly [
  what: string,
  args: readonly string[],
  status: number,
  out: RegExp,
])[] = [
  [
    'accepts a file whose interface this host has not',
    ['good.conf'],
    0,
    /made for it: hactl7\n\nAccepted: keepalived has nothing to say\.\n/,
  ],
  ['accepts with remarks', ['warned.conf'], 0, / {2}warning .*\n\nAccepted, with remarks\.\n/],
  [
    'refuses an unknown keyword',
    ['typo.conf'],
    1,
    / {2}error {4}typo\.conf:4 {2}Unknown keyword 'prioritty'\n\nRefused: /,
  ],
  [
    'refuses what the daemon stops at, though the exit status is that of a warning',
    ['fatal.conf'],
    1,
    / {2}fatal {4}fatal\.conf:1 .*\n\nRefused: keepalived would stop at its start\. Its exit status hides that: it is\n5, /,
  ],
  ['refuses a VRID that is taken', ['twice.conf'], 1, /fatal .* both use VRID 51 [^]*Refused: /],
  ['refuses a keyword without its parameter', ['parameter.conf'], 1, /^Refused: .* start\.$/m],
  [
    'refuses a file that includes itself, though the exit status is 0',
    ['self.conf'],
    1,
    /unread +self\.conf:1 [^]*Refused: a file that is included is not read\. Its exit status hides that/,
  ],
  [
    'names included files as they are seen from here',
    ['outer.conf'],
    1,
    /error +part\/other\.conf:2 {2}Unknown keyword 'frob'\n/,
  ],
  ['makes network namespaces', ['namespace.conf'], 0, /hactl7, namespace hactl-blue\n\nAccepted/],
  ['reads lines for an id', ['where.conf', '--config-id', 'here'], 1, /where\.conf:1 .*frob/],
  ['reads lines for other ids', ['where.conf', '-i', 'there'], 1, /where\.conf:2 .*frub/],
  ['reads a file whose name is a pattern', ['od[d] name.conf'], 1, /od\[d\] name\.conf:1 .*frob/],
  ['reads standard input', ['-'], 1, /^Testing <stdin> with [^]* <stdin>:2 {2}Unknown keyword/],
  [
    'says that nothing was read, though the exit status is 0',
    ['executable.conf'],
    1,
    /^Not read: keepalived ends with exit status 0 and has read nothing\.$/m,
  ],
  [
    'kills a keepalived that hangs',
    ['endless.conf', '--timeout', '1s'],
    1,
    /^Hung: keepalived was killed after 1 s\.$/m,
  ],
];

for (const [what, args, status, out] of rows) {
  test(what, () => {
    const result = hactl(['test', ...args], 'global_defs {\n    frob\n}\n');
    assert.match(result.stdout, out);
    assert.is(result.stderr, '');
    assert.is(result.status, status);
  });
}

test('says that keepalived crashes, and leaves no core behind', () => {
  const { status, stdout } = hactl(['test', 'url.conf', '--format', 'json']);
  const report = JSON.parse(stdout);
  expectValid('test', report);
  // Releases after 2.2.7 only complain.
  const is227 = report.keepalived.version === '2.2.7';
  assert.is(report.verdict, is227 ? 'crashed' : 'refused');
  assert.is(report.endedBy, is227 ? 'SIGSEGV' : null);
  assert.is(status, 1);
  assert.equal(
    readdirSync(directory).filter((name) => name.startsWith('core')),
    [],
  );
});

test('leaves no keepalived behind', () => {
  const commands = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    });
  assert.not.ok(commands.some((command) => command.includes('endless.conf')));
});

test('asks another keepalived', () => {
  const path = join(directory, 'keepalived');
  writeFileSync(
    path,
    '#!/bin/sh\necho "Keepalived v2.3.4 (01/01,2025)" >&2\n[ "$1" = --version ] || kill -ABRT $$\n',
    { mode: 0o755 },
  );
  const { stdout, status } = hactl(['test', 'good.conf', '--keepalived', path]);
  assert.match(stdout, /with keepalived 2\.3\.4 [^]*Crashed: SIGABRT ended keepalived/);
  assert.is(status, 1);
});

const refusals: readonly (readonly [string, readonly string[], number, RegExp])[] = [
  ['no keepalived', ['good.conf', '--keepalived', './none'], 5, /HA6040.*it is not installed/],
  ['another program', ['good.conf', '--keepalived', '/bin/true'], 5, /HA6040.*does not say which/],
  ['a file of SafeKit', ['userconfig.xml'], 5, /HA6041.*is XML/],
  ['a missing file', ['none.conf'], 66, /HA1001.*there is no such file/],
  ['a directory', ['.'], 66, /HA1001.*it is a directory/],
  ['a wrong time', ['good.conf', '--timeout', 'soon'], 64, /no length of time/],
];

for (const [what, args, status, message] of refusals) {
  test(`refuses ${what} with exit code ${status}`, () => {
    const result = hactl(['test', ...args]);
    assert.is(result.stdout, '');
    assert.match(said(result), message);
    assert.is(result.status, status);
  });
}

test('works for a user without rights', () =>
  inNamespace([], [], (namespace) => {
    const result = namespace.hactlAsNobody(['test', '-'], files['good.conf']);
    assert.match(result.stdout, /made for it: hactl7\n\nAccepted/);
    assert.is(result.status, 0, result.stderr);
  }));

test('accepts what ldirectord.cf became', () => {
  const result = hactl(['test', join(fixtures, 'ldirectord/keepalived.conf')]);
  assert.match(result.stdout, /Accepted/);
  assert.is(result.status, 0);
});

test.run();
