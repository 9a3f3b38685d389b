// .hactlrc.json: what it may hold, and what is said of the rest.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  findSettings,
  judgementBy,
  parseSettings,
  type Settings,
  settings as known,
} from '../../src/app/settings.ts';
import { codesNamed } from '../../src/diag/selection.ts';
import { problemsOf } from '../support/schemas.ts';

const wrong: readonly (readonly [text: string, ...problems: RegExp[]])[] = [
  ['{', /^".hactlrc.json" cannot be used: it is no JSON \(/],
  ['[]', /it is no JSON object/],
  ['{"slect": []}', /there is no setting "slect"/],
  ['{"select": []}', /"select" is empty, so nothing would count/],
  ['{"select": "HA4"}', /"select" is not a list/],
  ['{"select": ["HA4", "HA9999"]}', /"select" holds "HA9999", which names no code of hactl\.$/],
  ['{"ignore": ["unknown-keywort"]}', /holds "unknown-keywort", .*did you mean "unknown-keyword"/],
  ['{"failOn": "never"}', /"failOn" is not one of error, warning, info/],
  ['{"target": 2}', /"target" is not one of 1\.4\.5, /],
  [
    '{"severity": {"HA4": "fatal"}}',
    /"HA4": "fatal", which is not one of error, warning, info, off/,
  ],
  ['{"severity": {"HX4": "off"}}', /"HX4": "off", which names no code/],
  ['{"severity": ["HA4"]}', /"severity" is not an object/],
  ['{"baseline": 1}', /"baseline" is not the path of a file/],
  ['{"failOn": 1, "fail-on": "error"}', /"failOn" is not/, /no setting "fail-on"/],
];

for (const [text, ...problems] of wrong) {
  test(`refuses ${text}`, () => {
    const parsed = parseSettings('.hactlrc.json', text);
    const said = 'problems' in parsed ? parsed.problems.map(({ message }) => message) : [];
    assert.is(said.length, problems.length);
    problems.forEach((problem, at) => assert.match(said[at] ?? '', problem));
  });
}

test('takes all that it may hold', () => {
  const settings = {
    $schema: 'https://example.net/hactlrc.schema.json',
    select: ['HA1', 'HA2', 'unknown-keyword'],
    ignore: ['HA2005'],
    severity: { HA4: 'info', HA4001: 'off' },
    failOn: 'warning',
    target: '2.2.7',
    baseline: 'known.json',
  };
  assert.equal(parseSettings('.hactlrc.json', JSON.stringify(settings)), { settings });
  assert.equal(Object.keys(settings).sort(), Object.keys(known).sort());
  assert.equal(problemsOf('hactlrc', settings), []);
});

test('says why the file cannot be read', async () => {
  const content = { problem: 'you may not read it' };
  const found = await findSettings({ findUpwards: async (path) => ({ path, content }) });
  const said = 'problems' in found ? found.problems.map(({ message }) => message) : [];
  assert.match(said.join(), /you may not read it/);
});

test('has no settings where there is no file', async () => {
  const found = await findSettings({ findUpwards: async () => null });
  assert.equal(found, { file: null, settings: {} });
});

const judged: readonly (readonly [
  what: string,
  settings: Settings,
  code: 'HA4001',
  counts: boolean,
  severity?: string,
])[] = [
  ['nothing', {}, 'HA4001', true],
  ['another selection', { select: ['HA2'] }, 'HA4001', false],
  ['its start', { select: ['HA4'] }, 'HA4001', true],
  ['its slug', { ignore: ['repeated-keyword'] }, 'HA4001', false],
  ['both', { select: ['HA4001'], ignore: ['HA40'] }, 'HA4001', false],
  ['a severity', { severity: { HA4001: 'error' } }, 'HA4001', true, 'error'],
  ['a severity for more', { severity: { HA4001: 'info', HA4: 'error' } }, 'HA4001', true, 'info'],
  ['no severity', { severity: { 'repeated-keyword': 'off' } }, 'HA4001', false],
];

for (const [what, settings, code, counts, severity] of judged) {
  test(`judges by ${what}`, () => {
    const { codes, severities } = judgementBy(settings);
    assert.is(codes.has(code), counts);
    assert.is(severities.get(code), severity);
  });
}

test('knows codes in any case', () => {
  assert.equal(codesNamed('ha4001'), ['HA4001']);
  assert.equal(codesNamed('Repeated-Keyword'), ['HA4001']);
  assert.equal(codesNamed('HA40011'), []);
  assert.equal(codesNamed(''), []);
});

test.run();
