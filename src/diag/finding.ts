// A finding: a diagnostic as readers get it, with places instead of offsets and without secrets. Nothing
// that is made of findings alone can show a password, or wants the texts they are about.

import type { Span } from '../base/span.ts';
import { type Code, codes, type Diagnostic, type Severity } from './diagnostic.ts';
import { fixedStars, maskedLine, maskedSentence, stars } from './masking.ts';
import type { SourceMap } from './source-map.ts';

export interface Place {
  readonly file: string;
  /** Lines and columns count from 1, columns in UTF-16 units; the end is the first column behind. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The first line, a star for each sign of a secret. */
  readonly lineText: string;
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
  /** The line with blanks as single ones: what the finding is known by when lines move. */
  readonly gist: string;
  readonly labels: readonly { readonly place: Place; readonly text: string }[];
}

interface Context {
  readonly sources: SourceMap;
  readonly secrets: readonly Span[];
}

const placeOf = (span: Span, { sources, secrets }: Context): Place => {
  const position = sources.locate(span.start);
  const { file, line, column } = position;
  const end = sources.locate(span.end);
  const isForward = end.file === file && (end.line > line || end.column > column);
  const endLine = isForward ? end.line : line;
  const endColumn = isForward ? end.column : column + 1;
  return { file, line, column, endLine, endColumn, lineText: maskedLine(position, secrets, stars) };
};

/** Of longer lines the start is enough. */
const maxGistLength = 500;

const gistOf = (span: Span, { sources, secrets }: Context): string => {
  const line = maskedLine(sources.locate(span.start), secrets, fixedStars);
  return line.slice(0, maxGistLength).trim().replace(/\s+/g, ' ');
};

/** A diagnostic of `file`, or of what `file` includes, as a finding. */
const findingOf = (diagnostic: Diagnostic, file: string, context: Context): Finding => {
  const { code, severity, span, message, help, labels } = diagnostic;
  const { sources, secrets } = context;
  const textAt = ({ start, end }: Span): string => {
    const { lineText, column } = sources.locate(start);
    return lineText.slice(column - 1, column - 1 + end - start);
  };
  const masked = (sentence: string, about: Span | null): string =>
    maskedSentence(sentence, about, secrets, textAt);
  const { slug, summary } = codes[code];
  const place = span === null ? null : placeOf(span, context);
  return {
    code,
    slug,
    severity,
    summary,
    message: masked(message, span),
    help: masked(help, span),
    file: place?.file ?? file,
    place,
    gist: span === null ? '' : gistOf(span, context),
    labels: labels.map((label) => ({
      place: placeOf(label.span, context),
      text: masked(label.text, label.span),
    })),
  };
};

/** Diagnostics of `file`, and of what `file` includes, as findings. */
export const findingsOf = (
  diagnostics: readonly Diagnostic[],
  file: string,
  context: Context,
): Finding[] => diagnostics.map((one) => findingOf(one, file, context));
