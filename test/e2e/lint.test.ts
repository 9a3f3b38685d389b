// hactl lint by its command line: options, exit codes, and where the report goes.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const root = join(import.meta.dirname, '../..');
const directory = mkdtempSync(join(tmpdir(), 'hactl-lint-'));
test.after(() => rmSync(directory, { recursive: true, force: true }));

const clean = 'global_defs {\n    router_id web\n}\n';
const warned = 'global_defs {\n    router_id web one\n}\n';
const wrong = 'global_defs {\n    router_idd web\n}\n';
for (const [name, text] of Object.entries({ clean, warned, wrong })) {
  writeFileSync(join(directory, `${name}.conf`), text);
}

/** The environment without what says that we run in somebody's CI. */
const plainEnvironment = (): NodeJS.ProcessEnv => {
  const { GITHUB_ACTIONS, GITHUB_WORKSPACE, CI_PROJECT_DIR, ...rest } = process.env;
  return { ...rest, NO_COLOR: '1' };
};

const lint = (args: readonly string[], input = '', env: NodeJS.ProcessEnv = {}, cwd = directory) =>
  spawnSync(process.execPath, [join(root, 'bin', 'run.js'), 'lint', ...args], {
    cwd,
    env: { ...plainEnvironment(), ...env },
    input,
    encoding: 'utf8',
  });

const rows: readonly (readonly [what: string, status: number, args: string[], out: RegExp])[] = [
  ['a clean file', 0, ['clean.conf'], /^Checked 1 file: nothing to complain of\.\n$/],
  ['a warning', 0, ['warned.conf'], /warning\[HA2005\].*: 0 errors, 1 warning\.\n$/s],
  ['a warning under --fail-on', 1, ['warned.conf', '--fail-on', 'warning'], /HA2005/],
  ['an error', 1, ['wrong.conf'], /error\[HA2001\].*: 1 error, 0 warnings\.\n$/s],
  ['an error that is ignored', 0, ['wrong.conf', '--ignore', 'unknown-keyword,HA4'], /nothing/],
  ['an error that is not selected', 0, ['wrong.conf', '--select', 'HA4'], /nothing/],
  ['a file and a missing one', 66, ['none.conf', 'wrong.conf'], /HA1001.*HA2001.*Checked 1 file/s],
  ['a directory', 1, ['.'], /HA2005.*HA2001.*Checked 3 files/s],
  ['a pattern', 0, ['c*.conf'], /Checked 1 file/],
  ['a pattern without a match', 66, ['*.cfg'], /HA1050.*no file matches/s],
  [
    'a question for coverage',
    0,
    ['warned.conf', '--coverage'],
    /read +global_defs > router_id +1 /,
  ],
  ['standard input', 1, ['-'], /<stdin>:2:5/],
  ['all sides of standard input', 1, ['-', '--all-conditions'], /<stdin>:2:5/],
];

for (const [what, status, args, out] of rows) {
  test(`answers ${what} with exit code ${status}`, () => {
    const result = lint(args, wrong);
    assert.match(result.stdout, out);
    assert.is(result.stderr, '');
    assert.is(result.status, status);
  });
}

const misused: readonly (readonly [what: string, args: string[], message: RegExp])[] = [
  ['a code that is none', ['--ignore', 'unknown-keyward'], /did you mean "unknown-keyword"/],
  ['a severity that is none', ['--fail-on', 'never'], /--fail-on/],
  ['a format that is none', ['--format', 'xml'], /--format/],
  ['coverage as SARIF', ['--coverage', '--format', 'sarif'], /as text or json/],
  ['coverage and a baseline', ['--coverage', '--baseline', 'known.json'], /--baseline/],
  ['a release that is none', ['--target', '1.0'], /--target/],
];

for (const [what, args, message] of misused) {
  test(`calls ${what} a mistake of usage`, () => {
    const result = lint(['clean.conf', ...args]);
    assert.is(result.status, 64, result.stderr);
    assert.match(result.stderr, message);
  });
}

test('keeps to the settings of the project, and to options before these', () => {
  const project = join(directory, 'project');
  mkdirSync(join(project, 'conf'), { recursive: true });
  writeFileSync(join(project, 'conf', 'a.conf'), warned);
  const lintThere = (args: readonly string[] = []) =>
    lint(['a.conf', ...args], '', {}, join(project, 'conf'));
  const settle = (settings: object): void =>
    writeFileSync(join(project, '.hactlrc.json'), JSON.stringify(settings));
  settle({ severity: { 'extra-words': 'error' } });
  assert.is(lintThere().status, 1);
  settle({ failOn: 'warning' });
  assert.is(lintThere().status, 1);
  assert.is(lintThere(['--fail-on', 'error']).status, 0);
  settle({ ignore: ['HA2005'] });
  assert.match(lintThere().stdout, /nothing to complain of/);
  assert.match(lintThere(['--ignore', 'HA4']).stdout, /1 warning/);
  settle({ failon: 'warning' });
  const refused = lintThere();
  assert.is(refused.status, 64);
  assert.match(refused.stderr, /HA6020.*"failon".*did you mean "failOn"/s);
});

test('knows what a baseline holds, from any directory', () => {
  assert.match(
    lint(['w*.conf', '--write-baseline']).stdout,
    /^Wrote 2 known findings to hactl-baseline\.json\.\n$/,
  );
  const known = ['--baseline', 'hactl-baseline.json', '--fail-on', 'warning'];
  const again = lint(['wrong.conf', ...known]);
  assert.is(
    again.stdout,
    'Checked 1 file: nothing to complain of; 1 finding known by the baseline.\n',
  );
  assert.is(again.status, 0);
  const path = join(directory, 'hactl-baseline.json');
  const elsewhere = lint([join(directory, 'wrong.conf'), '--baseline', path], '', {}, '/');
  assert.is(elsewhere.status, 0, elsewhere.stdout);
  writeFileSync(join(directory, 'warned.conf'), clean);
  assert.match(lint(['w*.conf', ...known]).stdout, /knows 1 finding more than there are/);
  writeFileSync(join(directory, 'warned.conf'), warned);
  const missing = lint(['wrong.conf', '--baseline', 'none.json']);
  assert.is(missing.status, 66);
  assert.match(missing.stderr, /HA6021.*there is no such file/s);
});

test('annotates in GitHub Actions without being asked to', () => {
  const env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: join(directory, '..') };
  const name = directory.slice(directory.lastIndexOf('/') + 1);
  const result = lint(['wrong.conf'], '', env);
  assert.match(result.stdout, new RegExp(`^::error file=${name}/wrong.conf,line=2,`));
  assert.match(lint(['wrong.conf', '--format', 'text'], '', env).stdout, /^error\[HA2001\]/);
});

test('names files by their place in the project', () => {
  const env = { CI_PROJECT_DIR: join(directory, '..') };
  const [issue] = JSON.parse(lint(['./wrong.conf', '--format', 'gitlab'], '', env).stdout);
  assert.match(issue.location.path, /^hactl-lint-\w+\/wrong\.conf$/);
});

test('writes the report to a file and prints the sum', () => {
  const result = lint(['wrong.conf', '--format', 'json', '--output', 'report.json']);
  assert.is(result.status, 1);
  assert.is(result.stdout, 'Checked 1 file: 1 error, 0 warnings.\n');
  const path = join(directory, 'report.json');
  assert.is(JSON.parse(readFileSync(path, 'utf8')).findings.length, 1);
  assert.is(statSync(path).mode & 0o777, 0o666 & ~process.umask());
});

test('says when the report cannot be written', () => {
  const result = lint(['clean.conf', '--output', 'no/such/report.txt']);
  assert.is(result.status, 66);
  assert.match(result.stderr, /HA6019.*there is no such directory/s);
});

test.run();
