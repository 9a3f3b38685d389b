// Diagnostics as text: what the reader sees of a line, and what he must not see.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Diagnostic, diagnostic } from '../../src/diag/diagnostic.ts';
import { createSourceMap } from '../../src/diag/source-map.ts';
import { renderDiagnostics } from '../../src/views/diagnostics.ts';
import { coloured, plain } from '../../src/views/paint.ts';

const text = 'priority 300\n\tauth_pass "a b" # c\ninterface eth0\n';
const sources = createSourceMap();
sources.add('input.conf', text);
const spanOf = (part: string) => ({
  start: text.indexOf(part),
  end: text.indexOf(part) + part.length,
});

const render = (diagnostics: readonly Diagnostic[], hidden: readonly string[] = []): string =>
  renderDiagnostics(diagnostics, { sources, secrets: hidden.map(spanOf), paint: plain });

const outOfRange = diagnostic('HA2009', spanOf('300'), { text: '300', min: 1, max: 255 });

test('puts a caret under the place', () => {
  assert.is(
    render([outOfRange]),
    `error[HA2009]: Number out of range
 --> input.conf:1:10
  |
1 | priority 300
  |          ^^^
  300 is not within 1 and 255.
  help: write a number from 1 to 255
`,
  );
});

test('keeps carets in place behind a tab', () => {
  const values = { words: 'c', keyword: 'auth_pass' };
  const lines = render([diagnostic('HA2005', spanOf('# c'), values)]).split('\n');
  assert.is(lines[3], '2 | \tauth_pass "a b" # c');
  assert.is(lines[4], '  | \t                ^^^');
});

test('shows the part of a long line that it is about', () => {
  const long = createSourceMap();
  long.add('long.conf', `${'a'.repeat(300)} 300 ${'b'.repeat(300)}`);
  const found = diagnostic('HA2009', { start: 301, end: 304 }, { text: '300', min: 1, max: 255 });
  const shown = renderDiagnostics([found], { sources: long, secrets: [], paint: plain });
  assert.equal(shown.split('\n').slice(3, 5), [
    `1 | ...${'a'.repeat(39)} 300 ${'b'.repeat(196)}...`,
    `  |    ${' '.repeat(40)}^^^`,
  ]);
});

test('ends carets at the end of the line', () => {
  const long = { start: text.indexOf('interface'), end: text.length };
  const lines = render([diagnostic('HA3024', long, {})]).split('\n');
  assert.is(lines[4], '  | ^^^^^^^^^^^^^^');
});

test('marks related places with what they are', () => {
  const labels = [{ span: spanOf('priority'), text: 'first defined here' }];
  const values = { keyword: 'vrrp_instance', name: 'A' };
  const lines = render([diagnostic('HA3001', spanOf('eth0'), values, labels)]).split('\n');
  assert.equal(lines.slice(4, 9), [
    '  |           ^^^^',
    ' --> input.conf:1:1',
    '  |',
    '1 | priority 300',
    '  | -------- first defined here',
  ]);
});

test('hides what is secret in the line and in sentences', () => {
  const values = { text: 'a b', expected: 'a whole number' };
  const shown = render([diagnostic('HA2008', spanOf('"a b"'), values)], ['"a b" # c']);
  assert.match(shown, '2 | \tauth_pass *********');
  assert.match(shown, '"********" is not a whole number.');
  assert.not.match(shown, 'a b');
});

test('says nothing of a place when there is none', () => {
  const values = { file: 'x.conf', reason: 'no such file' };
  assert.is(
    render([diagnostic('HA1001', null, values)]),
    `error[HA1001]: File cannot be read
  "x.conf" cannot be read: no such file.
  help: give the path of a configuration file, or - for standard input
`,
  );
});

test('leaves an empty line between two, and none for none', () => {
  assert.is(render([]), '');
  assert.match(render([outOfRange, outOfRange]), /255\n\nerror/);
});

test('paints the same text', () => {
  const context = { sources, secrets: [], paint: coloured };
  const painted = renderDiagnostics([outOfRange], context);
  assert.match(painted, '\u001b[31merror[HA2009]\u001b[0m');
  assert.is(painted.replace(/\u001b\[\d+m/g, ''), render([outOfRange]));
});

test('fills lines that are as wide as the reader says', () => {
  const shown = renderDiagnostics([outOfRange], { sources, secrets: [], paint: plain, width: 38 });
  const sentences = shown.split('\n').filter((line) => /^ {2}\w/.test(line));
  assert.ok(sentences.length > 1);
  assert.ok(sentences.every((line) => line.length <= 38));
});

test.run();
