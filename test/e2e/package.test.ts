// The package as npm would publish it: what its commands read of it is in it.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const root = join(import.meta.dirname, '../..');
const directory = mkdtempSync(join(tmpdir(), 'hactl-package-'));
test.after(() => rmSync(directory, { recursive: true, force: true }));

const run = (program: string, args: readonly string[], cwd: string): string => {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  assert.is(status, 0, stderr);
  return stdout;
};

/** The package unpacked beside the packages that it depends on. */
const installed = join(directory, 'package');

test.before(() => {
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', directory];
  run('npm', pack, root);
  const [archive = ''] = readdirSync(directory);
  run('tar', ['xzf', archive], directory);
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
});

const hactl = (args: readonly string[]): string =>
  run(process.execPath, [join(installed, 'bin', 'run.js'), ...args], installed);

test('explains codes with their examples', () => {
  assert.match(hactl(['explain', 'HA2005']), /With it:.*hactl says:.*Without it:/s);
});

test('explains words', () => assert.match(hactl(['explain', 'priority']), /from 1 to 255/));

test('lints', () => {
  assert.match(hactl(['lint', 'fixtures/diag/HA2005-extra-words/good.conf']), /^Checked 1 file/);
  assert.match(
    hactl(['lint', 'fixtures/diag', '--select', 'HA40', '--fail-on', 'error', '--format', 'junit']),
    /<testsuites/,
  );
});

test('has the schemas and pages, and none of the sources', () => {
  const docs = readdirSync(join(installed, 'docs'));
  for (const name of ['lint.schema.json', 'plan.schema.json', 'diagnostics', 'keywords']) {
    assert.ok(docs.includes(name), name);
  }
  assert.not(readdirSync(installed).includes('src'));
});

test.run();
