// The report of a conversion as one page: both texts side by side, each line linked to its row of the
// table, and back. It needs no script, no other file, and can be printed.

import type {
  ConversionReport,
  ReportChoice,
  ReportRow,
  ShownFile,
  ShownOutput,
} from '../../convert/report.ts';
import { grades } from '../../convert/report.ts';
import type { Grade } from '../../convert/rule.ts';
import { escaped, table } from './html-parts.ts';
import { pageStyle } from './html-style.ts';
import { verificationSection } from './html-verification.ts';
import { sumsLine } from './words.ts';

const gradeWords: { readonly [G in Grade]: string } = {
  lossless: 'lossless',
  approximated: 'approximated',
  dropped: 'dropped',
  'needs-decision': 'needs a decision',
};

const badge = (grade: Grade): string => `<span class="badge ${grade}">${gradeWords[grade]}</span>`;

/** The worst grade of the rows of a line colours it. */
const worst = (rows: readonly ReportRow[]): Grade | undefined =>
  grades.findLast((grade) => rows.some((row) => row.grade === grade));

const rowLinks = (rows: readonly ReportRow[]): string =>
  rows.map(({ number }) => `<a href="#row-${number}">${number}</a>`).join(' ');

const lineItem = (id: string, number: number, text: string, rows: readonly ReportRow[]): string => {
  const grade = worst(rows);
  const links = rows.length === 0 ? '' : rowLinks(rows);
  return `<tr id="${id}"${grade === undefined ? '' : ` class="${grade}"`}><td class="no">${number}</td><td class="text">${escaped(text)}</td><td class="rows">${links}</td></tr>`;
};

const fileTable = (
  { file, lines }: ShownFile,
  idOf: (line: number) => string,
  rowsOf: (line: number) => readonly ReportRow[],
  note: string,
): string =>
  `<section class="file"><h3>${escaped(file)}${note}</h3><table class="code"><tbody>${lines
    .map((text, at) => lineItem(idOf(at + 1), at + 1, text, rowsOf(at + 1)))
    .join('\n')}</tbody></table></section>`;

const sourceId = (file: number, line: number): string => `source-${file + 1}-${line}`;
const targetId = (file: number, line: number): string => `target-${file + 1}-${line}`;

const sourceTables = ({ sources, rows }: ConversionReport): string =>
  sources
    .map((source, at) =>
      fileTable(
        source,
        (line) => sourceId(at, line),
        (line) => rows.filter((row) => row.file === source.file && row.line === line),
        '',
      ),
    )
    .join('\n');

const outputTables = ({ outputs, rows }: ConversionReport): string =>
  outputs
    .map((output: ShownOutput, at) => {
      const byLine = new Map<number, ReportRow[]>();
      for (const row of rows) {
        for (const { path, line } of row.targets) {
          if (path !== output.file) continue;
          byLine.set(line, [...(byLine.get(line) ?? []), row]);
        }
      }
      const note = ` <small>mode ${output.mode}</small>`;
      return fileTable(
        output,
        (line) => targetId(at, line),
        (line) => [...new Set(byLine.get(line) ?? [])],
        note,
      );
    })
    .join('\n');

const targetLinks = ({ targets }: ReportRow, { outputs }: ConversionReport): string =>
  targets
    .map(({ path, line }) => {
      const at = outputs.findIndex(({ file }) => file === path);
      return `<a href="#${targetId(at, line)}">${escaped(path)}:${line}</a>`;
    })
    .join('<br>');

const rowOfTable = (row: ReportRow, report: ConversionReport): string => {
  const { number, file, line, text, grade, says } = row;
  const at = report.sources.findIndex((source) => source.file === file);
  const place = `<a href="#${sourceId(at, line)}">${escaped(file)}:${line}</a>`;
  return `<tr id="row-${number}"><td class="no">${number}</td><td>${place}</td><td class="text">${escaped(text)}</td><td>${badge(grade)}</td><td>${targetLinks(row, report)}</td><td>${escaped(says)}</td></tr>`;
};

const choiceRow = ({ key, value, isDefault, why }: ReportChoice): string =>
  `<tr><td class="text">${escaped(key)}</td><td class="text">${escaped(String(value))}</td><td>${isDefault ? 'default' : 'by --map'}</td><td>${escaped(why)}</td></tr>`;

const titles = { safekit: 'keepalived to SafeKit', keepalived: 'SafeKit to keepalived' } as const;

/** The report as a page of its own. */
export const renderConversionHtml = (report: ConversionReport, version: string): string => {
  const { to, rows, choices } = report;
  const title = `Conversion: ${titles[to]}`;
  const sums = grades.map((grade) => `${badge(grade)} ${report.sums[grade]}`).join(' ');
  const heads = ['No.', 'Source', 'Directive', 'Grade', 'Became', 'What differs, and what to do'];
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<header><h1>${escaped(title)}</h1><p>${escaped(sumsLine(report))} Made by hactl ${escaped(version)}.</p><p>${sums}</p></header>
<main>
<h2>Both texts</h2>
<p>Numbers behind a line lead to its rows in the table below, and those lead back.</p>
<div class="sides"><div><h2>Source</h2>${sourceTables(report)}</div><div><h2>Result</h2>${outputTables(report)}</div></div>
<h2>What became of each directive</h2>
${table(
  heads,
  rows.map((row) => rowOfTable(row, report)),
  'report',
)}
${report.verification === undefined ? '' : verificationSection(report.verification)}
<h2>What was chosen</h2>
${table(['Key', 'Value', 'By', 'Why'], choices.map(choiceRow), 'choices')}
</main>
</body>
</html>
`;
};
