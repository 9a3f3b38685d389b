// hactl fmt on real files: what is written, what is left alone, how the run ends.

import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type FmtReport, formatFiles, isChanged } from '../../src/app/fmt.ts';
import { nodeHost } from '../../src/host/node/host.ts';

const messy = 'global_defs{\r\n\trouter_id   web }';
const tidy = 'global_defs {\n    router_id web\n}\n';

const root = mkdtempSync(join(tmpdir(), 'hactl-fmt-'));
test.after(() => rmSync(root, { recursive: true, force: true }));

let folder = root;
test.before.each(() => {
  folder = mkdtempSync(join(root, 'case-'));
});

const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

const run = (paths: readonly string[], wishes = {}): Promise<FmtReport> =>
  formatFiles(nodeHost(), { paths, wishes: { write: false, check: false, ...wishes } });

const codesOf = ({ diagnostics }: FmtReport): string[] => diagnostics.map(({ code }) => code);

test('formats without touching the file', async () => {
  const path = file('a.conf', messy);
  const { files, exit } = await run([path]);
  assert.equal(files, [{ file: path, before: messy, after: tidy }]);
  assert.is(readFileSync(path, 'utf8'), messy);
  assert.is(exit, 'done');
});

const exits: readonly [what: string, text: string, wishes: object, exit: string][] = [
  ['a messy file', messy, {}, 'done'],
  ['a messy file to check', messy, { check: true }, 'inputErrors'],
  ['a tidy file to check', tidy, { check: true }, 'done'],
  ['a messy file to write', messy, { write: true }, 'done'],
  ['a file with mistakes', 'nonsense{\n', { check: true }, 'inputErrors'],
];

for (const [what, text, wishes, exit] of exits) {
  test(`ends with ${exit} for ${what}`, async () => {
    assert.is((await run([file('a.conf', text)], wishes)).exit, exit);
  });
}

test('writes what changes and nothing else', async () => {
  const [changed, same] = [file('a.conf', messy), file('b.conf', tidy)];
  utimesSync(same, 1000, 1000);
  const { ino } = statSync(same);
  const { files } = await run([changed, same], { write: true });
  assert.equal(files.map(isChanged), [true, false]);
  assert.is(readFileSync(changed, 'utf8'), tidy);
  assert.equal([statSync(same).ino, statSync(same).mtimeMs], [ino, 1000_000]);
  assert.equal(readdirSync(folder), ['a.conf', 'b.conf']);
});

test('keeps mode and owner', async () => {
  const path = file('a.conf', messy);
  chmodSync(path, 0o640);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(path, 1234, 4321);
  const before = statSync(path);
  await run([path], { write: true });
  const after = statSync(path);
  assert.is(readFileSync(path, 'utf8'), tidy);
  assert.equal([after.mode, after.uid, after.gid], [before.mode, before.uid, before.gid]);
});

test('writes where a link leads to', async () => {
  mkdirSync(join(folder, 'real'));
  const path = file('real/a.conf', messy);
  const link = join(folder, 'link.conf');
  symlinkSync('real/a.conf', link);
  await run([link], { write: true });
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.is(readFileSync(path, 'utf8'), tidy);
});

test('says what it cannot read, and goes on', async () => {
  const good = file('good.conf', messy);
  const paths = [join(folder, 'none.conf'), file('zero.conf', 'a\0'), folder + '/empty*', good];
  const report = await run(paths, { check: true });
  assert.equal(codesOf(report), ['HA1001', 'HA1002', 'HA1050']);
  assert.equal(
    report.files.map((one) => one.file),
    [good],
  );
  assert.is(report.exit, 'noInput');
});

test('leaves the old text when the new one cannot be written', async () => {
  const host = { ...nodeHost(), replaceFile: async () => 'the disk is full' };
  const path = file('a.conf', messy);
  const wishes = { write: true, check: false };
  const report = await formatFiles(host, { paths: [path], wishes });
  assert.equal(codesOf(report), ['HA6019']);
  assert.equal([report.exit, report.files], ['noInput', []]);
});

const refusals: readonly [what: string, path: () => string, reason: RegExp][] = [
  ['a directory', () => folder, /no regular file/],
  ['a file that is not there', () => join(folder, 'none'), /no such directory|no such file/],
  ['a device', () => '/dev/null', /no regular file/],
];

for (const [what, path, reason] of refusals) {
  test(`does not replace ${what}`, async () => {
    assert.match((await nodeHost().replaceFile(path(), 'x')) ?? '', reason);
    assert.equal(readdirSync(folder), []);
  });
}

test('leaves nothing behind when the file cannot be replaced', async () => {
  const path = file('a.conf', messy);
  const name = 'b'.repeat(255);
  assert.is.not(await nodeHost().replaceFile(join(folder, name, 'c'), 'x'), null);
  assert.equal(readdirSync(folder), ['a.conf']);
  assert.is(readFileSync(path, 'utf8'), messy);
});

test.run();
