// Diagnostics about a made text, told where the text was written.

import { type Diagnostic, type Label } from './diagnostic.ts';
import type { SourceMap } from './source-map.ts';

const moved = (one: Diagnostic, sources: SourceMap): Diagnostic => {
  if (one.span === null) return one;
  const { span, frames } = sources.originOf(one.span);
  const labels = one.labels.map(({ span: place, text }): Label => {
    return { span: sources.originOf(place).span, text };
  });
  const way = frames.map(({ note, at }): Label => ({ span: at, text: note }));
  return { ...one, span, labels: [...labels, ...way] };
};

const keyOf = ({ code, span, message }: Diagnostic): string =>
  `${code} ${span?.start} ${span?.end} ${message}`;

/**
 * The same diagnostics at the places that wrote the text, with what brought it there as labels. What a
 * line is used for more than once is said once.
 */
export const atOrigin = (diagnostics: readonly Diagnostic[], sources: SourceMap): Diagnostic[] => {
  const seen = new Set<string>();
  return diagnostics
    .map((one) => moved(one, sources))
    .filter((one) => {
      const key = keyOf(one);
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    });
};
