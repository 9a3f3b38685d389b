// Modules of SafeKit in a sandbox: the fixtures that have a host, applied and undone on a kernel.

import * as assert from 'uvu/assert';
import { foldersIn, hasFixture, readFixture } from '../support/golden.ts';
import { makeNamespace } from '../support/namespace.ts';
import { suiteUnless, whyNoNamespaces, whyNoPrograms } from '../support/needs.ts';
import type { FixtureHost } from '../support/safekit-plan.ts';

const reason = whyNoNamespaces() ?? whyNoPrograms('ip', 'nft', 'sysctl', 'flock', 'unshare');
const test = suiteUnless('modules in a sandbox', reason);

for (const name of foldersIn('safekit')) {
  const folder = `safekit/${name}`;
  if (!hasFixture(`${folder}/host.json`)) continue;
  const { cluster } = JSON.parse(readFixture(`${folder}/host.json`)) as FixtureHost;

  test(`tries ${name} on a host that is none of its nodes`, () => {
    const namespace = makeNamespace([]);
    try {
      const options = cluster === undefined ? [] : ['--cluster', `fixtures/${folder}/${cluster}`];
      const file = `fixtures/${folder}/userconfig.xml`;
      const result = namespace.hactl(['try', file, '--role', 'all=prim', ...options]);
      assert.is(result.status, 0, result.stdout + result.stderr);
      assert.match(result.stdout, /All of it works/);
    } finally {
      namespace.remove();
    }
  });
}

test.run();
