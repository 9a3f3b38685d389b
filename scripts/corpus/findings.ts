// What hactl finds in a file of the corpus, line by line, and the blocks that the lines are in.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpuUsage } from 'node:process';
import type { StatementNode } from '../../grammars/keepalived/statement-table.ts';
import type { Version } from '../../grammars/keepalived/versions.ts';
import { type KeepalivedLoaded as Loaded, loadKeepalived } from '../../src/app/load-keepalived.ts';
import type { Code, Diagnostic, Label, Severity } from '../../src/diag/diagnostic.ts';
import { atOrigin } from '../../src/diag/origin.ts';
import { lint } from '../../src/lint/lint.ts';
import { nodesOf } from '../../src/syntax/keepalived/parse.ts';

/** Lines that led to a place: the use of a definition, an include. */
const isWay = ({ text }: Label): boolean => /^(?:included|used|repeated) here/.test(text);

export interface Finding {
  readonly code: Code;
  readonly severity: Severity;
  readonly line: number;
  /** Lines that it came through, for text that a definition or a repetition made. */
  readonly through: readonly number[];
  readonly message: string;
}

/** A block as lines: the one of its keyword and the one of its closing brace. */
export interface Block {
  readonly keyword: string;
  /** The words behind the keyword. */
  readonly name: string;
  readonly head: number;
  readonly close: number;
}

export interface Examined {
  readonly findings: readonly Finding[];
  /** For a line that uses definitions: the lines that wrote what comes of it. */
  readonly writtenAt: ReadonlyMap<number, ReadonlySet<number>>;
  readonly blocks: readonly Block[];
  readonly ms: number;
  /** Findings that point at no place of the text. */
  readonly outside: readonly Diagnostic[];
}

const blocksOf = ({ tree, sources }: Loaded): Block[] => {
  const { source } = tree;
  const lineOf = (offset: number) => sources.locate(source.base + offset).line;
  const blocks: Block[] = [];
  const visit = (nodes: readonly StatementNode[]): void => {
    for (const { start, end, open, close, children } of nodes) {
      if (open < 0) continue;
      const [keyword = '', ...words] = source.text.slice(start, end).split(/\s+/);
      const last = close < 0 ? source.text.length : close;
      const lines = { head: lineOf(start), close: lineOf(last) };
      blocks.push({ keyword, name: words.join(' '), ...lines });
      visit(children);
    }
  };
  visit(nodesOf(tree));
  return blocks;
};

const usesOf = ({ tree, sources }: Loaded): Map<number, Set<number>> => {
  const { base, text } = tree.source;
  const uses = new Map<number, Set<number>>();
  const visit = (nodes: readonly StatementNode[]): void => {
    for (const { start, end, children } of nodes) {
      for (const { index } of text.slice(start, end).matchAll(/\S+/g)) {
        const word = base + start + index;
        const { span, frames } = sources.originOf({ start: word, end: word + 1 });
        for (const { at } of frames) {
          const { line } = sources.locate(at.start);
          const written = uses.get(line) ?? new Set();
          uses.set(line, written.add(sources.locate(span.start).line));
        }
      }
      visit(children);
    }
  };
  visit(nodesOf(tree));
  return uses;
};

/** Loads and lints one file; throws what hactl throws. */
export const examine = (folder: string, file: string, target: Version): Examined => {
  const text = readFileSync(join(folder, file), 'utf8');
  const start = cpuUsage();
  const { loaded, diagnostics, sources } = loadKeepalived(file, text, {
    target,
    surroundings: { configId: 'host' },
  });
  const all = [...diagnostics, ...atOrigin(lint(loaded), sources)];
  // Of the processor: other work of the host does not count.
  const { user, system } = cpuUsage(start);
  const ms = (user + system) / 1000;
  const outside = all.filter(
    ({ span }) =>
      span !== null && (span.start < 0 || span.end > text.length || span.end < span.start),
  );
  const findings = all.map(({ code, severity, span, message, labels }) => ({
    code,
    severity,
    line: span === null ? 0 : sources.locate(span.start).line,
    through: labels.filter(isWay).map((label) => sources.locate(label.span.start).line),
    message,
  }));
  return { findings, blocks: blocksOf(loaded), writtenAt: usesOf(loaded), ms, outside };
};
