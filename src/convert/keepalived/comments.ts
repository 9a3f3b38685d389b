// Which comment belongs to which statement: those above it without an empty line between, and the one
// behind it. What stands alone belongs to the next statement.

import { type Span, touching } from '../../base/span.ts';
import type { SourceMap } from '../../diag/source-map.ts';
import { isOwnRemark } from '../directive.ts';
import type { Tree } from '../../syntax/keepalived/parse.ts';

interface Commented {
  readonly sources: SourceMap;
  readonly secrets: readonly Span[];
  readonly tree: Tree;
}

export interface CommentShelf {
  /** The comments of the statement from `start` to `end`; statements are asked for in their order. */
  readonly take: (start: number, end: number) => readonly string[];
}

const withoutSign = (comment: string): string => comment.replace(/^[#!]+[ \t]?/, '').trimEnd();

/** What a comment says; one that holds a secret stays where the secret is. */
const saidBy = ({ tree, secrets }: Commented, comment: Span): string => {
  const { base, text } = tree.source;
  const isSecret = touching(secrets, comment).length > 0;
  if (isSecret) return '(a comment with a secret was left out)';
  return withoutSign(text.slice(comment.start - base, comment.end - base));
};

export const createCommentShelf = (commented: Commented): CommentShelf => {
  const { tree } = commented;
  const { base, text } = tree.source;
  let next = 0;
  const take = (start: number, end: number): readonly string[] => {
    const lineEnd = text.indexOf('\n', end - base);
    const stop = lineEnd < 0 ? base + text.length : base + lineEnd;
    const taken: string[] = [];
    for (; next < tree.comments.length; next++) {
      const comment = tree.comments[next] as Span;
      const isAbove = comment.start < start;
      // Behind it on its line, unless another statement stands between.
      const isBehind =
        comment.start < stop && /^[ \t{]*$/.test(text.slice(end - base, comment.start - base));
      if (!isAbove && !isBehind) break;
      const said = saidBy(commented, comment);
      if (said !== '' && !isOwnRemark(said)) taken.push(said);
    }
    return taken;
  };
  return { take };
};
