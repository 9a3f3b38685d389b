// hactl lint: which files are taken, what counts, and how the run ends.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { lintFiles, type LintReport, type LintRequest } from '../../src/app/lint.ts';
import { selectedCodes } from '../../src/diag/selection.ts';
import { nodeHost } from '../../src/host/node/host.ts';
import type { Host, ReadResult } from '../../src/host/ports.ts';
import { fileHost } from '../support/file-host.ts';

const root = mkdtempSync(join(tmpdir(), 'hactl-lint-'));
test.after(() => rmSync(root, { recursive: true, force: true }));

const clean = 'global_defs {\n    router_id web\n}\n';
const warned = 'global_defs {\n    router_id web one\n}\n';
const wrong = 'global_defs {\n    router_idd web\n}\ntrack_group a {\n}\n';

const files: { readonly [path: string]: string | Uint8Array } = {
  'clean.conf': clean,
  'warned.conf': warned,
  'wrong.conf': wrong,
  'zero.conf': 'global_defs {\n\0}\n',
  'latin.conf': Uint8Array.of(0x23, 0x20, 0xe9, 0x0a),
  'tree/keepalived.conf': clean,
  'tree/conf.d/web.conf': wrong,
  'tree/nginx.conf': 'http {\n    server_name a;\n}\n',
  'tree/sysctl.conf': 'net.ipv4.ip_forward = 1\n',
  'tree/.git/hidden.conf': wrong,
  'tree/node_modules/package.conf': wrong,
  'tree/notes.txt': wrong,
  'foreign/keepalived.conf': clean,
  'foreign/latin.conf': Buffer.from('# caf\u00e9\nserver_name a;\n', 'latin1'),
  'latin/keepalived.conf': Buffer.from('# caf\u00e9\nglobal_defs {\n}\n', 'latin1'),
  'other/nginx.conf': 'http {\n}\n',
  '[odd].conf': clean,
};
for (const [path, content] of Object.entries(files)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const run = (paths: readonly string[], wishes: Partial<LintRequest> = {}): Promise<LintReport> =>
  lintFiles(nodeHost(), {
    paths: paths.map((path) => join(root, path)),
    codes: selectedCodes({}),
    severities: new Map(),
    failOn: 'error',
    ...wishes,
  });

const filesOf = ({ files: reports }: LintReport): string[] =>
  reports.map(({ file }) => file.slice(root.length + 1));
const codesOf = ({ files: reports }: LintReport): string[] =>
  reports.flatMap(({ findings }) => findings.map(({ code }) => code));

const taken: readonly (readonly [what: string, paths: readonly string[], files: string[]])[] = [
  ['a file whatever it is called', ['tree/notes.txt'], ['tree/notes.txt']],
  ['a file whose name is a pattern', ['[odd].conf'], ['[odd].conf']],
  [
    'files of keepalived below a directory',
    ['tree'],
    ['tree/conf.d/web.conf', 'tree/keepalived.conf'],
  ],
  [
    'what a pattern matches',
    ['tree/*.conf'],
    ['tree/keepalived.conf', 'tree/nginx.conf', 'tree/sysctl.conf'],
  ],
  ['what a pattern matches in all depths', ['tree/**/w*.conf'], ['tree/conf.d/web.conf']],
  ['a file once', ['clean.conf', 'c*.conf', 'clean.conf'], ['clean.conf']],
  ['files in the order of the paths', ['wrong.conf', 'clean.conf'], ['wrong.conf', 'clean.conf']],
];

for (const [what, paths, expected] of taken) {
  test(`takes ${what}`, async () => assert.equal(filesOf(await run(paths)), expected));
}

const exits: readonly (readonly [
  string,
  string[],
  Partial<LintRequest>,
  LintReport['exit'],
  string[],
])[] = [
  ['a clean file', ['clean.conf'], {}, 'done', []],
  ['a warning', ['warned.conf'], {}, 'done', ['HA2005']],
  ['a warning that must not be', ['warned.conf'], { failOn: 'warning' }, 'inputErrors', ['HA2005']],
  ['an error', ['wrong.conf'], {}, 'inputErrors', ['HA2001']],
  [
    'an error that does not count',
    ['wrong.conf'],
    { codes: selectedCodes({ ignore: ['HA2'] }) },
    'done',
    [],
  ],
  [
    'an error made a warning',
    ['wrong.conf'],
    { severities: new Map([['HA2001', 'warning']]) },
    'done',
    ['HA2001'],
  ],
  ['a missing file', ['none.conf'], {}, 'noInput', ['HA1001']],
  [
    'a missing file that does not count',
    ['none.conf'],
    { codes: selectedCodes({ select: ['HA4'] }) },
    'noInput',
    ['HA1001'],
  ],
  [
    'a missing file among others',
    ['wrong.conf', 'none.conf', 'warned.conf'],
    {},
    'noInput',
    ['HA2001', 'HA1001', 'HA2005'],
  ],
  ['zero bytes', ['zero.conf'], {}, 'noInput', ['HA1002']],
  ['bytes that are no UTF-8', ['latin.conf'], {}, 'noInput', ['HA1002']],
  ["other programs' bytes in a directory", ['foreign'], {}, 'done', []],
  ['bytes that are no UTF-8 in a directory', ['latin'], {}, 'noInput', ['HA1002']],
  ['a directory without configurations', ['other'], {}, 'noInput', ['HA1050']],
  ['a pattern that matches nothing', ['*.cfg'], {}, 'noInput', ['HA1050']],
];

for (const [what, paths, wishes, exit, codes] of exits) {
  test(`ends with ${exit} for ${what}`, async () => {
    const report = await run(paths, wishes);
    assert.equal(codesOf(report), codes);
    assert.is(report.exit, exit);
  });
}

test('leaves out what has no end in a directory, and what is far too large', async () => {
  const directory = join(root, 'endless');
  mkdirSync(directory);
  writeFileSync(join(directory, 'keepalived.conf'), clean);
  writeFileSync(join(directory, 'large.conf'), clean);
  truncateSync(join(directory, 'large.conf'), 65 * 1024 * 1024);
  spawnSync('mkfifo', [join(directory, 'pipe.conf')]);
  const report = await run(['endless']);
  assert.equal(filesOf(report), ['endless/keepalived.conf']);
  assert.is(report.exit, 'done');
});

test('says why a directory cannot be searched', async () => {
  const shut: Host = { ...nodeHost(), findFiles: async () => [], listDirectory: async () => null };
  const report = await lintFiles(shut, {
    paths: [join(root, 'tree')],
    codes: selectedCodes({}),
    severities: new Map(),
    failOn: 'error',
  });
  assert.match(report.files[0]?.findings[0]?.message ?? '', 'you may not read this directory');
});

test('has not checked everything where an include may not be read', async () => {
  const files: Record<string, ReadResult> = {
    'main.conf': { text: `${clean}include part.conf\n` },
    'part.conf': { problem: 'you may not read it', kind: 'forbidden' },
  };
  const report = await lintFiles(fileHost(files), {
    paths: ['main.conf'],
    codes: selectedCodes({}),
    severities: new Map(),
    failOn: 'error',
  });
  assert.equal(codesOf(report), ['HA1020']);
  assert.is(report.exit, 'noInput');
});

const part = 'global_defs {\n    router_id web one\n}\n';
const included: Readonly<Record<string, string>> = {
  'parts/keepalived.conf': 'include conf.d/*.conf\nvrrp_script A {\n}\n',
  'parts/other.conf': 'include conf.d/part.conf\nvrrp_script A {\n}\n',
  'parts/conf.d/part.conf': part,
  'circle/a.conf': `include b.conf\n${part}`,
  'circle/b.conf': `include a.conf\n${part}`,
};
for (const [path, text] of Object.entries(included)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

test('takes what others include as a part of these, and says it once', async () => {
  const report = await run(['parts']);
  assert.equal(filesOf(report), ['parts/keepalived.conf', 'parts/other.conf']);
  assert.is(codesOf(report).filter((code) => code === 'HA2005').length, 1);
  const alone = await run(['parts/conf.d/part.conf']);
  assert.equal(filesOf(alone), ['parts/conf.d/part.conf']);
});

test('leaves no file out that is included in a circle only', async () => {
  const report = await run(['circle']);
  assert.equal(filesOf(report), ['circle/a.conf', 'circle/b.conf']);
  assert.ok(codesOf(report).includes('HA1016'));
});

test('checks for the release that is asked for', async () => {
  const path = 'old.conf';
  writeFileSync(join(root, path), 'track_group A {\n    group {\n        WEB\n    }\n}\n');
  assert.equal(codesOf(await run([path])), []);
  assert.equal(codesOf(await run([path], { target: '1.4.5' })), ['HA2016']);
});

test.run();
