// What is documented works: each command of docs/ci.md, the problem matcher, and lint in README.md.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const root = join(import.meta.dirname, '../..');
const directory = mkdtempSync(join(tmpdir(), 'hactl-ci-'));
test.after(() => rmSync(directory, { recursive: true, force: true }));

const file = join(directory, 'keepalived', 'keepalived.conf');
mkdirSync(join(directory, 'keepalived'));
writeFileSync(file, 'global_defs {\n    router_id web\n}\n');

const page = readFileSync(join(root, 'docs', 'ci.md'), 'utf8');
const documented = [...page.matchAll(/(?:^|[ '/])hactl (lint [^\n'`]+)/gm)].map(
  ([, words = '']) => words,
);

test('documents commands', () => assert.ok(documented.length >= 8, documented.join('\n')));

for (const words of documented) {
  test(`runs hactl ${words}`, () => {
    const args = words
      .trim()
      .split(' ')
      .map((word) => (/^%s?$/.test(word) ? file : word));
    const argv = [join(root, 'bin', 'run.js'), ...args];
    const { status, stderr } = spawnSync(process.execPath, argv, {
      cwd: directory,
      encoding: 'utf8',
    });
    assert.is(status, 0, stderr);
    assert.is(stderr, '');
  });
}

test('shows in README.md what lint and explain print', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const [, name = '', text = ''] = /<!-- lint: (\S+) -->\n```\n(.*?)```/s.exec(readme) ?? [];
  writeFileSync(join(directory, name), text);
  const shown = [...readme.matchAll(/^\$ hactl ((?:lint|explain) .*)\n([^]*?)```/gm)];
  assert.is(shown.length, 2);
  for (const [, words = '', output] of shown) {
    const argv = [join(root, 'bin', 'run.js'), ...words.split(' ')];
    const { stdout } = spawnSync(process.execPath, argv, { cwd: directory, encoding: 'utf8' });
    assert.is(stdout, output);
  }
});

interface Matcher {
  readonly pattern: readonly { readonly regexp: string; readonly code: number }[];
}

test('matches each line of the gcc format with one problem matcher', () => {
  const path = join(root, 'docs', 'problem-matcher.json');
  const { problemMatcher }: { problemMatcher: Matcher[] } = JSON.parse(readFileSync(path, 'utf8'));
  const report = readFileSync(join(root, 'fixtures/lint/reports/report.gcc.txt'), 'utf8');
  for (const line of report.trimEnd().split('\n')) {
    const found = problemMatcher.flatMap(({ pattern: [pattern] }) => {
      const match = pattern === undefined ? null : new RegExp(pattern.regexp).exec(line);
      return match === null ? [] : [match[pattern?.code ?? 0]];
    });
    assert.is(found.length, 1, line);
    assert.match(found.join(), /^HA\d{4}$/);
  }
});

test.run();
