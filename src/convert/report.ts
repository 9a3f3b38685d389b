// What is told of a conversion: both texts without their secrets, the rows that join them, what was
// chosen. Views take it from here, so none of them can show a password.

import { fixedStars, maskedText } from '../diag/masking.ts';
import type { Choice } from './choices.ts';
import type { Conversion, TargetLanguage } from './conversion.ts';
import { modeOf, type Output } from './document/output.ts';
import type { Span } from '../base/span.ts';
import type { SourceMap } from '../diag/source-map.ts';
import type { Grade } from './rule.ts';
import type { Target } from './trail.ts';
import type { Verification } from './verify/compare.ts';

export interface ShownFile {
  readonly file: string;
  readonly lines: readonly string[];
}

export interface ShownOutput extends ShownFile {
  /** Permissions in octal digits. */
  readonly mode: string;
  readonly language: Output['language'];
}

export interface ReportRow {
  readonly number: number;
  readonly file: string;
  readonly line: number;
  /** Keywords from the outermost block to itself. */
  readonly path: readonly string[];
  readonly text: string;
  readonly grade: Grade;
  readonly rule: string;
  readonly says: string;
  readonly targets: readonly Target[];
}

export interface ConversionReport {
  readonly to: TargetLanguage;
  readonly sources: readonly ShownFile[];
  readonly outputs: readonly ShownOutput[];
  readonly rows: readonly ReportRow[];
  readonly choices: readonly ReportChoice[];
  /** What source and result have in common, when that was asked. */
  readonly verification?: Verification;
  /** How many rows have each grade. */
  readonly sums: Readonly<Record<Grade, number>>;
}

export interface ReportChoice extends Pick<
  Choice,
  'key' | 'value' | 'fallback' | 'isDefault' | 'why'
> {
  /** `file:line` of what it is about. */
  readonly about: readonly string[];
}

export const grades: readonly Grade[] = ['lossless', 'approximated', 'dropped', 'needs-decision'];

/** The files of a source, those that it includes among them, as they may be shown. */
export const shownSources = ({
  sources,
  secrets,
}: {
  readonly sources: SourceMap;
  readonly secrets: readonly Span[];
}): ShownFile[] =>
  sources.written().map(({ file, text, base }) => {
    const own = secrets
      .map(({ start, end }) => ({ start: start - base, end: end - base }))
      .filter(({ start, end }) => start >= 0 && end <= text.length);
    const lines = maskedText(text, own, fixedStars).split('\n');
    if (lines.at(-1) === '') lines.pop();
    return { file, lines };
  });

const shownOutput = (output: Output): ShownOutput => ({
  file: output.path,
  mode: modeOf(output).toString(8).padStart(4, '0'),
  language: output.language,
  lines: output.lines.map(({ text, isSecret }) =>
    isSecret ? text.replace(/\S.*/, fixedStars()) : text,
  ),
});

/** The report of a conversion; `sources` are its texts as they may be shown. */
export const reportOf = (
  { to, outputs, rows, choices }: Conversion,
  sources: readonly ShownFile[],
): ConversionReport => ({
  to,
  sources,
  outputs: outputs.map(shownOutput),
  rows: rows.map(({ number, directive, grade, rule, says, targets }) => {
    const { file, line, path, text } = directive;
    return { number, file, line, path, text, grade, rule, says, targets };
  }),
  choices: choices.map(({ key, value, fallback, isDefault, why, about }) => ({
    ...{ key, value, fallback, isDefault, why },
    about: about.map(({ file, line }) => `${file}:${line}`),
  })),
  sums: Object.fromEntries(
    grades.map((grade) => [grade, rows.filter((row) => row.grade === grade).length]),
  ) as Record<Grade, number>,
});
