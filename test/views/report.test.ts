// The reports of lint, each format once: fixtures/lint/reports. They are made from one file with errors,
// warnings, secrets and signs that formats have to escape, one clean file and one that is missing.

import { createHash } from 'node:crypto';
import { Ajv } from 'ajv';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { create } from 'xmlbuilder2';
import { lintFiles, type LintRequest } from '../../src/app/lint.ts';
import { selectedCodes } from '../../src/diag/selection.ts';
import { plain } from '../../src/views/paint.ts';
import { type ReportFormat, reports } from '../../src/views/report/formats.ts';
import { renderLintText } from '../../src/views/report/text.ts';
import { fileHost } from '../support/file-host.ts';
import { expectGolden, readFixture } from '../support/golden.ts';
import { problemsOf } from '../support/schemas.ts';

const text = readFixture('lint/reports/web.conf');
const host = fileHost({
  'conf/web.conf': { text },
  'conf/ärmel 1.conf': { text: 'global_defs {\n}\n' },
});
const request: LintRequest = {
  paths: ['conf/web.conf', 'conf/ärmel 1.conf', 'conf/none.conf'],
  codes: selectedCodes({}),
  severities: new Map(),
  failOn: 'warning',
};
const report = await lintFiles(host, request);
const context = {
  nameOf: (file: string) => file,
  hash: (value: string) => createHash('sha256').update(value).digest('hex'),
  version: '1.2.3',
};

const rendered = async (format: ReportFormat): Promise<string> => {
  const render = await reports[format]();
  return render(report, context);
};

const extensions: { readonly [F in ReportFormat]: string } = {
  json: 'json',
  jsonl: 'jsonl',
  sarif: 'sarif.json',
  github: 'github.txt',
  gitlab: 'gitlab.json',
  junit: 'junit.xml',
  checkstyle: 'checkstyle.xml',
  gcc: 'gcc.txt',
};

for (const [format, extension] of Object.entries(extensions) as [ReportFormat, string][]) {
  test(`writes ${format}`, async () => {
    const shown = await rendered(format);
    expectGolden(`lint/reports/report.${extension}`, shown);
    assert.not.match(shown, /hunter|s3cr3t/);
  });
}

test('writes text', () => {
  const shown = renderLintText(report, plain);
  expectGolden('lint/reports/report.txt', shown);
  assert.not.match(shown, /hunter|s3cr3t/);
});

test('writes JSON as its schema has it', async () => {
  const value = JSON.parse(await rendered('json'));
  assert.equal(problemsOf('lint', value), []);
  const lines = (await rendered('jsonl')).trimEnd().split('\n');
  assert.equal(
    lines.map((line) => JSON.parse(line)),
    value.findings,
  );
});

test('writes SARIF as the schema of OASIS has it', async () => {
  const { $schema, id, ...schema } = JSON.parse(readFixture('schemas/sarif-2.1.0.json'));
  assert.match($schema, 'draft-04');
  assert.ok(id);
  // Of what draft 4 and draft 7 mean different things by, the schema has nothing.
  assert.not.match(JSON.stringify(schema), /"exclusive(Min|Max)imum"/);
  const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false });
  const validate = ajv.compile(schema);
  assert.ok(validate(JSON.parse(await rendered('sarif'))), ajv.errorsText(validate.errors));
  assert.not(validate({ version: '2.1.0', runs: [{ tool: { driver: {} } }] }));
});

test('marks each finding of SARIF and GitLab differently, and the same when lines move', async () => {
  const marksOf = async (content: string): Promise<string[]> => {
    const moved = fileHost({ 'conf/web.conf': { text: content } });
    const other = await lintFiles(moved, { ...request, paths: ['conf/web.conf'] });
    const render = await reports.gitlab();
    const issues: { fingerprint: string }[] = JSON.parse(render(other, context));
    return issues.map(({ fingerprint }) => fingerprint);
  };
  const marks = await marksOf(text);
  assert.is(new Set(marks).size, marks.length);
  assert.equal(await marksOf(`\n# a line more\n${text}`), marks);
});

test('writes XML that can be read, whatever a message holds', async () => {
  const odd = fileHost({ odd: { text: 'global_defs {\n    <\u0001>&" 1\n}\n' } });
  const found = await lintFiles(odd, { ...request, paths: ['odd'] });
  for (const format of ['junit', 'checkstyle'] as const) {
    const render = await reports[format]();
    const shown = create(render(found, context)).toString();
    assert.match(shown, '&lt;\uFFFD&gt;&amp;');
  }
});

test('escapes for GitHub what would end a property or a command', async () => {
  const name = fileHost({ 'a,b:c%.conf': { text: 'globel_defs {\n}\n' } });
  const found = await lintFiles(name, { ...request, paths: ['a,b:c%.conf'] });
  const shown = (await reports.github())(found, context);
  assert.match(shown, '::error file=a%2Cb%3Ac%25.conf,line=1,');
  assert.is(shown.split('\n').length, 2);
});

test('lets no name of a file begin another line, or command a terminal', async () => {
  const odd = 'a\n::error::forged\nb.conf:1:1: error: forged\u001b]0;';
  const found = await lintFiles(fileHost({ [odd]: { text: 'globel_defs {\n}\n' } }), {
    ...request,
    paths: [odd, `${odd}2`],
  });
  const shown = [
    renderLintText(found, plain),
    ...(await Promise.all(
      (['gcc', 'github'] as const).map(async (one) => (await reports[one]())(found, context)),
    )),
  ];
  for (const text of shown) assert.not.match(text, /^(?:::error::|b\.conf)|\u001b/m);
});

test.run();
