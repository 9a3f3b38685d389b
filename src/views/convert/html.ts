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
import { runsOf, runText, sumsLine } from './words.ts';

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

/** Numbers that follow each other are one link, to the first of them. */
const rowLinks = (rows: readonly ReportRow[]): string =>
  runsOf(rows.map(({ number }) => number))
    .map((run) => `<a href="#row-${run.first}">${runText(run)}</a>`)
    .join(' ');

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

const noRows: readonly ReportRow[] = [];

const sourceTables = ({ sources, rows }: ConversionReport): string => {
  const byPlace = Map.groupBy(rows, ({ file, line }) => `${line} ${file}`);
  return sources
    .map((source, at) =>
      fileTable(
        source,
        (line) => sourceId(at, line),
        (line) => byPlace.get(`${line} ${source.file}`) ?? noRows,
        '',
      ),
    )
    .join('\n');
};

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
        (line) => [...new Set(byLine.get(line) ?? [])].sort((a, b) => a.number - b.number),
        note,
      );
    })
    .join('\n');

/** A line for each file, with links to the lines in it. */
const targetLinks = ({ targets }: ReportRow, { outputs }: ConversionReport): string =>
  [...Map.groupBy(targets, ({ path }) => path)]
    .map(([path, own]) => {
      const at = outputs.findIndex(({ file }) => file === path);
      const lines = [...new Set(own.map(({ line }) => line))].sort((a, b) => a - b);
      const links = runsOf(lines).map(
        (run) => `<a href="#${targetId(at, run.first)}">${runText(run)}</a>`,
      );
      return `${escaped(path)}: ${links.join(', ')}`;
    })
    .join('<br>');

const rowOfTable = (row: ReportRow, source: number, report: ConversionReport): string => {
  const { number, line, text, grade, says } = row;
  const place = `<a href="#${sourceId(source, line)}">${line}</a>`;
  return `<tr id="row-${number}"><td class="no">${number}</td><td>${place}</td><td class="text">${escaped(text)}</td><td>${badge(grade)}</td><td>${targetLinks(row, report)}</td><td>${escaped(says)}</td></tr>`;
};

/** The rows of all files, below the name of each. */
const reportRows = (report: ConversionReport): string[] =>
  report.sources.flatMap(({ file }, at) => {
    const own = report.rows.filter((row) => row.file === file);
    if (own.length === 0) return [];
    const head = `<tr><th colspan="6" class="of">${escaped(file)}</th></tr>`;
    return [head, ...own.map((row) => rowOfTable(row, at, report))];
  });

const choiceRow = ({ key, value, isDefault, why }: ReportChoice): string =>
  `<tr><td class="text">${escaped(key)}</td><td class="text">${escaped(String(value))}</td><td>${isDefault ? 'default' : 'by --map'}</td><td>${escaped(why)}</td></tr>`;

const names = { safekit: 'SafeKit', keepalived: 'keepalived' } as const;

/** The report as a page of its own. */
export const renderConversionHtml = (report: ConversionReport, version: string): string => {
  const { to, choices } = report;
  const title = `Conversion to ${names[to]}`;
  const sums = grades.map((grade) => `${badge(grade)} ${report.sums[grade]}`).join(' ');
  const heads = ['No.', 'Line', 'Directive', 'Grade', 'Became', 'What differs, and what to do'];
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
${table(heads, reportRows(report), 'report')}
${report.verification === undefined ? '' : verificationSection(report.verification)}
<h2>What was chosen</h2>
${table(['Key', 'Value', 'By', 'Why'], choices.map(choiceRow), 'choices')}
</main>
</body>
</html>
`;
};
