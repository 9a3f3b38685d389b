// Baselines: what they know, wherever it moves, and nothing else.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { baselineText, readBaseline, withoutKnown } from '../../src/app/baseline.ts';
import { type FileReport, lintFiles } from '../../src/app/lint.ts';
import { selectedCodes } from '../../src/diag/selection.ts';
import type { ReadResult } from '../../src/host/ports.ts';
import { fileHost } from '../support/file-host.ts';

const filesOf = async (texts: Readonly<Record<string, string>>): Promise<readonly FileReport[]> => {
  const entries = Object.entries(texts).map(([path, text]) => [path, { text }] as const);
  const { files } = await lintFiles(fileHost(Object.fromEntries(entries)), {
    paths: Object.keys(texts),
    codes: selectedCodes({ select: ['HA2', 'HA3'] }),
    severities: new Map(),
    failOn: 'error',
  });
  return files;
};

const nameOf = (file: string): string => `conf/${file}`;

const reading = (content: ReadResult) =>
  readBaseline(fileHost({ 'known.json': content }), 'known.json');

/** Findings of `now` when those of `before` are known. */
const left = async (before: Readonly<Record<string, string>>, now: typeof before) => {
  const read = await reading({ text: baselineText(await filesOf(before), nameOf) });
  if ('problem' in read) throw new Error(read.problem.message);
  const { files, known, gone } = withoutKnown(await filesOf(now), read.baseline, nameOf);
  const codes = files.flatMap(({ findings }) => findings.map(({ code }) => code));
  return { codes, known, gone };
};

const extra = 'global_defs {\n    router_id web one\n}\n';

const rows: readonly (readonly [
  what: string,
  now: Readonly<Record<string, string>>,
  expected: object,
])[] = [
  ['the same', { a: extra }, { codes: [], known: 1, gone: 0 }],
  ['other lines before it', { a: `# one\n\n${extra}` }, { codes: [], known: 1, gone: 0 }],
  [
    'other blanks',
    { a: extra.replace('    router_id web', '\trouter_id  web') },
    { codes: [], known: 1, gone: 0 },
  ],
  [
    'another value in the line',
    { a: extra.replace('one', 'two') },
    { codes: ['HA2005'], known: 0, gone: 1 },
  ],
  ['one more of the same', { a: extra + extra }, { codes: ['HA2005'], known: 1, gone: 0 }],
  [
    'another code in the line',
    { a: extra.replace('router_id', 'router_idd') },
    { codes: ['HA2001'], known: 0, gone: 1 },
  ],
  ['the same in another file', { b: extra }, { codes: ['HA2005'], known: 0, gone: 0 }],
  ['no finding any more', { a: '' }, { codes: [], known: 0, gone: 1 }],
];

for (const [what, now, expected] of rows) {
  test(`of ${what} the baseline leaves what is new`, async () => {
    assert.equal(await left({ a: extra }, now), expected);
  });
}

test('holds no secret', async () => {
  const text =
    'vrrp_instance A {\n    authentication {\n        auth_pass hunter2 more\n    }\n}\n';
  const written = baselineText(await filesOf({ a: text }), nameOf);
  assert.match(written, '"line": "auth_pass ********"');
  assert.not.match(written, 'hunter2');
});

test('is the same for the same findings', async () => {
  const [one, other] = [
    await filesOf({ a: extra, b: extra }),
    await filesOf({ b: extra, a: extra }),
  ];
  assert.is(baselineText(one, nameOf), baselineText(other, nameOf));
});

const refused: readonly (readonly [what: string, content: ReadResult, reason: RegExp])[] = [
  ['a missing file', { problem: 'there is no such file' }, /there is no such file/],
  ['no JSON', { text: '{' }, /it is no JSON/],
  ['other JSON', { text: '{}' }, /no "kind": "hactl-baseline"/],
  ['a later version', { text: '{"kind":"hactl-baseline","schemaVersion":9}' }, /schema version 9/],
  [
    'findings of no use',
    { text: '{"kind":"hactl-baseline","schemaVersion":1,"findings":[{}]}' },
    /not what hactl writes/,
  ],
];

for (const [what, content, reason] of refused) {
  test(`refuses ${what}`, async () => {
    const read = await reading(content);
    assert.match('problem' in read ? read.problem.message : '', reason);
  });
}

test.run();
