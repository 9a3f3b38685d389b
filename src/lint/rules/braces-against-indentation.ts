// Where braces and indentation part, in a file whose braces do not match.

import type { Span } from '../../base/span.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { Tree } from '../../syntax/keepalived/parse.ts';
import type { LintContext, Rule } from '../rule.ts';
import { indentationOf } from '../text.ts';

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

const isBroken = ({ statements, strayCloses }: Tree): boolean => {
  if (strayCloses.length > 0) return true;
  for (let row = 0; row < statements.length; row++) {
    if (statements.openOf(row) >= 0 && statements.closeOf(row) < 0) return true;
  }
  return false;
};

/** All that begins a line inside of a block, in the order of the text. */
const marksIn = ({ tree, sources }: LintContext): Mark[] => {
  const { source, statements } = tree;
  const { text, base } = source;
  const marks: Mark[] = [];
  const visit = (from: number, to: number, opener: Opener | undefined): void => {
    for (let row = from; row < to; row = statements.after(row)) {
      const span = {
        start: base + statements.startOf(row),
        end: base + statements.endOf(row, text),
      };
      const column = indentationOf(sources, span);
      const own = column === undefined ? opener : { span, column };
      if (opener !== undefined && column !== undefined) {
        const kind = statements.openOf(row) < 0 ? 'plain' : 'block';
        marks.push({ span, column, kind, opener });
      }
      visit(row + 1, statements.after(row), own);
      const close = base + statements.closeOf(row);
      if (close < base || own === undefined) continue;
      const brace = { start: close, end: close + 1 };
      const closeColumn = indentationOf(sources, brace);
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

const part = ({ span, kind, column, opener }: Mark): Diagnostic => {
  const labels = [{ span: opener.span, text: 'this block' }];
  const isEarly = kind === 'close' && column > opener.column;
  const values = isEarly
    ? {
        what: 'closes a block that begins further left',
        mend: 'remove it, or look above for a "}" that is too many',
      }
    : {
        what: 'stands too far left to be a part of the block that is still open',
        mend: 'add the missing "}" above',
      };
  return diagnostic('HA4103', span, values, labels);
};

const partsIn = (context: LintContext): Diagnostic[] => {
  if (!isBroken(context.tree)) return [];
  const marks = marksIn(context);
  // Plain statements stand at the margin now and then without meaning anything by it.
  const first = marks.find((mark) => mark.kind !== 'plain' && !fits(mark));
  const fitting = marks.filter(fits).length;
  return first === undefined || fitting < marks.length * fewest ? [] : [part(first)];
};

export const bracesAgainstIndentation: Rule = {
  code: 'HA4103',
  isAboutText: true,
  check: partsIn,
};
