// `hactl lint --fix`: what is mended in a file, and what is left to its author.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fixFiles } from '../../src/app/fix.ts';
import type { LintRequest } from '../../src/app/lint.ts';
import { selectedCodes } from '../../src/diag/selection.ts';
import { nodeHost } from '../../src/host/node/host.ts';

const root = mkdtempSync(join(tmpdir(), 'hactl-test-'));
const test = suite('fixes');
test.after(() => rmSync(root, { recursive: true, force: true }));

const request = (paths: readonly string[], ignore: readonly string[] = []): LintRequest => ({
  paths,
  codes: selectedCodes({ ignore }),
  severities: new Map(),
  failOn: 'error',
});

const around = (line: string): string => `vrrp_instance WEB {\n    ${line}\n}\n`;

const mends: readonly [what: string, before: string, after: string, count: number][] = [
  ['a byte order mark', '\uFEFF! x\n', '! x\n', 1],
  ['a keyword in capitals', around('Interface eth0'), around('interface eth0'), 1],
  ['a word that guides misspell', 'vrpp_instance A {\n}\n', 'vrrp_instance A {\n}\n', 1],
  ['a value in other letters', around('state Master'), around('state MASTER'), 1],
  ['a switch in capitals', around('smtp_alert TRUE'), around('smtp_alert true'), 1],
  ['a no-break space', around('priority\u00a0100'), around('priority 100'), 1],
  [
    'what shows only when the block is known',
    'vrpp_instance A {\n  state master\n}\n',
    'vrrp_instance A {\n  state MASTER\n}\n',
    2,
  ],
];

const leaves: readonly [what: string, text: string][] = [
  ['a word that is only near another', around('prioritty 100')],
  ['signs that would begin something else', around('priority 100\uff03 x')],
  ['a password', around('authentication {\nauth_pass ab\u00a0cd\n}')],
  ['what stands in quotes', around("notify_master '/bin/echo\u00a0x'")],
  ['what stands in double quotes', around('notify_master "/bin/echo\u00a0x"')],
  ['what comes from a definition', `$S=master\n${around('state $S')}`],
  ['what a comment wants ignored', around('state master # hactl-ignore HA2011 known')],
  ['a file without mistakes', around('state MASTER')],
];

let number = 0;
const written = (text: string): string => {
  const file = join(root, `${++number}.conf`);
  writeFileSync(file, text);
  return file;
};

for (const [what, before, after, count] of mends) {
  test(`mends ${what}`, async () => {
    const file = written(before);
    const report = await fixFiles(nodeHost(), request([file]));
    assert.is(readFileSync(file, 'utf8'), after);
    assert.equal(report, { files: [{ file, count }], diagnostics: [] });
  });
}

for (const [what, text] of leaves) {
  test(`leaves ${what}`, async () => {
    const file = written(text);
    const report = await fixFiles(nodeHost(), request([file]));
    assert.is(readFileSync(file, 'utf8'), text);
    assert.equal(report, { files: [], diagnostics: [] });
  });
}

test('leaves what is not selected', async () => {
  const file = written(around('state master'));
  await fixFiles(nodeHost(), request([file], ['HA2011']));
  assert.is(readFileSync(file, 'utf8'), around('state master'));
});

test('leaves included files to themselves', async () => {
  const inner = written(around('state master'));
  const outer = written(`include ${inner}\n`);
  const report = await fixFiles(nodeHost(), request([outer]));
  assert.equal(report.files, []);
  assert.is(readFileSync(inner, 'utf8'), around('state master'));
});

test.run();
