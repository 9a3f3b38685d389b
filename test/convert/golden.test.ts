// fixtures/convert: each folder the files of a cluster, and what a conversion makes of them: out/ holds
// the files, report.txt the report, choices.json what was chosen. map.json answers beforehand.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { judge } from '../../src/app/lint.ts';
import { loadText } from '../../src/app/load.ts';
import { loadKeepalived } from '../../src/app/load-keepalived.ts';
import type { Conversion } from '../../src/convert/conversion.ts';
import { modeOf, textOf } from '../../src/convert/document/output.ts';
import { readMap, writeMap } from '../../src/convert/map.ts';
import { reportOf, shownSources } from '../../src/convert/report.ts';
import { convertToSafekit } from '../../src/convert/to-safekit/convert.ts';
import { selectedCodes } from '../../src/diag/selection.ts';
import { formatXml } from '../../src/syntax/safekit/format.ts';
import { formatKeepalived } from '../../src/syntax/keepalived/format.ts';
import { renderConversionText } from '../../src/views/convert/text.ts';
import { plain } from '../../src/views/paint.ts';
import { expectGolden, fixtures, foldersIn, hasFixture, readFixture } from '../support/golden.ts';

const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(join(fixtures, folder))
    .filter((name) => name.endsWith(ending))
    .sort();

const given = (folder: string) => {
  if (!hasFixture(`${folder}/map.json`)) return new Map();
  const map = readMap(readFixture(`${folder}/map.json`));
  assert.ok('given' in map);
  return 'given' in map ? map.given : new Map();
};

/** A file that was made, as lint judges it. */
const judged = (path: string, text: string) => {
  const result = loadText(path, text);
  const all = { codes: selectedCodes({}), severities: new Map() };
  return { ...result, diagnostics: judge(result, all) };
};

/** What holds of every conversion. */
const expectSound = ({ rows, outputs }: Conversion): void => {
  for (const { grade, rule, targets, directive } of rows) {
    const place = `${directive.file}:${directive.line} ${rule}`;
    if (grade === 'dropped') assert.equal(targets, [], `${place} is dropped and went somewhere`);
    if (grade === 'lossless' || grade === 'approximated')
      assert.ok(targets.length > 0, `${place} is kept and went nowhere`);
  }
  for (const output of outputs) {
    const text = textOf(output);
    if (output.language === 'keepalived') assert.is(formatKeepalived(text), text, output.path);
    if (output.language === 'userconfig' || output.language === 'cluster')
      assert.is(formatXml(text), text, output.path);
    if (output.language === 'shell') continue;
    const { diagnostics } = judged(output.path, text);
    assert.equal(
      diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message),
      [],
      output.path,
    );
  }
};

for (const name of foldersIn('convert')) {
  const folder = `convert/${name}`;
  const files = filesIn(folder, '.conf');
  if (files.length === 0) continue;

  test(`converts ${name} to SafeKit`, () => {
    const loaded = files.map(
      (file) => loadKeepalived(file, readFixture(`${folder}/${file}`)).loaded,
    );
    const conversion = convertToSafekit(loaded, given(folder));
    expectSound(conversion);
    const report = reportOf(conversion, loaded.flatMap(shownSources));
    expectGolden(`${folder}/report.txt`, renderConversionText(report, plain, 100));
    expectGolden(`${folder}/choices.json`, writeMap(conversion.choices));
    for (const output of conversion.outputs) {
      expectGolden(`${folder}/out/${output.path}`, textOf(output));
    }
  });

  test(`makes ${name} of the same choices again`, () => {
    const loaded = files.map(
      (file) => loadKeepalived(file, readFixture(`${folder}/${file}`)).loaded,
    );
    const first = convertToSafekit(loaded, given(folder));
    const answers = readMap(writeMap(first.choices));
    const again = convertToSafekit(loaded, 'given' in answers ? answers.given : new Map());
    assert.equal(again.badChoices, []);
    assert.equal(again.outputs.map(textOf), first.outputs.map(textOf));
  });
}

test('only its owner may read a script with a secret', () => {
  const folder = 'convert/mirror-two-nodes';
  const text = readFixture(`${folder}/node1.conf`);
  const { outputs } = convertToSafekit([loadKeepalived('node1.conf', text).loaded]);
  const modes = outputs
    .filter((output) => textOf(output).includes('s3cr3t-token'))
    .map((output) => [output.path, modeOf(output).toString(8)]);
  assert.equal(modes, [['OFFICE/bin/start_prim', '700']]);
});

test.run();
