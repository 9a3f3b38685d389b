// Diagnostics as text: what is wrong, the line with a caret under the place, how to mend it.

import type { Span } from '../base/span.ts';
import { wrap } from '../base/wrap.ts';
import { codes, type Diagnostic, type Severity } from '../diag/diagnostic.ts';
import { maskedLine, maskedSentence, stars } from '../diag/masking.ts';
import type { Position, SourceMap } from '../diag/source-map.ts';
import type { Paint, Tone } from './paint.ts';

const tones: { readonly [S in Severity]: Tone } = { error: 'red', warning: 'yellow', info: 'blue' };

const width = 78;

/** Of longer lines only what is around the place is shown. */
const maxLineLength = 240;
const contextLength = 40;

/** The part of a line to show: offsets in it. */
const shownPart = ({ lineText, column }: Position): { from: number; to: number } => {
  if (lineText.length <= maxLineLength) return { from: 0, to: lineText.length };
  const from = Math.max(0, column - 1 - contextLength);
  return { from, to: Math.min(lineText.length, from + maxLineLength) };
};

const caretLine = (position: Position, span: Span, mark: string): string => {
  const { lineText, column } = position;
  const { from, to } = shownPart(position);
  const before = (from > 0 ? '   ' : '') + lineText.slice(from, column - 1).replace(/[^\t]/g, ' ');
  const room = Math.max(1, to - column + 1);
  return before + mark.repeat(Math.min(Math.max(1, span.end - span.start), room));
};

const sourceLine = (position: Position, secrets: readonly Span[]): string => {
  const { from, to } = shownPart(position);
  const line = maskedLine(position, secrets, stars);
  return (from > 0 ? '...' : '') + line.slice(from, to) + (to < line.length ? '...' : '');
};

interface Context {
  readonly sources: SourceMap;
  readonly secrets: readonly Span[];
  readonly paint: Paint;
}

const snippet = (
  span: Span,
  note: string,
  mark: '^' | '-',
  tone: Tone,
  context: Context,
): string[] => {
  const { sources, secrets, paint } = context;
  const position = sources.locate(span.start);
  const number = String(position.line);
  const gutter = ' '.repeat(number.length);
  const bar = paint('blue', '|');
  const caret = paint(tone, `${caretLine(position, span, mark)}${note === '' ? '' : ` ${note}`}`);
  return [
    `${gutter}${paint('blue', '-->')} ${position.file}:${position.line}:${position.column}`,
    `${gutter} ${bar}`,
    `${paint('blue', number)} ${bar} ${sourceLine(position, secrets)}`,
    `${gutter} ${bar} ${caret}`,
  ];
};

/** Sentences fill the width; commands, which come on lines of their own, stay as they are. */
const sentences = (text: string): string[] => {
  const [first = '', ...commands] = text.split('\n');
  return [...wrap(first, width, '  '), ...commands];
};

const renderOne = (diagnostic: Diagnostic, context: Context): string => {
  const { code, severity, span, message, help, labels } = diagnostic;
  const { paint, secrets } = context;
  const tone = tones[severity];
  const title = paint('bold', codes[code].summary);
  const lines = [`${paint(tone, `${severity}[${code}]`)}: ${title}`];
  if (span !== null) lines.push(...snippet(span, '', '^', tone, context));
  for (const label of labels) lines.push(...snippet(label.span, label.text, '-', 'blue', context));
  lines.push(...sentences(maskedSentence(message, span, secrets)));
  const [first = '', ...rest] = sentences(`help: ${maskedSentence(help, span, secrets)}`);
  lines.push(first.replace('help:', paint('blue', 'help:')), ...rest);
  return lines.join('\n');
};

/** All diagnostics, an empty line between two; an empty text when there are none. */
export const renderDiagnostics = (diagnostics: readonly Diagnostic[], context: Context): string =>
  diagnostics.map((one) => `${renderOne(one, context)}\n`).join('\n');
