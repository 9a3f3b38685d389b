// The report of a conversion as Markdown, for a ticket or a merge request.

import type { ConversionReport, ReportRow } from '../../convert/report.ts';
import type { Verification } from '../../convert/verify/compare.ts';
import { sumsLine, targetsText } from './words.ts';

/** What a cell of a table would take for something else. */
const cell = (text: string): string => text.replace(/[\\|`<>*_[\]]/g, (sign) => `\\${sign}`);
const code = (text: string): string => `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const rowCells = ({ line, text, grade, says, targets }: ReportRow): string[] => [
  String(line),
  code(text),
  grade,
  targets.length === 0 ? '' : code(targetsText(targets, 2)),
  cell(says),
];

const verificationParts = ({ equal, differences }: Verification): string[] => [
  '## What both describe',
  `${equal} facts hold on both sides, ${differences.length} differ.`,
  ...(differences.length === 0
    ? []
    : [
        table(
          ['What', 'Source', 'Result', 'Why'],
          differences.map(({ key, source, result, because }) => [
            cell(key),
            cell(source ?? 'nothing'),
            cell(result ?? 'nothing'),
            cell(because ?? 'unexplained'),
          ]),
        ),
      ]),
];

export const renderConversionMarkdown = (report: ConversionReport): string => {
  const { sources, rows, choices, outputs, verification } = report;
  const parts = [
    '# Conversion report',
    sumsLine(report),
    ...sources.flatMap(({ file }) => [
      `## ${cell(file)}`,
      table(
        ['Line', 'Directive', 'Grade', 'Became', 'What differs, and what to do'],
        rows.filter((row) => row.file === file).map(rowCells),
      ),
    ]),
    ...(choices.length === 0
      ? []
      : [
          '## Chosen, to be set by --map',
          table(
            ['Key', 'Value', 'Why'],
            choices.map(({ key, value, why }) => [code(key), code(String(value)), cell(why)]),
          ),
        ]),
    ...(verification === undefined ? [] : verificationParts(verification)),
    ...outputs.flatMap(({ file, mode, lines }) => [
      `## ${cell(file)} (${mode})`,
      `\`\`\`\`\n${lines.join('\n')}\n\`\`\`\``,
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
};
