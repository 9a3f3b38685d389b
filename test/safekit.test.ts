// fixtures/safekit: each folder a file of SafeKit and what hactl makes of it. tree.txt and ir.json always
// stand beside it; no diag.txt means nothing to complain of.

import { test } from 'uvu';
import { judge } from '../src/app/lint.ts';
import { loadSafekit } from '../src/app/load-safekit.ts';
import { selectedCodes } from '../src/diag/selection.ts';
import { renderIr } from '../src/views/ir.ts';
import { renderTreeOf } from '../src/views/tree.ts';
import { expectGolden, foldersIn, hasFixture, readFixture } from './support/golden.ts';
import { diagnosticText } from './support/planned.ts';

const everything = { codes: selectedCodes({}), severities: new Map() };

for (const name of foldersIn('safekit')) {
  const folder = `safekit/${name}`;
  const file = hasFixture(`${folder}/cluster.xml`) ? 'cluster.xml' : 'userconfig.xml';

  test(`reads ${name}`, () => {
    const path = `modules/${name}/conf/${file}`;
    const result = loadSafekit(path, readFixture(`${folder}/${file}`));
    const { loaded, sources, secrets } = result;
    expectGolden(`${folder}/tree.txt`, renderTreeOf(loaded));
    expectGolden(`${folder}/ir.json`, renderIr(loaded.config, sources, secrets));
    expectGolden(`${folder}/diag.txt`, diagnosticText(judge(result, everything), result));
  });
}

test.run();
