// A finding: a diagnostic as reports for programs carry it, with places instead of offsets and without
// secrets. Nothing that is made of findings alone can show a password.

import type { Span } from '../base/span.ts';
import { type Code, codes, type Diagnostic, type Severity } from './diagnostic.ts';
import { fixedStars, maskedLine, maskedSentence } from './masking.ts';
import type { SourceMap } from './source-map.ts';

export interface Place {
  readonly file: string;
  /** Lines and columns count from 1, columns in UTF-16 units; the end is the first column behind. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Finding {
  readonly code: Code;
  readonly slug: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly message: string;
  readonly help: string;
  /** The file it is in, or is about as a whole. */
  readonly file: string;
  readonly place: Place | null;
  /** The first line of its place, with blanks as single ones: what it is known by when lines move. */
  readonly lineText: string;
  readonly labels: readonly { readonly place: Place; readonly text: string }[];
}

interface Context {
  readonly sources: SourceMap;
  readonly secrets: readonly Span[];
}

const placeOf = (span: Span, sources: SourceMap): Place => {
  const { file, line, column } = sources.locate(span.start);
  const end = sources.locate(span.end);
  const isForward = end.file === file && (end.line > line || end.column > column);
  const endLine = isForward ? end.line : line;
  const endColumn = isForward ? end.column : column + 1;
  return { file, line, column, endLine, endColumn };
};

/** A diagnostic of `file`, or of what `file` includes, as a finding. */
export const findingOf = (
  diagnostic: Diagnostic,
  file: string,
  { sources, secrets }: Context,
): Finding => {
  const { code, severity, span, message, help, labels } = diagnostic;
  const { slug, summary } = codes[code];
  const place = span === null ? null : placeOf(span, sources);
  const line =
    span === null ? '' : maskedLine(sources.locate(span.start), secrets, fixedStars).trim();
  return {
    code,
    slug,
    severity,
    summary,
    message: maskedSentence(message, span, secrets),
    help: maskedSentence(help, span, secrets),
    file: place?.file ?? file,
    place,
    lineText: line.replace(/\s+/g, ' '),
    labels: labels.map((label) => ({
      place: placeOf(label.span, sources),
      text: maskedSentence(label.text, label.span, secrets),
    })),
  };
};
