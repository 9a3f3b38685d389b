// Files of SafeKit by the command line: each command that reads configurations takes them, too.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readFixture } from '../support/golden.ts';

const program = join(import.meta.dirname, '../../bin/run.js');
const directory = mkdtempSync(join(tmpdir(), 'hactl-safekit-'));
test.after(() => rmSync(directory, { recursive: true, force: true }));

const farm = readFixture('safekit/farm-arp/userconfig.xml');
const cluster = readFixture('safekit/cluster/cluster.xml');
const messy = readFixture('fmt-xml/messy/input.xml');

const files: { readonly [path: string]: string | Buffer } = {
  'web/conf/userconfig.xml': farm,
  'web/conf/old.xml': farm.replace('"80"', '"8080"'),
  'typo.xml': farm.replace('<lan name', '<lann name'),
  'cluster.xml': cluster,
  'other.xml': cluster.replaceAll('default', 'public'),
  'deploy/db/userconfig.xml': farm.replace('192.168.1.222', '192.168.1.223'),
  'deploy/fop.xml': '<fop version="1.0"/>\n',
  'messy.xml': messy,
  'utf16.xml': Buffer.from(`\ufeff${farm}`, 'utf16le'),
};
for (const [path, content] of Object.entries(files)) {
  mkdirSync(join(directory, dirname(path)), { recursive: true });
  writeFileSync(join(directory, path), content);
}

const hactl = (args: readonly string[], input = '') => {
  const { GITHUB_ACTIONS, ...rest } = process.env;
  const env = { ...rest, NO_COLOR: '1' };
  return spawnSync(process.execPath, [program, ...args], {
    cwd: directory,
    env,
    input,
    encoding: 'utf8',
  });
};

const module = 'web/conf/userconfig.xml';

const rows: readonly (readonly [line: string, status: number, out: RegExp])[] = [
  [`lint ${module}`, 0, /^Checked 1 file: nothing to complain of\.\n$/],
  ['lint typo.xml', 1, /error\[HA2101\].*did you mean <lan>\?/s],
  ['lint -', 0, /^Checked 1 file: nothing/],
  ['lint utf16.xml', 0, /^Checked 1 file: nothing/],
  ['lint deploy', 0, /^Checked 1 file: nothing/],
  [`lint ${module} cluster.xml`, 0, /^Checked 2 files: nothing/],
  [
    `lint ${module} --cluster other.xml`,
    1,
    /HA4823.*other\.xml has no <lan> of the name "default"/s,
  ],
  [`lint ${module} --previous web/conf/old.xml --fail-on warning`, 1, /HA4830.*<vip> differs/s],
  [`lint --coverage ${module}`, 0, /planned +safe > service > vip +1/],
  [`show tree ${module}`, 0, /virtual_addr addr="192\.168\.1\.222"/],
  [`show ir ${module}`, 0, /"module": "web"/],
  ['show ir cluster.xml', 0, /"name": "node3",\s+"host": "node3\.example\.net"/],
  ['explain vip/interface', 0, /^<interface>\n {2}A network interface/],
  ['explain arpreroute', 0, /^arpreroute="on\|off"\n/],
  ['fmt --check messy.xml', 1, /^messy\.xml\n$/],
  [`fmt --check ${module}`, 0, /^$/],
];

for (const [line, status, out] of rows) {
  test(`answers hactl ${line} with exit code ${status}`, () => {
    const result = hactl(line.split(' '), farm);
    assert.match(result.stdout, out);
    assert.is(result.stderr, '');
    assert.is(result.status, status);
  });
}

test('writes the layout back', () => {
  assert.is(hactl(['fmt', '--write', 'messy.xml', 'utf16.xml']).status, 0);
  const written = readFileSync(join(directory, 'messy.xml'), 'utf8');
  assert.is(written, readFixture('fmt-xml/messy/output.xml'));
  assert.is(hactl(['fmt', '--check', 'messy.xml', 'utf16.xml']).status, 0);
});

test('mends a tag that is misspelt', () => {
  writeFileSync(join(directory, 'fix.xml'), farm.replace('</vip>', '</vips>'));
  assert.is(hactl(['lint', '--fix', 'fix.xml']).status, 0);
  assert.is(readFileSync(join(directory, 'fix.xml'), 'utf8'), farm);
});

test.run();
