// Where braces and indentation part, in a file whose braces do not match.

import type { Span } from '../../base/span.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { Tree } from './parse.ts';

/** Column of what begins a line, from 0; undefined for anything else, and for what was brought in. */
export type ColumnOf = (span: Span) => number | undefined;

interface Opener {
  readonly span: Span;
  readonly column: number;
}

/** Something that begins a line: a statement, or the `}` that closes the innermost block. */
interface Mark {
  readonly span: Span;
  readonly column: number;
  readonly kind: 'plain' | 'block' | 'close';
  /** The innermost block there. */
  readonly opener: Opener;
}

export interface Misfit {
  readonly found: Diagnostic;
  readonly span: Span;
  /** It is a `}` that closes a block which begins further left. */
  readonly isEarlyClose: boolean;
}

/** All that begins a line inside of a block, in the order of the text. */
const marksIn = ({ source, statements }: Tree, columnOf: ColumnOf): Mark[] => {
  const { text, base } = source;
  const marks: Mark[] = [];
  const visit = (from: number, to: number, opener: Opener | undefined): void => {
    for (let row = from; row < to; row = statements.after(row)) {
      const span = {
        start: base + statements.startOf(row),
        end: base + statements.endOf(row, text),
      };
      const column = columnOf(span);
      const own = column === undefined ? opener : { span, column };
      if (opener !== undefined && column !== undefined) {
        const kind = statements.openOf(row) < 0 ? 'plain' : 'block';
        marks.push({ span, column, kind, opener });
      }
      visit(row + 1, statements.after(row), own);
      const close = base + statements.closeOf(row);
      if (close < base || own === undefined) continue;
      const brace = { start: close, end: close + 1 };
      const closeColumn = columnOf(brace);
      if (closeColumn === undefined) continue;
      marks.push({ span: brace, column: closeColumn, kind: 'close', opener: own });
    }
  };
  visit(0, statements.length, undefined);
  return marks;
};

const fits = ({ kind, column, opener }: Mark): boolean =>
  kind === 'close' ? column === opener.column : column > opener.column;

/** Of a file that is indented by no rule its indentation tells nothing. */
const fewest = 0.75;

const misfitOf = ({ span, kind, column, opener }: Mark): Misfit => {
  const labels = [{ span: opener.span, text: 'this block' }];
  const isEarlyClose = kind === 'close' && column > opener.column;
  const values = isEarlyClose
    ? {
        what: 'closes a block that begins further left',
        mend: 'remove it, or look above for a "}" that is too many',
      }
    : {
        what: 'stands too far left to be a part of the block that is still open',
        mend: 'add the missing "}" above',
      };
  return { found: diagnostic('HA4103', span, values, labels), span, isEarlyClose };
};

/** The first place where braces and indentation part, as far as the indentation tells anything. */
export const firstMisfit = (tree: Tree, columnOf: ColumnOf): Misfit | undefined => {
  const marks = marksIn(tree, columnOf);
  // Plain statements stand at the margin now and then without meaning anything by it.
  const first = marks.find((mark) => mark.kind !== 'plain' && !fits(mark));
  const fitting = marks.filter(fits).length;
  return first === undefined || fitting < marks.length * fewest ? undefined : misfitOf(first);
};
