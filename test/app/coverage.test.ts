// hactl lint --coverage: each keyword of a file, and what becomes of it.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { coverageOf, coverFiles } from '../../src/app/coverage.ts';
import { loadKeepalived } from '../../src/app/load-keepalived.ts';
import { renderCoverage, renderCoverageJson } from '../../src/views/coverage.ts';
import { plain } from '../../src/views/paint.ts';
import { fileHost } from '../support/file-host.ts';
import { expectGolden, foldersIn, readFixture } from '../support/golden.ts';

const text = `global_defs {
    router_id web
    router_id mail
}
vrrp_script CHECK {
    script "/bin/true"
}
vrrp_instance WEB {
    interface eth0
    virtual_router_id 51
    track_script {
        CHECK weight 2
    }
    virtual_ipaddress {
        192.0.2.10 dev eth0
    }
}
vrrp_instance MAIL {
    interface eth0
    authentication {
        auth_type PASS
        auth_pass secret
    }
}
`;

test('counts the keywords of each block', async () => {
  const report = await coverFiles(fileHost({ 'web.conf': { text } }), ['web.conf'], {});
  assert.is(report.exit, 'inputErrors');
  expectGolden('lint/coverage/coverage.txt', renderCoverage(report, plain));
  const json = renderCoverageJson(report, '1.2.3');
  assert.is(JSON.parse(json).files[0].keywords.length, 12);
  assert.not.match(json, 'secret');
});

test('says how it ends', async () => {
  const host = fileHost({ good: { text: '# nothing\n' }, bad: { text: 'nope 1\n' } });
  assert.is((await coverFiles(host, ['good'], {})).exit, 'done');
  assert.is((await coverFiles(host, ['good', 'bad'], {})).exit, 'inputErrors');
  assert.is((await coverFiles(host, ['bad', 'none'], {})).exit, 'noInput');
});

test('what it calls read is what a plan names as without effect', () => {
  for (const name of foldersIn('keepalived')) {
    const { loaded } = loadKeepalived('input.conf', readFixture(`keepalived/${name}/input.conf`));
    const rows = coverageOf(loaded.root);
    const outermost = rows.filter(
      ({ state, path }) =>
        state === 'read' &&
        !rows.some(
          (row) => row.state === 'read' && [...row.path, row.keyword].join() === path.join(),
        ),
    );
    const idle = loaded.config.idle.map(({ keyword }) => keyword);
    assert.equal([...new Set(outermost.map(({ keyword }) => keyword))].sort(), idle.sort(), name);
  }
});

test.run();
