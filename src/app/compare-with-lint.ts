// Where `keepalived -t` and `hactl lint` differ about the same text, line by line. A line counts as
// spoken of when it is inside of a block that is spoken of as a whole.

import type { StatementNode } from '../../grammars/keepalived/statement-table.ts';
import type { Code, Diagnostic, Severity } from '../diag/diagnostic.ts';
import { nodesOf } from '../syntax/keepalived/parse.ts';
import type { KeepalivedLoaded as Loaded } from './load-keepalived.ts';
import type { PlacedMessage } from './place-messages.ts';

export interface Line {
  readonly file: string;
  readonly line: number;
}

export interface Comparison {
  /** How many findings of each severity hactl has. */
  readonly counts: { readonly [S in Severity]: number };
  /** keepalived complains of more than a matter of taste, hactl finds nothing. */
  readonly onlyKeepalived: readonly Line[];
  /** hactl finds an error, keepalived says nothing. */
  readonly onlyLint: readonly Line[];
}

interface Block {
  readonly file: string;
  readonly head: number;
  readonly close: number;
}

interface Range {
  readonly file: string;
  readonly from: number;
  readonly to: number;
}

/** What is said of the head of a block that is not read is said of all of it. */
const ofWholeBlocks: readonly Code[] = ['HA1006', 'HA2002', 'HA2006', 'HA2016'];

const blocksOf = ({ tree, sources }: Loaded): Block[] => {
  const { source } = tree;
  const blocks: Block[] = [];
  const visit = (nodes: readonly StatementNode[]): void => {
    for (const { start, open, close, children } of nodes) {
      if (open < 0) continue;
      const head = sources.locate(source.base + start);
      const last = sources.locate(source.base + (close < 0 ? source.text.length : close));
      if (head.file === last.file) {
        blocks.push({ file: head.file, head: head.line, close: last.line });
      }
      visit(children);
    }
  };
  visit(nodesOf(tree));
  return blocks;
};

const isIn = (ranges: readonly Range[], { file, line }: Line): boolean =>
  ranges.some((range) => range.file === file && range.from <= line && line <= range.to);

/** The lines of a finding and of what it points at besides. */
const rangesOf = (
  { code, span, labels }: Diagnostic,
  { sources }: Loaded,
  blocks: readonly Block[],
): Range[] => {
  const spans = [...(span === null ? [] : [span]), ...labels.map((label) => label.span)];
  return spans.flatMap((one) => {
    const { file, line: from } = sources.locate(one.start);
    const to = sources.locate(Math.max(one.start, one.end - 1)).line;
    const own = { file, from, to: Math.max(from, to) };
    const headed = blocks.filter((block) => block.file === file && block.head === from);
    // keepalived often finds out at the closing brace.
    const closes = headed.map(({ close }) => ({ file, from: close, to: close }));
    const whole = ofWholeBlocks.includes(code)
      ? headed.map(({ head, close }) => ({ file, from: head, to: close }))
      : [];
    return [own, ...closes, ...whole];
  });
};

const distinct = (lines: readonly Line[]): Line[] => [
  ...new Map(lines.map((one) => [`${one.file}:${one.line}`, one])).values(),
];

const byPlace = (a: Line, b: Line): number =>
  a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1;

/** Compares what both say of a text that was loaded. */
export const compareWithLint = (
  loaded: Loaded,
  findings: readonly Diagnostic[],
  messages: readonly PlacedMessage[],
): Comparison => {
  const { sources } = loaded;
  const blocks = blocksOf(loaded);
  const found = findings.flatMap((one) => rangesOf(one, loaded, blocks));
  const said = messages.flatMap(({ file, line, gravity }) =>
    file === null || line === null ? [] : [{ file, line, gravity }],
  );
  const isSaid = ({ file, line }: Line): boolean => {
    const closes = blocks
      .filter((block) => block.file === file && block.head === line)
      .map(({ close }) => close);
    return said.some((one) => one.file === file && [line, ...closes].includes(one.line));
  };
  // keepalived may speak of the line that uses what is wrong.
  const isKnown = ({ span, labels }: Diagnostic): boolean =>
    [...(span === null ? [] : [span]), ...labels.map((label) => label.span)].some(({ start }) =>
      isSaid(sources.locate(start)),
    );
  const errors = findings.filter(({ severity }) => severity === 'error');
  const countOf = (severity: Severity) =>
    findings.filter((one) => one.severity === severity).length;
  const onlyKeepalived = said
    .filter(({ gravity }) => gravity !== 'warning' && gravity !== 'host')
    .filter((line) => !isIn(found, line));
  const onlyLint = errors.flatMap((one) =>
    one.span === null || isKnown(one) ? [] : [sources.locate(one.span.start)],
  );
  const linesOf = (lines: readonly Line[]): Line[] =>
    distinct(lines.map(({ file, line }) => ({ file, line }))).sort(byPlace);
  return {
    counts: { error: countOf('error'), warning: countOf('warning'), info: countOf('info') },
    onlyKeepalived: linesOf(onlyKeepalived),
    onlyLint: linesOf(onlyLint),
  };
};
