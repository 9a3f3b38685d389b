// What must not be shown of a text: passwords and keys. All views and files take lines and sentences
// from here.

import { type Span, touching } from '../base/span.ts';
import type { Position } from './source-map.ts';

const placeholder = '********';

/**
 * A line with what must not be shown replaced by `mask`, which is told how long it is. Stars of the same
 * length keep carets in place; a text of one length does not tell the length of a secret.
 */
export const maskedLine = (
  { lineText, lineStart }: Position,
  secrets: readonly Span[],
  mask: (length: number) => string,
): string => {
  let shown = '';
  let from = 0;
  const lineEnd = lineStart + lineText.length;
  for (const { start, end } of touching(secrets, { start: lineStart, end: lineEnd })) {
    const hidden = Math.max(from, start - lineStart);
    const stop = Math.min(lineText.length, end - lineStart);
    shown += lineText.slice(from, hidden) + mask(stop - hidden);
    from = stop;
  }
  return shown + lineText.slice(from);
};

/** A whole text like that; `secrets` stand in its order and hold no line ends. */
export const maskedText = (
  text: string,
  secrets: readonly Span[],
  mask: (length: number) => string,
): string => {
  let shown = '';
  let from = 0;
  for (const { start, end } of secrets) {
    const hidden = Math.max(from, start);
    if (hidden >= end) continue;
    shown += text.slice(from, hidden) + mask(end - hidden);
    from = end;
  }
  return shown + text.slice(from);
};

export const stars = (length: number): string => '*'.repeat(length);
export const fixedStars = (): string => placeholder;

/** From the first quoted word to the last; a lone comment sign is none. */
const quoted = /"(?![#!]").*"/s;

/** A sentence may name a part of a secret, such as the name in `${NAME}`. */
const piecesOf = (text: string): readonly string[] =>
  text === '' ? [] : [text, ...(text.match(/\w+/g) ?? [])];

/**
 * A sentence about `span` without the words of secrets in it, which `textAt` gives as they are written.
 * With quotes or escapes in a secret nobody can tell where it ends, so all that is quoted goes.
 */
export const maskedSentence = (
  text: string,
  span: Span | null,
  secrets: readonly Span[],
  textAt: (span: Span) => string,
): string => {
  const words = span === null ? [] : touching(secrets, span).map(textAt);
  if (words.length === 0) return text;
  const mask = `"${placeholder}"`;
  if (words.some((word) => /["\\]/.test(word))) return text.replace(quoted, mask);
  const pieces = words.flatMap(piecesOf);
  const isSecret = (part: string): boolean =>
    piecesOf(part).some((own) =>
      pieces.some((piece) => own.includes(piece) || piece.includes(own)),
    );
  return text.replace(/"([^"]*)"/g, (whole, part: string) => (isSecret(part) ? mask : whole));
};
