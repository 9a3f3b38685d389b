// `hactl lint --coverage`: the keywords of files, with what hactl does about each. Nothing that a file
// says is dropped in silence.

import type { Span } from '../base/span.ts';
import type { Diagnostic } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import type { Host } from '../host/ports.ts';
import type { Applies } from '../../grammars/safekit/schema.ts';
import type { BoundElement } from '../syntax/safekit/bound.ts';
import type { BoundBlock } from '../syntax/tree.ts';
import { findConfigurations } from './find-configurations.ts';
import {
  type Findings,
  loadConfig,
  type Loaded,
  loadRead,
  type ReadOptions,
  shownName,
} from './load.ts';

export interface CoverageRow {
  /** The blocks around it, the outermost first. */
  readonly path: readonly string[];
  readonly keyword: string;
  /** `planned`: plan and apply act on it. `read`: it is understood and checked, no more. */
  readonly state: 'planned' | 'read';
  readonly count: number;
  readonly first: Span;
}

/** The keywords of a block, each once, in the order of their first use. */
export const coverageOf = (root: BoundBlock): readonly CoverageRow[] => {
  const rows = new Map<string, { -readonly [K in keyof CoverageRow]: CoverageRow[K] }>();
  const visit = (block: BoundBlock, path: readonly string[], isPlanned: boolean): void => {
    for (const { keyword, spec, span, block: inner } of block.statements) {
      // Nothing inside a block that no plan reads is planned.
      const state = isPlanned && spec.applies === 'plan' ? 'planned' : 'read';
      const key = [...path, keyword].join(' ');
      const known = rows.get(key);
      if (known === undefined) rows.set(key, { path, keyword, state, count: 1, first: span });
      else known.count++;
      if (inner !== undefined) visit(inner, [...path, keyword], state === 'planned');
    }
  };
  visit(root, [], true);
  return [...rows.values()];
};

/** Elements with what hactl does about them; attributes where that is something else. */
const elementsIn = (root: BoundElement): readonly CoverageRow[] => {
  const rows = new Map<string, { -readonly [K in keyof CoverageRow]: CoverageRow[K] }>();
  const add = (path: readonly string[], keyword: string, applies: Applies, first: Span): void => {
    const known = rows.get([...path, keyword].join(' '));
    if (known !== undefined) known.count++;
    else {
      const state = applies === 'plan' ? 'planned' : 'read';
      rows.set([...path, keyword].join(' '), { path, keyword, state, count: 1, first });
    }
  };
  const visit = (
    { name, spec, xml, attributes, children }: BoundElement,
    path: readonly string[],
  ) => {
    add(path, name, spec.applies, xml.nameSpan);
    const inner = [...path, name];
    for (const [attribute, { nameSpan }] of attributes) {
      add(inner, attribute, spec.attributes[attribute]?.applies ?? spec.applies, nameSpan);
    }
    for (const child of children) visit(child, inner);
  };
  visit(root, []);
  return [...rows.values()];
};

const rowsOf = (loaded: Loaded): readonly CoverageRow[] => {
  if (loaded.language === 'keepalived') return coverageOf(loaded.root);
  return loaded.bound.kind === 'none' ? [] : elementsIn(loaded.bound.root);
};

export interface FileCoverage extends Findings {
  readonly file: string;
  /** The errors only: what they are about is in no row. */
  readonly diagnostics: readonly Diagnostic[];
  /** Null when the file could not be read. */
  readonly rows: readonly CoverageRow[] | null;
}

export interface CoverageReport {
  readonly files: readonly FileCoverage[];
  readonly exit: Exit;
}

/** What hactl does with the keywords of all files that the paths stand for. */
export const coverFiles = async (
  host: Host,
  paths: readonly string[],
  options: ReadOptions,
): Promise<CoverageReport> => {
  const files: FileCoverage[] = [];
  for (const found of await findConfigurations(host, paths)) {
    const path = 'path' in found ? found.path : found.file;
    const { diagnostics, sources, secrets, loaded } =
      'text' in found && found.text !== undefined
        ? await loadRead(host, path, found.text, options)
        : await loadConfig(host, path, options);
    files.push({
      file: shownName(path),
      diagnostics: diagnostics.filter(({ severity }) => severity === 'error'),
      sources,
      secrets,
      rows: loaded === null ? null : rowsOf(loaded),
    });
  }
  const isMissing = files.some(({ rows }) => rows === null);
  const hasErrors = files.some(({ diagnostics }) => diagnostics.length > 0);
  return { files, exit: isMissing ? 'noInput' : hasErrors ? 'inputErrors' : 'done' };
};
