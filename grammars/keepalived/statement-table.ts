// The statements of a text as rows of numbers instead of objects: a large file has a million of them,
// and what is not on the heap is never collected. Rows are in the order of the text, those of a block
// right behind the one that opens it.

/** Start, end, `{`, `}`, the row behind the block, and the row whose block it repeats. */
const columns = 6;

/** Offsets of one statement, with its block when it has one. */
export interface StatementNode {
  readonly start: number;
  /** Equal to `start` when a `{` stands where a statement should. */
  readonly end: number;
  /** Offset of `{`, or -1. */
  readonly open: number;
  /** Offset of `}`, or -1 when there is no block or it is never closed. */
  readonly close: number;
  readonly children: readonly StatementNode[];
}

const noChildren: readonly StatementNode[] = [];

/** A space, or one of \t \n \v \f \r; String.trimEnd() would take more for blank than the tokens do. */
const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

/** Few statements are shorter, with the blanks around them; what is not used is never touched. */
const usualLength = 16;

export class StatementTable {
  private cells: Int32Array;
  length = 0;

  /** `textLength` is that of the text to read, as far as it is known. */
  constructor(textLength = 0) {
    this.cells = new Int32Array((Math.ceil(textLength / usualLength) + 1) * columns);
  }

  /** Adds a statement without a block; `end` may lie behind the blanks that follow it. */
  add(start: number, end: number): void {
    const at = this.length++ * columns;
    if (at === this.cells.length) {
      const cells = new Int32Array(at * 2);
      cells.set(this.cells);
      this.cells = cells;
    }
    this.cells[at] = start;
    this.cells[at + 1] = end;
    this.cells[at + 2] = -1;
    this.cells[at + 3] = -1;
    this.cells[at + 4] = this.length;
    this.cells[at + 5] = -1;
  }

  /** Begins the block of a row; the rows added from now on are in it. */
  open(row: number, offset: number): void {
    this.cells[row * columns + 2] = offset;
  }

  /** Gives the last row the block of `row`, which reads alike, at `offset`. */
  repeat(row: number, offset: number): void {
    const owner = this.length - 1;
    const by = offset - this.openOf(row);
    const end = this.after(row);
    for (let one = row + 1; one < end; one++) {
      this.add(this.startOf(one) + by, this.looseEndOf(one) + by);
      const at = (one - row + owner) * columns;
      const open = this.openOf(one);
      if (open >= 0) {
        this.cells[at + 2] = open + by;
        this.cells[at + 3] = this.closeOf(one) + by;
        this.cells[at + 5] = this.firstAlike(one);
      }
      this.cells[at + 4] = this.after(one) - row + owner;
    }
    this.open(owner, offset);
    this.close(owner, this.closeOf(row) + by);
    this.cells[owner * columns + 5] = this.firstAlike(row);
  }

  /** Ends the block of a row; -1 when the text ends before it does. */
  close(row: number, offset: number): void {
    this.cells[row * columns + 3] = offset;
    this.cells[row * columns + 4] = this.length;
  }

  startOf(row: number): number {
    return this.cells[row * columns] as number;
  }

  /** Where the statement ends, or one of the blanks behind it. */
  looseEndOf(row: number): number {
    return this.cells[row * columns + 1] as number;
  }

  /** Where the statement ends; `text` is what the rows were read from. */
  endOf(row: number, text: string): number {
    const start = this.startOf(row);
    let end = this.looseEndOf(row);
    while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
    return end;
  }

  openOf(row: number): number {
    return this.cells[row * columns + 2] as number;
  }

  closeOf(row: number): number {
    return this.cells[row * columns + 3] as number;
  }

  /** The first row that is known to have a block of the same text: itself when there is none before. */
  firstAlike(row: number): number {
    const first = this.cells[row * columns + 5] as number;
    return first < 0 ? row : first;
  }

  /** The row behind a statement and its block. */
  after(row: number): number {
    return this.cells[row * columns + 4] as number;
  }

  /** The rows from `from` up to `to` as a tree of objects; `text` as above. */
  nodes(text: string, from = 0, to = this.length): readonly StatementNode[] {
    if (from === to) return noChildren;
    const nodes: StatementNode[] = [];
    for (let row = from; row < to; row = this.after(row)) {
      const start = this.startOf(row);
      const end = this.endOf(row, text);
      const children = this.nodes(text, row + 1, this.after(row));
      nodes.push({ start, end, open: this.openOf(row), close: this.closeOf(row), children });
    }
    return nodes;
  }
}
