// Where the messages of keepalived belong: files by the names that hactl has for them, objects by theirs.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { compareWithLint } from '../../src/app/compare-with-lint.ts';
import { judge } from '../../src/app/lint.ts';
import { loadKeepalivedRead } from '../../src/app/load.ts';
import { placeMessages } from '../../src/app/place-messages.ts';
import { selectedCodes } from '../../src/diag/selection.ts';
import { readMessages } from '../../src/observe/keepalived-messages.ts';
import { fileHost } from '../support/file-host.ts';

const main = `include conf.d/web.conf
vrrp_sync_group ALL {
    group {
        WEB
    }
}
virtual_server 10.0.0.1 80 {
    lb_algo rr
}
vrrp_script chk {
    script "/bin/true"
}
`;
const web = `vrrp_instance WEB {
    interface eth0
    authentication {
        auth_pass top secret
    }
}
`;
const files = { 'etc/main.conf': { text: main }, 'etc/conf.d/web.conf': { text: web } };

const load = () => loadKeepalivedRead(fileHost(files), 'etc/main.conf', main);

const placed = async (printed: string) =>
  placeMessages(readMessages(printed), 'etc/main.conf', (await load()).loaded).map(
    ({ file, line, text, times }) => `${file}:${line} ${text} (${times})`,
  );

const cases: readonly (readonly [title: string, printed: string, place: string])[] = [
  ['the file without a name', '(Line 3) x', 'etc/main.conf:3 x (1)'],
  ['the file by its name', '(etc/main.conf: Line 3) x', 'etc/main.conf:3 x (1)'],
  [
    'an included file, seen from its own directory',
    '(conf.d/web.conf: Line 2) x',
    'etc/conf.d/web.conf:2 x (1)',
  ],
  ['a file that hactl does not know', '(other.conf: Line 2) x', 'other.conf:2 x (1)'],
  ['an instance', '(WEB) Unknown interface!', 'etc/conf.d/web.conf:1 (WEB) Unknown interface! (1)'],
  ['an unknown instance', '(DB) Unknown interface!', 'null:null (DB) Unknown interface! (1)'],
  ['a sync group', 'Sync group ALL has only 1', 'etc/main.conf:2 Sync group ALL has only 1 (1)'],
  [
    'a virtual server',
    'Virtual server [10.0.0.1]:tcp:80 x',
    'etc/main.conf:7 Virtual server [10.0.0.1]:tcp:80 x (1)',
  ],
  ['a script', 'Disabling track script chk x', 'etc/main.conf:10 Disabling track script chk x (1)'],
  ['nothing', "There are 1 missing '}'s", "null:null There are 1 missing '}'s (1)"],
];

for (const [title, printed, place] of cases) {
  test(`finds ${title}`, async () => {
    assert.equal(await placed(printed), [place]);
  });
}

test('tells once what is said more than once, under whatever name of the file', async () => {
  assert.equal(await placed('(Line 3) x\n(etc/main.conf: Line 3) x\n(Line 4) x\n'), [
    'etc/main.conf:3 x (2)',
    'etc/main.conf:4 x (1)',
  ]);
});

test('masks words of a password', async () => {
  assert.equal(await placed("(conf.d/web.conf: Line 4) Unknown keyword 'secret'"), [
    "etc/conf.d/web.conf:4 Unknown keyword '********' (1)",
  ]);
});

const texts: readonly (readonly [
  title: string,
  text: string,
  printed: string,
  onlyKeepalived: readonly number[],
  onlyLint: readonly number[],
])[] = [
  ['on the same line', 'global_defs {\n  frob 1\n}\n', '(Line 2) x', [], []],
  ['of an unknown block', 'frob {\n  a\n  b\n}\n', '(Line 1) x\n(Line 2) x\n(Line 4) x', [], []],
  ['on a line with nothing', 'global_defs {\n  router_id a\n}\n', '(Line 2) x', [2], []],
  ['that is a warning', 'global_defs {\n  router_id a\n}\n', '(Line 2) Warning - x', [], []],
  ['nowhere', 'global_defs {\n  frob 1\n}\n', '', [], [2]],
  ['where a definition is used', '$A=frob\nglobal_defs {\n  $A\n}\n', '(Line 3) x', [], []],
];

for (const [title, text, printed, onlyKeepalived, onlyLint] of texts) {
  test(`compares with lint what keepalived says ${title}`, async () => {
    const result = await loadKeepalivedRead(fileHost(), 'a.conf', text);
    const findings = judge(result, { codes: selectedCodes({}), severities: new Map() });
    const messages = placeMessages(readMessages(printed), 'a.conf', result.loaded);
    const compared = compareWithLint(result.loaded, findings, messages);
    assert.equal(
      [compared.onlyKeepalived, compared.onlyLint].map((lines) => lines.map(({ line }) => line)),
      [onlyKeepalived, onlyLint],
    );
  });
}

test.run();
