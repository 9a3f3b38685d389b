// What holds for every text that is read as XML, however wrong it is. A check throws what does not hold.

import * as assert from 'uvu/assert';
import { withoutSecrets } from '../../../src/app/fmt.ts';
import { judge } from '../../../src/app/lint.ts';
import { languageOf } from '../../../src/app/load.ts';
import { loadSafekit } from '../../../src/app/load-safekit.ts';
import type { Code, Diagnostic } from '../../../src/diag/diagnostic.ts';
import { findingsOf } from '../../../src/diag/finding.ts';
import { selectedCodes } from '../../../src/diag/selection.ts';
import { formatXml } from '../../../src/syntax/safekit/format.ts';
import { renderIr } from '../../../src/views/ir.ts';
import { plain } from '../../../src/views/paint.ts';
import { renderLintText } from '../../../src/views/report/text.ts';
import { renderTreeOf } from '../../../src/views/tree.ts';
import { cpuMs } from '../cpu-time.ts';
import { xmlShape } from '../xml-shape.ts';
import type { Input } from './input.ts';
import { secretMark } from './words.ts';

const maxMs = 1000;
const judgement = { codes: selectedCodes({}), severities: new Map() };
const file = 'userconfig.xml';

const checkSpans = (diagnostics: readonly Diagnostic[], { length }: string): void => {
  for (const { code, span, labels, fix } of diagnostics) {
    assert.ok(span !== null, `${code}: has no place`);
    const places = [span, ...labels.map((label) => label.span), ...(fix ? [fix.span] : [])];
    for (const { start, end } of places) {
      assert.ok(0 <= start && start <= end && end <= length, `${code}: is outside of the text`);
    }
  }
};

/** A value behind the name of a secret, and nowhere else. */
const shownSecrets = (text: string, shown: string): string[] => {
  const behind = new RegExp(`name="DB_PASSWORD" value="(${secretMark}\\w*)"`, 'g');
  const secrets = [...text.matchAll(behind)].flatMap(([, secret = '']) => secret);
  const rest = text.replace(behind, '');
  return secrets.filter((secret) => shown.includes(secret) && !rest.includes(secret));
};

const isOdd = /\bundefined\b(?!-)|\bNaN\b|\[object/;

/** Loads and lints a text, renders what there is to say, and looks whether it is right. Returns the codes. */
export const checkXml = ({ text }: Input): readonly Code[] => {
  const start = cpuMs();
  const result = loadSafekit(file, text);
  const { loaded, sources, secrets } = result;
  const diagnostics = judge(result, judgement);
  const findings = findingsOf(diagnostics, file, result);
  const views = [
    renderLintText(
      {
        files: [{ file, parts: [file], findings, wasRead: true, isNamed: true }],
        failOn: 'error',
        known: 0,
        gone: 0,
        exit: result.exit,
      },
      plain,
    ),
    renderTreeOf(loaded),
    renderIr(loaded.config, sources, secrets),
    ...(languageOf(text) === 'safekit' ? [withoutSecrets(file, text)] : []),
  ].join('\n');
  const formatted = formatXml(text);
  const ms = cpuMs() - start;
  assert.ok(ms < maxMs, `takes ${Math.round(ms)} ms`);
  checkSpans(diagnostics, text);
  assert.equal(shownSecrets(text, views), [], 'shows secrets');
  assert.ok(isOdd.test(text) || !isOdd.test(views), `shows ${isOdd.exec(views)?.[0]}`);
  assert.is(formatXml(formatted), formatted, 'format twice');
  assert.equal(xmlShape(formatted), xmlShape(text), 'format and parse');
  return diagnostics.map(({ code }) => code);
};
