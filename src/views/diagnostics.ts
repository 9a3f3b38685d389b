// Diagnostics as text: what is wrong, the line with a caret under the place, how to mend it.

import type { Span } from '../base/span.ts';
import { visibleInLine } from '../base/visible.ts';
import { wrap } from '../base/wrap.ts';
import type { Diagnostic, Severity } from '../diag/diagnostic.ts';
import { type Finding, findingsOf, type Place } from '../diag/finding.ts';
import type { SourceMap } from '../diag/source-map.ts';
import type { Paint, Tone } from './paint.ts';

const tones: { readonly [S in Severity]: Tone } = { error: 'red', warning: 'yellow', info: 'blue' };

/** Of lines where nobody says how wide they may be. */
export const usualWidth = 78;

/** Of longer lines only what is around the place is shown. */
const maxLineLength = 240;
const contextLength = 40;

/** The part of a line to show: offsets in it. */
const shownPart = ({ lineText, column }: Place): { from: number; to: number } => {
  if (lineText.length <= maxLineLength) return { from: 0, to: lineText.length };
  const from = Math.max(0, column - 1 - contextLength);
  return { from, to: Math.min(lineText.length, from + maxLineLength) };
};

const sourceLine = (place: Place): string => {
  const { lineText } = place;
  const { from, to } = shownPart(place);
  return (from > 0 ? '...' : '') + lineText.slice(from, to) + (to < lineText.length ? '...' : '');
};

const caretLine = (place: Place, mark: string): string => {
  const { lineText, column, line, endLine, endColumn } = place;
  const { from, to } = shownPart(place);
  const before = (from > 0 ? '   ' : '') + lineText.slice(from, column - 1).replace(/[^\t]/g, ' ');
  const room = Math.max(1, to - column + 1);
  return before + mark.repeat(endLine > line ? room : Math.min(endColumn - column, room));
};

const snippet = (
  place: Place,
  note: string,
  mark: '^' | '-',
  tone: Tone,
  paint: Paint,
): string[] => {
  const number = String(place.line);
  const gutter = ' '.repeat(number.length);
  const bar = paint('blue', '|');
  const caret = paint(tone, `${caretLine(place, mark)}${note === '' ? '' : ` ${note}`}`);
  return [
    `${gutter}${paint('blue', '-->')} ${visibleInLine(place.file)}:${place.line}:${place.column}`,
    `${gutter} ${bar}`,
    `${paint('blue', number)} ${bar} ${sourceLine(place)}`,
    `${gutter} ${bar} ${caret}`,
  ];
};

/** Sentences fill the width; commands, which come on lines of their own, stay as they are. */
const sentences = (text: string, width: number): string[] => {
  const [first = '', ...commands] = text.split('\n');
  return [...wrap(first, width, '  '), ...commands];
};

const renderOne = (finding: Finding, paint: Paint, width: number): string => {
  const { code, severity, summary, place, message, help, labels } = finding;
  const tone = tones[severity];
  const lines = [`${paint(tone, `${severity}[${code}]`)}: ${paint('bold', summary)}`];
  if (place !== null) lines.push(...snippet(place, '', '^', tone, paint));
  for (const label of labels) lines.push(...snippet(label.place, label.text, '-', 'blue', paint));
  lines.push(...sentences(message, width));
  const [first = '', ...rest] = sentences(`help: ${help}`, width);
  lines.push(first.replace('help:', paint('blue', 'help:')), ...rest);
  return lines.join('\n');
};

/** All findings, an empty line between two; an empty text when there are none. */
export const renderFindings = (
  findings: readonly Finding[],
  paint: Paint,
  width: number = usualWidth,
): string => findings.map((one) => `${renderOne(one, paint, width)}\n`).join('\n');

interface Context {
  readonly sources: SourceMap;
  readonly secrets: readonly Span[];
  readonly paint: Paint;
  readonly width?: number;
}

/** The same for diagnostics. */
export const renderDiagnostics = (
  diagnostics: readonly Diagnostic[],
  { paint, width, ...context }: Context,
): string => renderFindings(findingsOf(diagnostics, '', context), paint, width);
