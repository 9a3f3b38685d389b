// What holds for every input, however wrong it is. A check throws what does not hold.

import { createHash } from 'node:crypto';
import * as assert from 'uvu/assert';
import { judge, type LintReport } from '../../../src/app/lint.ts';
import { withoutSecrets } from '../../../src/app/fmt.ts';
import { loadKeepalived } from '../../../src/app/load-keepalived.ts';
import type { Span } from '../../../src/base/span.ts';
import type { Code, Diagnostic } from '../../../src/diag/diagnostic.ts';
import { findingsOf } from '../../../src/diag/finding.ts';
import { selectedCodes } from '../../../src/diag/selection.ts';
import type { SourceMap } from '../../../src/diag/source-map.ts';
import type { Tree } from '../../../src/syntax/keepalived/parse.ts';
import { formatKeepalived } from '../../../src/syntax/keepalived/format.ts';
import { type Printable, printKeepalived } from '../../../src/syntax/keepalived/print.ts';
import { certain } from '../../../src/lint/template.ts';
import { maskTemplate } from '../../../src/syntax/template/mask.ts';
import { type Language, languages } from '../../../src/syntax/template/tokens.ts';
import { renderIr } from '../../../src/views/ir.ts';
import { plain } from '../../../src/views/paint.ts';
import { type ReportFormat, reports } from '../../../src/views/report/formats.ts';
import type { Report } from '../../../src/views/report/report.ts';
import { renderLintText } from '../../../src/views/report/text.ts';
import { renderTree } from '../../../src/views/tree.ts';
import { cpuMs } from '../cpu-time.ts';
import { parsePrintable, printableOf } from '../printable.ts';
import { shapeOf } from '../statement-shape.ts';
import { type Input, surroundingsOf } from './input.ts';
import { shownSecrets } from './secrets.ts';

const maxMs = 1000;
/** A text may stand for a longer one, up to the limits of expansion: half a megabyte takes a second, too. */
const charactersPerMs = 500;
/** What reports in XML may take for a finding beyond that: they are made by a library. */
const xmlMs = 0.3;
const xmlFormats = ['junit', 'checkstyle'];

const judgement = { codes: selectedCodes({}), severities: new Map() };

const formats = Object.keys(reports) as ReportFormat[];
const renderers: readonly (readonly [ReportFormat, Report])[] = await Promise.all(
  formats.map(async (format) => [format, await reports[format]()] as const),
);

const reportContext = {
  nameOf: (file: string) => file,
  hash: (text: string) => createHash('sha256').update(text).digest('hex'),
  version: '0.0.0',
};

const file = 'x.conf';

const startsOfLines = (text: string): number[] => [
  0,
  ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1),
];

/** The texts that spans may be in, with where their lines start. */
const writtenTexts = ({ text, files }: Input): ReadonlyMap<string, Written> =>
  new Map(
    Object.entries({ ...files, [file]: text }).map(([path, content]) => [
      path,
      { length: content.length, lineStarts: startsOfLines(content) },
    ]),
  );

interface Written {
  readonly length: number;
  readonly lineStarts: readonly number[];
}

/** A span lies inside one of the texts that were written. */
const checkSpan = (
  { start, end }: Span,
  sources: SourceMap,
  texts: ReadonlyMap<string, Written>,
): void => {
  assert.ok(Number.isInteger(start) && Number.isInteger(end), 'no span');
  assert.ok(0 <= start && start <= end, 'ends before it starts');
  assert.equal(sources.originOf({ start, end }).span, { start, end }, 'in a made text');
  const { file: path, line, lineStart } = sources.locate(start);
  const { lineStarts = [], length = 0 } = texts.get(path) ?? {};
  const base = lineStart - (lineStarts[line - 1] ?? Number.NaN);
  assert.ok(base <= start && end <= base + length, 'outside of its file');
};

const checkSpans = (diagnostics: readonly Diagnostic[], sources: SourceMap, input: Input): void => {
  const texts = writtenTexts(input);
  for (const { code, span, labels, fix } of diagnostics) {
    assert.ok(span !== null, `${code}: has no place`);
    try {
      const ofFix = fix === undefined ? [] : [fix.span];
      for (const place of [span, ...labels.map((label) => label.span), ...ofFix]) {
        checkSpan(place, sources, texts);
      }
    } catch (error) {
      throw new Error(`place of ${code}: ${String(error)}`, { cause: error });
    }
  }
};

const isPrintable = ({ words, children = [] }: Printable): boolean =>
  words.length > 0 && !words.includes('\\') && children.every(isPrintable);

/** Braces without a keyword and a backslash alone cannot be printed; all other trees read back as they are. */
const checkPrint = (tree: Tree): void => {
  const statements = printableOf(tree);
  if (!statements.every(isPrintable)) return;
  assert.equal(parsePrintable(printKeepalived(statements)), statements, 'print and parse');
};

/** The canonical layout says the same, to those with our id and to others, and is its own. */
const checkFormat = (text: string): void => {
  const formatted = formatKeepalived(text);
  assert.is(formatKeepalived(formatted), formatted, 'format twice');
  for (const id of ['main', 'other']) {
    assert.is(shapeOf(formatted, id), shapeOf(text, id), `format and parse, where the id is ${id}`);
  }
};

/** All ways to read the text as a template end in time, and point into it. */
const checkTemplate = (input: Input, language: Language): void => {
  const start = cpuMs();
  const masked = maskTemplate(input.text, language);
  for (const version of masked.versions) {
    assert.is(version.text.length, input.text.length, 'length of a template');
    const result = loadKeepalived(file, input.text, { readAs: version.text, target: input.target });
    const found = certain(judge(result, judgement), result.loaded, version, masked);
    checkSpans(found, result.sources, input);
  }
  const ms = (cpuMs() - start) / masked.versions.length;
  assert.ok(ms < maxMs, `with ${language} it takes ${Math.round(ms)} ms`);
};

const checkViews = (views: readonly string[], input: Input): void => {
  const all = views.join('\n');
  assert.equal(shownSecrets(input, all), [], 'shows secrets');
  const isOdd = /\bundefined\b(?!-)|\bNaN\b|\[object/;
  const isOwn = [input.text, ...Object.values(input.files)].some((text) => isOdd.test(text));
  assert.ok(isOwn || !isOdd.test(all), `shows ${isOdd.exec(all)?.[0]}`);
};

/** Loads and lints an input, renders what there is to say about it, and looks whether all of it is right.
 * Returns the codes of the findings. */
export const checkInput = (input: Input): readonly Code[] => {
  const start = cpuMs();
  const result = loadKeepalived(file, input.text, {
    target: input.target,
    surroundings: surroundingsOf(input),
  });
  const { loaded, sources, secrets } = result;
  const diagnostics = judge(result, judgement);
  const findings = findingsOf(diagnostics, file, result);
  const loadMs = cpuMs() - start;
  const report: LintReport = {
    files: [{ file, parts: [file], findings, wasRead: true, isNamed: true }],
    failOn: 'error',
    known: 0,
    gone: 0,
    exit: result.exit,
  };
  const rendered = (what: string, render: () => string): string => {
    const before = cpuMs();
    const view = render();
    const ms = loadMs + cpuMs() - before;
    const expandedMs = loaded.tree.source.text.length / charactersPerMs;
    const allowed =
      Math.max(maxMs, expandedMs) + (xmlFormats.includes(what) ? xmlMs * diagnostics.length : 0);
    assert.ok(ms < allowed, `with ${what} it takes ${Math.round(ms)} ms`);
    return view;
  };
  const others: readonly (readonly [what: string, render: () => string])[] = [
    ...renderers.map(([format, render]) => [format, () => render(report, reportContext)] as const),
    ['its tree', () => renderTree(loaded.tree, secrets)],
    ['its IR', () => renderIr(loaded.config, sources, loaded.secrets)],
    ['its layout', () => withoutSecrets(file, formatKeepalived(input.text))],
  ];
  const { length } = input.text;
  // The text for each input, and one of the others: all of them take their turn.
  const [what, render] = others[length % others.length] ?? ['', () => ''];
  const views = [rendered('its text', () => renderLintText(report, plain)), rendered(what, render)];
  checkSpans(diagnostics, sources, input);
  checkViews(views, input);
  // What takes longest is for some inputs only.
  if (length % 2 === 0) checkPrint(loaded.tree);
  if (length % 3 === 0) checkFormat(input.text);
  const language = languages[length % 32];
  if (language !== undefined) checkTemplate(input, language);
  return diagnostics.map(({ code }) => code);
};
