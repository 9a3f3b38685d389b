// `# hactl-ignore CODE[,CODE] reason`: findings that the author of a file knows of. On a line of its
// own it is for the next statement with its whole block, behind a statement for that line.

import { joined, type Span, touchesAny } from '../base/span.ts';
import { suggest } from '../base/suggest.ts';
import { type Code, type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import type { SourceMap } from '../diag/source-map.ts';
import { codeNamed, slugs } from '../diag/selection.ts';
import type { Tree } from '../syntax/keepalived/parse.ts';
import { createIncludeOf, type IncludeOf } from './ignored-includes.ts';

export interface Ignore {
  /** The name as it is written. */
  readonly at: Span;
  readonly name: string;
  readonly code: Code | undefined;
  /** Where it takes findings away, as it was written. */
  readonly ranges: readonly Span[];
}

export const marker = 'hactl-ignore';
const form = /^[#!]+[ \t]*hactl-ignore:?(?=[ \t]|$)[ \t]*/;
const names = /[\w-]+(?:[ \t]*,[ \t]*[\w-]+)*/y;

/** The names in a comment from an offset on, with their offsets. */
export const namesFrom = (words: string, from: number): { name: string; index: number }[] => {
  names.lastIndex = from;
  const list = names.exec(words)?.[0] ?? '';
  return [...list.matchAll(/[\w-]+/g)].map(({ 0: name, index }) => ({ name, index: from + index }));
};

/** Offset behind a statement with its block; a block without its closing brace ends with the text. */
const endOf = ({ source, statements }: Tree, row: number): number => {
  if (statements.openOf(row) < 0) return statements.endOf(row, source.text);
  const close = statements.closeOf(row);
  return close < 0 ? source.text.length : close + 1;
};

/** The next statement behind an offset in the block that the offset is in; undefined when it has none. */
type Next = (offset: number) => Span | undefined;

/** To be asked for offsets that rise, so that all statements are gone through once. */
const nextStatements = (tree: Tree): Next => {
  const { source, statements } = tree;
  const { base } = source;
  let row = 0;
  /** Ends of the blocks around the row, the innermost last. */
  const ends: number[] = [];
  const leaveUntil = (offset: number): void => {
    while ((ends.at(-1) ?? Number.POSITIVE_INFINITY) <= offset) ends.pop();
  };
  return (offset) => {
    for (; row < statements.length && statements.startOf(row) < offset; row++) {
      leaveUntil(statements.startOf(row));
      if (statements.openOf(row) >= 0) ends.push(endOf(tree, row));
    }
    leaveUntil(offset);
    if (row === statements.length) return undefined;
    const start = statements.startOf(row);
    if (start >= (ends.at(-1) ?? Number.POSITIVE_INFINITY)) return undefined;
    // A comment behind it may be what is complained of.
    const lineEnd = source.text.indexOf('\n', endOf(tree, row));
    return { start: base + start, end: base + (lineEnd < 0 ? source.text.length : lineEnd) };
  };
};

const rangeOf = ({ source }: Tree, comment: Span, next: Next): Span | undefined => {
  const { text, base } = source;
  const start = comment.start - base;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (text.slice(lineStart, start).trim() === '') return next(comment.end - base);
  return { start: base + lineStart, end: comment.end };
};

/** The ignores of one comment: one for each name in it. */
const readComment = (
  tree: Tree,
  comment: Span,
  sources: SourceMap,
  next: Next,
  includeOf: IncludeOf,
): Ignore[] | undefined => {
  const { text, base } = tree.source;
  const words = text.slice(comment.start - base, comment.end - base);
  const lead = form.exec(words);
  if (lead === null) return undefined;
  const range = rangeOf(tree, comment, next);
  const include = includeOf(comment);
  const ranges = [
    ...(range === undefined ? [] : sources.originsOf(range)),
    ...(include === undefined ? [] : [include]),
  ];
  return namesFrom(words, lead[0].length).map(({ name, index }) => {
    const start = comment.start + index;
    const at = sources.originOf({ start, end: start + name.length }).span;
    return { at, name, code: codeNamed(name), ranges };
  });
};

/** A finding is where it starts. */
const startOf = ({ start }: Span): Span => ({ start, end: start + 1 });

const unknownName = ({ at, name }: Ignore): Diagnostic => {
  const near = suggest(name, slugs);
  const mend =
    near === undefined
      ? 'write a code such as HA2001 or its slug such as unknown-keyword, as findings show it'
      : `did you mean "${near}"?`;
  return diagnostic('HA4901', at, { name, mend });
};

export interface Ignored {
  /** What no ignore is for. */
  readonly kept: readonly Diagnostic[];
  /** What is wrong with ignores themselves. */
  readonly ofIgnores: readonly Diagnostic[];
}

/** The ignores of the comments of a text, and what is wrong with these comments. */
export interface ReadIgnores {
  readonly ignores: readonly Ignore[];
  readonly ofIgnores: readonly Diagnostic[];
}

/**
 * Takes away what ignores are for. `canJudge` says of a code whether its findings are all there, so that
 * an ignore without one is of no use.
 */
export const withoutIgnored = (
  { ignores, ofIgnores: ofComments }: ReadIgnores,
  found: readonly Diagnostic[],
  canJudge: (code: Code) => boolean,
): Ignored => {
  const ofIgnores = [...ofComments];
  const ignored = new Map(
    [...Map.groupBy(ignores, ({ code }) => code)].map(([code, own]) => [
      code,
      joined(own.flatMap(({ ranges }) => ranges)),
    ]),
  );
  const kept = found.filter(
    ({ code, span }) => span === null || !touchesAny(ignored.get(code) ?? [], startOf(span)),
  );
  const places = new Map(
    [...Map.groupBy(found, ({ code }) => code)].map(([code, own]) => [
      code,
      joined(own.flatMap(({ span }) => (span === null ? [] : startOf(span)))),
    ]),
  );
  const isUsed = ({ code, ranges }: Ignore): boolean =>
    code !== undefined && ranges.some((range) => touchesAny(places.get(code) ?? [], range));
  for (const ignore of ignores) {
    if (ignore.code === undefined) ofIgnores.push(unknownName(ignore));
    else if (!isUsed(ignore) && canJudge(ignore.code)) {
      ofIgnores.push(diagnostic('HA4902', ignore.at, { name: ignore.name }));
    }
  }
  return { kept, ofIgnores };
};

/** The ignores of a keepalived.conf. */
export const readIgnores = ({
  tree,
  sources,
}: {
  readonly tree: Tree;
  readonly sources: SourceMap;
}): ReadIgnores => {
  const ignores: Ignore[] = [];
  const ofIgnores: Diagnostic[] = [];
  if (!tree.source.text.includes(marker)) return { ignores, ofIgnores };
  const next = nextStatements(tree);
  const includeOf = createIncludeOf(sources);
  for (const comment of tree.comments) {
    const read = readComment(tree, comment, sources, next, includeOf);
    if (read?.length === 0)
      ofIgnores.push(diagnostic('HA4900', sources.originOf(comment).span, {}));
    ignores.push(...(read ?? []));
  }
  return { ignores, ofIgnores };
};
