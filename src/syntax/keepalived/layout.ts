// The lines of a formatted text while it is made: how far each is indented, where an empty line stays,
// on which line a `{` or a comment goes.

import { roomIn } from './long-lines.ts';

const indent = '    ';

/** Deeper blocks than any keyword wants are not indented any further. */
const maxLevels = 32;

interface LayoutLine {
  levels: number;
  text: string;
  comment: string;
  isAfterGap: boolean;
  /** No empty line comes behind it: it opens a block, or is an empty line itself. */
  endsGap: boolean;
}

/** Where a line is in the blocks; with `opens` and `closes` it begins or ends one itself. */
export interface Place {
  readonly levels: number;
  readonly opens?: boolean;
  readonly closes?: boolean;
}

export interface Layout {
  /** An empty line; several are one, and at the borders of a block there is none. */
  readonly gap: () => void;
  /** A line that a `{` may follow. */
  readonly statement: (text: string, place: Place) => void;
  /** A line that nothing can be added to but a comment. */
  readonly line: (text: string, place: Place) => void;
  /** A `{`: behind the statement before it, unless that `refuses`, else a line of its own. */
  readonly open: (levels: number, refuses: (statement: string) => boolean) => void;
  /** A comment on the line that was written last. */
  readonly trailing: (comment: string, levels: number) => void;
  /** A comment on a line of its own. */
  readonly comment: (comment: string, levels: number) => void;
  /** A line that must stay as it is, an empty one too. */
  readonly untouched: (line: string) => void;
  readonly text: () => string;
}

const joined = ({ text, comment }: Pick<LayoutLine, 'text' | 'comment'>): string =>
  text === '' || comment === '' ? text + comment : `${text} ${comment}`;

const render = (line: LayoutLine): string => {
  const whole = joined(line);
  const margin = indent
    .repeat(Math.min(line.levels, maxLevels))
    .slice(0, Math.max(0, roomIn(whole)));
  return `${line.isAfterGap ? '\n' : ''}${margin}${whole}\n`;
};

export const createLayout = (): Layout => {
  const lines: LayoutLine[] = [];
  let hasGap = false;
  /** The line that a comment would go behind. */
  let current: LayoutLine | undefined;
  /** Index of the statement that a `{` would go behind: only comments came since. */
  let head = -1;

  const add = (text: string, comment: string, { levels, opens, closes }: Place): LayoutLine => {
    const before = lines.at(-1);
    const isAfterGap = hasGap && before !== undefined && !before.endsGap && closes !== true;
    const line = { levels, text, comment, isAfterGap, endsGap: opens === true };
    lines.push(line);
    hasGap = false;
    return line;
  };

  const addLine = (text: string, place: Place): void => {
    current = add(text, '', place);
    head = -1;
  };

  const takeBrace = (statement: LayoutLine): void => {
    statement.text += ' {';
    statement.endsGap = true;
    const [first, ...rest] = lines.slice(head + 1);
    if (first !== undefined) first.isAfterGap = false;
    for (const comment of first === undefined ? [] : [first, ...rest]) comment.levels++;
    current = statement;
    head = -1;
    hasGap = false;
  };

  const addComment = (comment: string, levels: number): void => void add('', comment, { levels });

  return {
    gap: () => {
      hasGap = true;
    },
    statement: (text, place) => {
      addLine(text, place);
      head = lines.length - 1;
    },
    line: addLine,
    open: (levels, refuses) => {
      const statement = lines[head];
      const fits = statement !== undefined && roomIn(joined(statement)) >= ' {'.length;
      if (fits && !refuses(statement.text)) takeBrace(statement);
      else addLine('{', { levels, opens: true });
    },
    trailing: (comment, levels) => {
      const isFree =
        current?.comment === '' && roomIn(joined({ text: current.text, comment })) >= 0;
      if (current !== undefined && isFree) current.comment = comment;
      else addComment(comment, levels);
    },
    comment: addComment,
    untouched: (line) => addLine(line, { levels: 0, opens: line === '' }),
    text: () => lines.map(render).join(''),
  };
};
