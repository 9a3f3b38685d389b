// fixtures/convert: each folder the files of a cluster, and what a conversion makes of them: out/ holds
// the files, report.txt the report, choices.json what was chosen. map.json answers beforehand.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Loaded } from '../../src/app/load.ts';
import { loadKeepalived } from '../../src/app/load-keepalived.ts';
import { loadSafekit } from '../../src/app/load-safekit.ts';
import type { Conversion } from '../../src/convert/conversion.ts';
import { modeOf, textOf } from '../../src/convert/document/output.ts';
import { readMap, writeMap } from '../../src/convert/map.ts';
import { verify } from '../../src/app/verify-conversion.ts';
import type { ChoiceValue } from '../../src/convert/choices.ts';
import { reportOf, shownSources } from '../../src/convert/report.ts';
import { toKeepalivedRules } from '../../src/convert/rules/to-keepalived.ts';
import { toSafekitRules } from '../../src/convert/rules/to-safekit.ts';
import { convertToKeepalived } from '../../src/convert/to-keepalived/convert.ts';
import { convertToSafekit } from '../../src/convert/to-safekit/convert.ts';
import { unexplained } from '../../src/convert/verify/verify.ts';
import { renderVerification } from '../../src/views/convert/verification.ts';
import { renderConversionText } from '../../src/views/convert/text.ts';
import { plain } from '../../src/views/paint.ts';
import { unsound } from '../support/conversion.ts';
import { expectValid } from '../support/schemas.ts';
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

interface Converted {
  readonly conversion: Conversion;
  readonly loaded: readonly Loaded[];
}

const toSafekit = (folder: string, answers: ReadonlyMap<string, ChoiceValue>): Converted => {
  const loaded = filesIn(folder, '.conf').map(
    (file) => loadKeepalived(file, readFixture(`${folder}/${file}`)).loaded,
  );
  return { conversion: convertToSafekit(loaded, answers), loaded };
};

const toKeepalived = (folder: string, answers: ReadonlyMap<string, ChoiceValue>): Converted => {
  const loaded = filesIn(folder, '.xml').map((file) => {
    const one = loadSafekit(file, readFixture(`${folder}/${file}`), 'SHOP').loaded;
    return { ...one, secrets: one.secrets, module: 'SHOP' };
  });
  return { conversion: convertToKeepalived(loaded, answers), loaded };
};

for (const name of foldersIn('convert')) {
  const folder = `convert/${name}`;
  const convert = filesIn(folder, '.xml').length > 0 ? toKeepalived : toSafekit;

  test(`converts ${name}`, () => {
    const { conversion, loaded } = convert(folder, given(folder));
    assert.equal(unsound(conversion), []);
    const report = reportOf(conversion, loaded.flatMap(shownSources));
    expectValid('convert-report', {
      hactl: '0.0.0',
      ...report,
      verification: verify(conversion, loaded),
    });
    expectGolden(`${folder}/report.txt`, renderConversionText(report, plain, 100));
    const map = writeMap(conversion.choices);
    expectGolden(`${folder}/choices.json`, map);
    expectValid('convert-map', JSON.parse(map));
    for (const output of conversion.outputs) {
      expectGolden(`${folder}/out/${output.path}`, textOf(output));
    }
  });

  test(`explains all that differs when ${name} is converted`, () => {
    const { conversion, loaded } = convert(folder, given(folder));
    const verification = verify(conversion, loaded);
    expectGolden(`${folder}/verify.txt`, renderVerification(verification, plain, 100));
    assert.equal(unexplained(verification), []);
  });

  test(`makes ${name} of the same choices again`, () => {
    const first = convert(folder, given(folder)).conversion;
    const answers = readMap(writeMap(first.choices));
    const again = convert(folder, 'given' in answers ? answers.given : new Map()).conversion;
    assert.equal(again.badChoices, []);
    assert.equal(again.outputs.map(textOf), first.outputs.map(textOf));
  });
}

/** Rules that want more than a file: an option of the command line. */
const elsewhere = ['node-not-converted'];

test('each fact about how the products relate has a fixture', () => {
  const said = new Set(
    foldersIn('convert').flatMap((name) => {
      const folder = `convert/${name}`;
      const convert = filesIn(folder, '.xml').length > 0 ? toKeepalived : toSafekit;
      const { conversion } = convert(folder, given(folder));
      return conversion.rows.map(({ rule }) => `${conversion.to} ${rule}`);
    }),
  );
  const all = [
    ...Object.keys(toSafekitRules).map((rule) => `safekit ${rule}`),
    ...Object.keys(toKeepalivedRules)
      .filter((rule) => !elsewhere.includes(rule))
      .map((rule) => `keepalived ${rule}`),
  ];
  assert.equal(
    all.filter((rule) => !said.has(rule)),
    [],
  );
});

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
