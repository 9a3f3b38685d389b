// fixtures/keepalived: each folder a configuration and what hactl makes of it. tree.txt and ir.json
// always stand beside it; no diag.txt means nothing to complain of; plan.txt is for masters,
// plan-backup.txt for backups, both against an empty kernel.

import { test } from 'uvu';
import { loadKeepalived } from '../src/app/load-keepalived.ts';
import { renderIr } from '../src/views/ir.ts';
import { renderTree } from '../src/views/tree.ts';
import { expectGolden, foldersIn, hasFixture, readFixture } from './support/golden.ts';
import { diagnosticText, planText } from './support/planned.ts';

for (const name of foldersIn('keepalived')) {
  const folder = `keepalived/${name}`;

  test(`reads ${name} and plans it`, async () => {
    const result = loadKeepalived('input.conf', readFixture(`${folder}/input.conf`));
    const { loaded, sources, secrets } = result;
    expectGolden(`${folder}/tree.txt`, renderTree(loaded.tree, secrets));
    expectGolden(`${folder}/ir.json`, renderIr(loaded.config, sources, loaded.secrets));
    const problems = [...result.diagnostics];
    for (const [role, golden] of [
      ['master', 'plan.txt'],
      ['backup', 'plan-backup.txt'],
    ] as const) {
      if (!hasFixture(`${folder}/${golden}`)) continue;
      const plan = await planText(loaded, { roles: [{ name: 'all', role }] });
      expectGolden(`${folder}/${golden}`, plan.text);
      if (role === 'master') problems.push(...plan.diagnostics);
    }
    expectGolden(`${folder}/diag.txt`, diagnosticText(problems, { sources, secrets }));
  });
}

test.run();
