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

/** From the first quoted word to the last, since a secret may hold quotes; a lone comment sign is none. */
const quoted = /"(?![#!]").*"/s;

/** A sentence about `span` without the words of secrets in it. */
export const maskedSentence = (
  text: string,
  span: Span | null,
  secrets: readonly Span[],
): string => {
  if (span === null) return text;
  return touching(secrets, span).length > 0 ? text.replace(quoted, `"${placeholder}"`) : text;
};
