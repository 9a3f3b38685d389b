// The report of a conversion as text for a terminal: the rows of each file, what was chosen, sums.

import { wrap } from '../../base/wrap.ts';
import type { ConversionReport, ReportChoice, ReportRow } from '../../convert/report.ts';
import type { Grade } from '../../convert/rule.ts';
import type { Paint } from '../paint.ts';
import { renderVerification } from './verification.ts';
import { sumsLine, targetsText } from './words.ts';

const styles = {
  lossless: 'green',
  approximated: 'yellow',
  dropped: 'red',
  'needs-decision': 'red',
} as const satisfies { readonly [G in Grade]: Parameters<Paint>[0] };

/** What is said of several rows in a row is said once. */
const rowLines = (
  row: ReportRow,
  before: ReportRow | undefined,
  paint: Paint,
  width: number,
): string[] => {
  const { line, text, grade, says } = row;
  const depth = '  '.repeat(row.path.length - 1);
  const place = String(line).padStart(6);
  const word = paint(styles[grade], grade.padEnd(14));
  const went = row.targets.length === 0 ? '' : `  -> ${targetsText(row.targets, 2)}`;
  const isSaid = before?.says === says;
  const sentence = isSaid ? [] : wrap(says, width, ' '.repeat(24));
  return [`${place}  ${word}  ${depth}${text}${went}`, ...sentence];
};

const choiceLines = (choice: ReportChoice, width: number): string[] => {
  const { key, value, isDefault, why } = choice;
  const head = `  ${key} = ${value}${isDefault ? '' : '  (by --map)'}`;
  return [head, ...wrap(why, width, '      ')];
};

/** The report for people. */
export const renderConversionText = (
  report: ConversionReport,
  paint: Paint,
  width: number,
): string => {
  const { sources, rows, choices, outputs } = report;
  const files = sources.flatMap(({ file }) => {
    const own = rows.filter((row) => row.file === file);
    return [
      paint('bold', file),
      ...own.flatMap((row, at) => rowLines(row, own[at - 1], paint, width)),
      '',
    ];
  });
  const chosen =
    choices.length === 0
      ? []
      : [
          paint('bold', 'Chosen, to be set by --map'),
          ...choices.flatMap((one) => choiceLines(one, width)),
          '',
        ];
  const made = outputs.map(({ file, mode }) => `  ${mode}  ${file}`);
  return [
    ...files,
    ...chosen,
    ...(made.length === 0 ? [] : [paint('bold', 'Files'), ...made, '']),
    sumsLine(report),
    '',
  ]
    .join('\n')
    .concat(
      report.verification === undefined
        ? ''
        : `\n${renderVerification(report.verification, paint, width)}`,
    );
};
