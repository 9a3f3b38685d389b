// Diagnostics about a made text, told where the text was written.

import { type Diagnostic, type Label } from './diagnostic.ts';
import type { SourceMap } from './source-map.ts';

/** A diagnostic where its text was written, and by which uses it was brought, if by any. */
interface Placed {
  readonly one: Diagnostic;
  readonly use: string | undefined;
}

const placed = (one: Diagnostic, sources: SourceMap): Placed => {
  if (one.span === null) return { one, use: undefined };
  const { span, frames } = sources.originOf(one.span);
  const labels = one.labels.map(({ span: place, text }): Label => {
    return { span: sources.originOf(place).span, text };
  });
  const way = frames.map(({ note, at }): Label => ({ span: at, text: note }));
  const [inner, outer] = [frames[0], frames.at(-1)];
  const use = inner && outer && `${inner.at.start} ${outer.at.start}`;
  const { fix, ...rest } = one;
  // What a definition or a repetition brought is another text than what was written.
  const mends = fix !== undefined && frames.length === 0 && sources.originOf(fix.span);
  const written = mends && mends.frames.length === 0 ? { fix: { ...fix, span: mends.span } } : {};
  return { one: { ...rest, span, labels: [...labels, ...way], ...written }, use };
};

/**
 * The same diagnostics at the places that wrote the text, with what brought it there as labels. A text
 * that one line makes more than once has the same mistake each time, with other values at most: the
 * first says enough.
 */
export const atOrigin = (diagnostics: readonly Diagnostic[], sources: SourceMap): Diagnostic[] => {
  const said = new Set<string>();
  return diagnostics.flatMap((diagnostic) => {
    const { one, use } = placed(diagnostic, sources);
    const place = `${one.code} ${one.span?.start} ${one.span?.end}`;
    const keys = [`${place} ${one.message}`, ...(use === undefined ? [] : [`${place} ${use}`])];
    const isSaid = keys.some((key) => said.has(key));
    for (const key of keys) said.add(key);
    return isSaid ? [] : [one];
  });
};
