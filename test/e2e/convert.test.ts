// hactl convert as a user runs it: what goes where, with which permissions, and what stays untouched.

import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fixtures } from '../support/golden.ts';
import { suiteUnless, whyNoNamespaces, whyNoPrograms } from '../support/needs.ts';

const runJs = join(import.meta.dirname, '../../bin/run.js');
const directory = mkdtempSync(join(tmpdir(), 'hactl-convert-'));
const folder = join(fixtures, 'convert', 'mirror-two-nodes');
const nodes = [join(folder, 'node1.conf'), join(folder, 'node2.conf')];

const hactl = (...args: readonly string[]) => {
  const env = { ...process.env, NO_COLOR: '1' };
  return spawnSync(process.execPath, [runJs, ...args], { env, encoding: 'utf8' });
};

const convert = (...args: readonly string[]) => hactl('convert', ...args);

/** The nodes of a folder of SafeKit's files. */
const nodesOf = (source: string): string[] =>
  readdirSync(join(source, 'out'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

const test = suite('convert');
test.after(() => rmSync(directory, { recursive: true, force: true }));

const modes = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(root, path)).isFile())
    .map((path) => `${(statSync(join(root, path)).mode & 0o777).toString(8)} ${path}`)
    .sort();

test('writes files below a folder and the report to standard output', () => {
  const out = join(directory, 'out');
  const { status, stdout } = convert('--to', 'safekit', ...nodes, '--out-dir', out);
  assert.is(status, 0);
  assert.match(stdout, /\d+ directives: /);
  assert.not.match(stdout, 's3cr3t-token');
  assert.equal(modes(out), [
    '644 OFFICE/conf/userconfig.xml',
    '644 cluster.xml',
    '700 OFFICE/bin/start_prim',
    '755 OFFICE/bin/poststop',
    '755 OFFICE/bin/prestart',
    '755 OFFICE/bin/start_second',
    '755 OFFICE/bin/stop_prim',
    '755 OFFICE/bin/transition',
  ]);
});

test('overwrites nothing without --force', () => {
  const out = join(directory, 'twice');
  convert('--to', 'safekit', ...nodes, '--out-dir', out);
  writeFileSync(join(out, 'cluster.xml'), 'mine\n');
  const refused = convert('--to', 'safekit', ...nodes, '--out-dir', out);
  assert.is(refused.status, 5);
  assert.match(refused.stderr, 'HA7003');
  assert.is(readFileSync(join(out, 'cluster.xml'), 'utf8'), 'mine\n');
  assert.is(convert('--to', 'safekit', ...nodes, '--out-dir', out, '--force').status, 0);
  assert.match(readFileSync(join(out, 'cluster.xml'), 'utf8'), '<cluster>');
});

test('wants a folder for several files', () => {
  const { status, stdout, stderr } = convert('--to', 'safekit', ...nodes);
  assert.is(status, 64);
  assert.is(stdout, '');
  assert.match(stderr, 'HA7004');
});

test('writes a map that gives the same files again', () => {
  const map = join(directory, 'map.json');
  assert.is(convert('--to', 'safekit', ...nodes, '--map-init', map).status, 0);
  const [first, second] = ['plain', 'mapped'].map((name) => join(directory, name));
  convert('--to', 'safekit', ...nodes, '--out-dir', first ?? '');
  const { status } = convert('--to', 'safekit', ...nodes, '--map', map, '--out-dir', second ?? '');
  assert.is(status, 0);
  assert.is(spawnSync('diff', ['-r', first ?? '', second ?? '']).status, 0);
});

test('makes a page that needs nothing else', () => {
  const out = join(directory, 'page');
  const { stdout } = convert('--to', 'safekit', ...nodes, '--out-dir', out, '--report', 'html');
  assert.not.match(stdout, /<script|src=|https?:\/\//);
  assert.not.match(stdout, /s3cr3t-token|lagoon-7/);
  const ids = new Set([...stdout.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  const links = [...stdout.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  assert.ok(links.length > 100);
  assert.equal(
    links.filter((id) => !ids.has(id)),
    [],
  );
});

test('writes nothing when the map says what nobody asks', () => {
  const map = join(directory, 'typo.json');
  writeFileSync(map, JSON.stringify({ choices: { 'node.1.nmae': 'alpha' } }));
  const out = join(directory, 'typo');
  const { status, stdout, stderr } = convert('--to', 'safekit', ...nodes, '--map', map, '-o', out);
  assert.is(status, 1);
  assert.is(stdout, '');
  assert.match(stderr, 'HA7002');
  assert.not(existsSync(out));
});

test('takes --node and --cluster for keepalived only', () => {
  const { status, stderr } = convert('--to', 'safekit', ...nodes, '--node', 'alpha');
  assert.is(status, 64);
  assert.match(stderr, '--to keepalived');
});

test('exits with 1 when something is dropped and --strict is given', () => {
  const out = join(directory, 'strict');
  assert.is(convert('--to', 'safekit', ...nodes, '--out-dir', out, '--strict').status, 1);
  assert.not(existsSync(out));
});

test.run();

const withKeepalived = suiteUnless(
  'converted files and keepalived',
  whyNoNamespaces() ?? whyNoPrograms('keepalived'),
);

/** keepalived refuses scripts below a directory that others may write to. */
const safeDirectory = (): string => mkdtempSync('/run/hactl-convert-');

for (const name of ['mirror', 'farm', 'odds', 'edges', 'families', 'farm-edges']) {
  withKeepalived(`keepalived has nothing to say of what safekit-${name} became`, () => {
    const out = safeDirectory();
    const source = join(fixtures, 'convert', `safekit-${name}`);
    const given = join(source, 'map.json');
    const { choices } = existsSync(given)
      ? JSON.parse(readFileSync(given, 'utf8'))
      : { choices: {} };
    const map = join(out, 'map.json');
    const cluster = join(source, 'cluster.xml');
    for (const node of nodesOf(source)) {
      const scripts = join(out, node, 'scripts');
      const answers = { ...choices, 'scripts.directory': scripts };
      writeFileSync(map, JSON.stringify({ choices: answers }));
      const { status, stderr } = convert(
        ...['--to', 'keepalived', join(source, 'userconfig.xml')],
        ...(existsSync(cluster) ? ['--cluster', cluster] : []),
        ...['--node', node, '--map', map, '--out-dir', join(out, node)],
      );
      assert.is(status, 0, stderr);
      const tested = hactl('test', join(out, node, 'keepalived.conf'));
      assert.is(tested.status, 0, tested.stdout);
      assert.match(tested.stdout, 'keepalived has nothing to say');
    }
    rmSync(out, { recursive: true, force: true });
  });
}

withKeepalived.run();
