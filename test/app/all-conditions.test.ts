// hactl lint --all-conditions: all sides of `@id` lines in one run, each finding once, and for whom.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type LintReport, lintFiles } from '../../src/app/lint.ts';
import { selectedCodes } from '../../src/diag/selection.ts';
import { idsIn } from '../../src/syntax/keepalived/conditions.ts';
import { renderFindings } from '../../src/views/diagnostics.ts';
import { plain } from '../../src/views/paint.ts';
import { fileHost } from '../support/file-host.ts';

const lintAll = (texts: Readonly<Record<string, string>>): Promise<LintReport> =>
  lintFiles(
    fileHost(Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, { text }]))),
    {
      paths: ['a.conf'],
      codes: selectedCodes({}),
      severities: new Map(),
      failOn: 'error',
      allConditions: true,
    },
  );

/** `FILE:LINE CODE`, and the last sentence when it says for whom it holds. */
const found = ({ files }: LintReport): string[] =>
  files.flatMap(({ findings }) =>
    findings.map(({ code, place, message }) => {
      const whom = /(?:Only|Not) where the id is .*$/.exec(message)?.[0] ?? '';
      return `${place?.file}:${place?.line} ${code} ${whom}`.trim();
    }),
  );

const instance = (lines: string): string =>
  `vrrp_instance WEB {\n    interface eth0\n    virtual_router_id 51\n${lines}    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n`;

const cases: readonly (readonly [
  title: string,
  texts: Readonly<Record<string, string>>,
  findings: readonly string[],
])[] = [
  ['nothing where no line has a condition', { 'a.conf': instance('') }, []],
  [
    'once and for nobody in particular what all have in common',
    { 'a.conf': instance('    prioritty 3\n@beta priority 10\n') },
    ['a.conf:4 HA2001'],
  ],
  [
    'one side and the other',
    { 'a.conf': instance('@beta prioritty 10\n@^beta prio 20\n') },
    ['a.conf:4 HA2001 Only where the id is beta.', 'a.conf:5 HA2001 Not where the id is beta.'],
  ],
  [
    'a line that all but some lack',
    {
      'a.conf':
        'vrrp_instance WEB {\n    interface eth0\n@beta virtual_router_id 51\n@gamma virtual_router_id 52\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n',
    },
    ['a.conf:1 HA3005 Not where the id is beta or gamma.'],
  ],
  [
    'a line that only one side lacks',
    {
      'a.conf':
        'vrrp_instance WEB {\n    interface eth0\n@^beta virtual_router_id 51\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n',
    },
    ['a.conf:1 HA3005 Only where the id is beta.'],
  ],
  [
    'what stands in included files',
    {
      'a.conf': `${instance('@beta prioritty 10\n')}include b.conf\n`,
      'b.conf': 'global_defs {\n@gamma frob\n}\n',
    },
    ['a.conf:4 HA2001 Only where the id is beta.', 'b.conf:2 HA2001 Only where the id is gamma.'],
  ],
  [
    'no comment as unused that one side needs',
    { 'a.conf': instance('# hactl-ignore HA2001 beta is old\n@beta prioritty 10\n') },
    [],
  ],
  [
    'a comment that no side needs',
    { 'a.conf': instance('# hactl-ignore HA2001 beta is old\n@beta priority 10\n') },
    ['a.conf:4 HA4902'],
  ],
];

for (const [title, texts, findings] of cases) {
  test(`tells ${title}`, async () => {
    assert.equal(found(await lintAll(texts)), findings);
  });
}

test('masks passwords of all sides', async () => {
  const text = instance(
    '@beta authentication {\n@beta auth_type PASS\n@beta auth_pass "topsecret" xyzzy\n@beta }\n',
  );
  const { files } = await lintAll({ 'a.conf': text });
  const shown = files.map(({ findings }) => renderFindings(findings, plain)).join('\n');
  assert.match(shown, /auth_pass \*+/);
  assert.not.match(shown, /topsecret|xyzzy/);
});

const named: readonly (readonly [text: string, ids: readonly string[]])[] = [
  ['@a x\n  @^b y\n@a z\n', ['a', 'b']],
  ['block { @c x\n}\n$D=@d\n', ['c', 'd']],
  ['mail@host x\n', []],
];

for (const [text, ids] of named) {
  test(`finds the ids ${ids.join(', ') || '(none)'} in ${JSON.stringify(text)}`, () => {
    assert.equal(idsIn([text]), ids);
  });
}

test('tries as many ids as any cluster has, and names others', async () => {
  const lines = Array.from({ length: 103 }, (_, at) => `@id${at} nonsense ${at}\n`).join('');
  const report = await lintAll({ 'a.conf': lines });
  const [note] = report.files.flatMap(({ findings }) =>
    findings.filter(({ code }) => code === 'HA1051'),
  );
  assert.match(note?.message ?? '', 'not for 3 more: id100, id101, id102.');
  assert.is(report.files[0]?.findings.filter(({ code }) => code === 'HA2001').length, 100);
});

const noRouterId = (lines: string): string =>
  `vrrp_instance WEB {\n    interface eth0\n${lines}    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n`;
const ofTwo = noRouterId('@beta virtual_router_id 51\n@gamma virtual_router_id 52\n');
const ofNone = noRouterId('@beta priority 51\n');

const doubts: readonly (readonly [
  title: string,
  text: string,
  id: string | undefined,
  severity: string | undefined,
])[] = [
  ['an error where every id lacks a line', ofNone, undefined, 'error'],
  ['a warning where only ids that no line names lack it', ofTwo, undefined, 'warning'],
  ['an error for an id that was asked for', ofTwo, 'delta', 'error'],
  ['nothing for an id that has the line', ofTwo, 'gamma', undefined],
];

for (const [title, text, configId, severity] of doubts) {
  test(`is ${title}`, async () => {
    const report = await lintFiles(fileHost({ 'a.conf': { text } }), {
      paths: ['a.conf'],
      codes: selectedCodes({}),
      severities: new Map(),
      failOn: 'error',
      ...(configId !== undefined && { configId }),
    });
    const missing = report.files.flatMap(({ findings }) =>
      findings.filter(({ code }) => code === 'HA3005'),
    );
    assert.equal(
      missing.map((one) => one.severity),
      severity === undefined ? [] : [severity],
    );
  });
}

test.run();
