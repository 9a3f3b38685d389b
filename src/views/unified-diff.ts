// Two texts as a unified difference, as diff(1) and git(1) print it.

import { diffArrays } from 'diff';
import type { Paint, Tone } from './paint.ts';

/** A line of one of the texts, or of both. */
interface Row {
  readonly sign: ' ' | '-' | '+';
  /** With its end, if it has one. */
  readonly text: string;
}

export interface Side {
  readonly text: string;
  /** What is printed instead, line by line. */
  readonly shown: string;
}

const context = 3;

const linesOf = (text: string): string[] => text.split(/(?<=\n)/).filter((line) => line !== '');

/**
 * Lines that differ in blanks alone stand side by side: the time to find the others grows with what
 * differs, and a layout changes nearly all lines.
 */
const rowsOf = (before: Side, after: Side): Row[] => {
  const [oldLines, newLines] = [linesOf(before.text), linesOf(after.text)];
  const [oldShown, newShown] = [linesOf(before.shown), linesOf(after.shown)];
  const rows: Row[] = [];
  let [old, next] = [0, 0];
  const remove = () => rows.push({ sign: '-', text: oldShown[old++] ?? '' });
  const add = () => rows.push({ sign: '+', text: newShown[next++] ?? '' });
  const words = (lines: readonly string[]) => lines.map((line) => line.replace(/\s/g, ''));
  for (const { added, removed, count } of diffArrays(words(oldLines), words(newLines))) {
    for (let left = count; left > 0; left--) {
      if (removed) remove();
      else if (added) add();
      else if (oldLines[old] === newLines[next]) {
        rows.push({ sign: ' ', text: newShown[next++] ?? '' });
        old++;
      } else {
        remove();
        add();
      }
    }
  }
  return rows;
};

/** First and last row of each group of changes with the lines around it. */
const hunksOf = (rows: readonly Row[]): (readonly [first: number, end: number])[] => {
  const hunks: [number, number][] = [];
  for (const [index, { sign }] of rows.entries()) {
    if (sign === ' ') continue;
    const last = hunks.at(-1);
    const end = Math.min(rows.length, index + context + 1);
    if (last !== undefined && index - context <= last[1]) last[1] = end;
    else hunks.push([Math.max(0, index - context), end]);
  }
  return hunks;
};

/** In a run of changes what goes stands before what comes. */
const sorted = (rows: readonly Row[]): Row[] => {
  const result: Row[] = [];
  let added: Row[] = [];
  for (const row of rows) {
    if (row.sign === ' ') result.push(...added.splice(0));
    if (row.sign === '+') added.push(row);
    else result.push(row);
  }
  return [...result, ...added];
};

const tones: { readonly [sign in Row['sign']]?: Tone } = { '-': 'red', '+': 'green' };

const renderRow = ({ sign, text }: Row, paint: Paint): string => {
  const line = sign + text.replace(/\n$/, '');
  const tone = tones[sign];
  const painted = tone === undefined ? line : paint(tone, line);
  return text.endsWith('\n') ? `${painted}\n` : `${painted}\n\\ No newline at end of file\n`;
};

const range = (before: readonly Row[], rows: readonly Row[], sign: '-' | '+'): string => {
  const counts = (list: readonly Row[]) => list.filter((row) => row.sign !== sign).length;
  const length = counts(rows);
  // Of an empty range the line before it is named.
  return `${counts(before) + (length === 0 ? 0 : 1)}${length === 1 ? '' : `,${length}`}`;
};

/** An empty text when nothing differs. */
export const renderUnifiedDiff = (
  file: string,
  before: Side,
  after: Side,
  paint: Paint,
): string => {
  const rows = rowsOf(before, after);
  const hunks = hunksOf(rows).map(([first, end]) => {
    const hunk = sorted(rows.slice(first, end));
    const head = rows.slice(0, first);
    const place = `@@ -${range(head, hunk, '+')} +${range(head, hunk, '-')} @@`;
    return `${paint('blue', place)}\n${hunk.map((row) => renderRow(row, paint)).join('')}`;
  });
  if (hunks.length === 0) return '';
  return [paint('bold', `--- ${file}`), paint('bold', `+++ ${file}`), hunks.join('')].join('\n');
};
