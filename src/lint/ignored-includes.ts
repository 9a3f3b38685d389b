// Include lines vanish from the text that is read, so which comment is for one is told from what was written.

import type { Span } from '../base/span.ts';
import type { Source, SourceMap } from '../diag/source-map.ts';
import { contentLength, includeOf } from '../syntax/keepalived/include.ts';

/** The rest of a line, then lines that are blank or comments. */
const untilNextContent = /[^\n]*\n(?:[ \t\r]*(?:[#!][^\n]*)?\n)*/y;

/** The include of a line that starts at an offset in a source; undefined when it is none. */
const includeAt = ({ text, base }: Source, start: number): Span | undefined => {
  const stop = text.indexOf('\n', start);
  const line = text.slice(start, stop < 0 ? undefined : stop);
  const content = line.slice(0, contentLength(line));
  if (includeOf(content.trim()) === null) return undefined;
  return { start: base + start, end: base + start + content.length };
};

/** The include that a comment stands behind or, on a line of its own, above. */
export type IncludeOf = (comment: Span) => Span | undefined;

/** To be asked for comments in their order: those above one line look for it once. */
export const createIncludeOf = (sources: SourceMap): IncludeOf => {
  const written = sources.written().filter(({ text }) => text.includes('include'));
  let known: { readonly from: number; readonly to: number; readonly found: Span | undefined } = {
    from: 0,
    to: 0,
    found: undefined,
  };
  return (comment) => {
    const { start } = sources.originOf(comment).span;
    if (known.from <= start && start < known.to) return known.found;
    const source = written.find(({ base, text }) => base <= start && start < base + text.length);
    if (source === undefined) return undefined;
    const { text, base } = source;
    const lineStart = text.lastIndexOf('\n', start - base - 1) + 1;
    if (text.slice(lineStart, start - base).trim() !== '') return includeAt(source, lineStart);
    untilNextContent.lastIndex = start - base;
    const next = start - base + (untilNextContent.exec(text)?.[0].length ?? text.length);
    known = { from: start, to: base + next, found: includeAt(source, next) };
    return known.found;
  };
};
