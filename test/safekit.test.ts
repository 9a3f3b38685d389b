// fixtures/safekit: each folder a file of SafeKit and what hactl makes of it. tree.txt and ir.json always
// stand beside it; no diag.txt means nothing to complain of. With a host.json beside it plan.txt is what
// a primary or a node of a farm does there, and plan-second.txt what a secondary does after that.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { judge } from '../src/app/lint.ts';
import { loadSafekit } from '../src/app/load-safekit.ts';
import { selectedCodes } from '../src/diag/selection.ts';
import type { PlanFile } from '../src/plan/plan-file.ts';
import { planShape } from '../src/plan/plan-shape.ts';
import { renderIr } from '../src/views/ir.ts';
import { renderTreeOf } from '../src/views/tree.ts';
import { expectGolden, foldersIn, hasFixture, readFixture } from './support/golden.ts';
import { diagnosticText } from './support/planned.ts';
import { expectValid } from './support/schemas.ts';
import {
  type FixtureHost,
  isMirror,
  kernelAfter,
  kernelOf,
  planFixture,
} from './support/safekit-plan.ts';

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

/** A saved plan is what its schema says, and what an apply reads again. */
const expectReadable = (plan: PlanFile | null): void => {
  const saved: unknown = JSON.parse(JSON.stringify(plan));
  expectValid('plan', saved);
  assert.is(planShape(saved, 'it'), null);
};

for (const name of foldersIn('safekit')) {
  const folder = `safekit/${name}`;
  if (!hasFixture(`${folder}/host.json`)) continue;
  const host = JSON.parse(readFixture(`${folder}/host.json`)) as FixtureHost;

  test(`plans ${name}`, async () => {
    const kernel = kernelOf(host);
    const file = { folder, fixture: 'userconfig.xml', file: `modules/${name}/conf/userconfig.xml` };
    const isRoleGiven = isMirror(name);
    const first = await planFixture(
      file,
      host,
      isRoleGiven ? [{ name, role: 'master' }] : [],
      kernel,
    );
    assert.equal(
      first.diagnostics.filter(({ severity }) => severity !== 'info').map(({ code }) => code),
      [],
    );
    expectGolden(`${folder}/plan.txt`, first.text);
    expectReadable(first.plan);
    if (first.plan === null || !isRoleGiven) return;
    const after = kernelAfter(kernel, first.plan);
    const again = await planFixture(file, host, [{ name, role: 'master' }], after);
    assert.equal(again.plan?.steps, []);
    const second = await planFixture(file, host, [{ name, role: 'backup' }], after);
    expectGolden(`${folder}/plan-second.txt`, second.text);
    expectReadable(second.plan);
  });
}

test.run();
