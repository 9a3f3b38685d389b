// Diagnostics about a made text, told where the text was written.

import { type Diagnostic, type Label } from './diagnostic.ts';
import type { SourceMap } from './source-map.ts';

/** A diagnostic where its text was written, and the repetition that it was read in, if any. */
interface Placed {
  readonly one: Diagnostic;
  readonly round: number | undefined;
}

const placed = (one: Diagnostic, sources: SourceMap): Placed => {
  if (one.span === null) return { one, round: undefined };
  const { span, frames } = sources.originOf(one.span);
  const labels = one.labels.map(({ span: place, text }): Label => {
    return { span: sources.originOf(place).span, text };
  });
  const way = frames.map(({ note, at }): Label => ({ span: at, text: note }));
  const round = frames.find(({ isRound }) => isRound)?.at.start;
  const { fix, ...rest } = one;
  // What a definition or a repetition brought is another text than what was written.
  const mends = fix !== undefined && frames.length === 0 && sources.originOf(fix.span);
  const written = mends && mends.frames.length === 0 ? { fix: { ...fix, span: mends.span } } : {};
  return { one: { ...rest, span, labels: [...labels, ...way], ...written }, round };
};

/** Rounds of one repetition differ in their values only, so the first that goes wrong says enough. */
const keyOf = ({ one: { code, span, message }, round }: Placed): string =>
  `${code} ${span?.start} ${span?.end} ${round ?? message}`;

/**
 * The same diagnostics at the places that wrote the text, with what brought it there as labels. What a
 * line is used for more than once is said once.
 */
export const atOrigin = (diagnostics: readonly Diagnostic[], sources: SourceMap): Diagnostic[] => {
  const first = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const found = placed(diagnostic, sources);
    const key = keyOf(found);
    if (!first.has(key)) first.set(key, found.one);
  }
  return [...first.values()];
};
