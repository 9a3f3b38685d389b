// Facts of source and result side by side: what is equal, and for what differs the reported row that says
// so. A difference that no row speaks of is a bug of the conversion, or of its report.

import type { Grade } from '../rule.ts';
import type { Row } from '../trail.ts';
import type { Fact } from './fact.ts';

export interface Difference {
  readonly key: string;
  /** Null where only the other side speaks of it. */
  readonly source: string | null;
  readonly result: string | null;
  /** Numbers of the rows that say that it differs; none: unexplained. */
  readonly rows: readonly number[];
  /** What the first of them says. */
  readonly because: string | null;
}

export interface Verification {
  readonly equal: number;
  readonly differences: readonly Difference[];
}

/** Facts of one key: the same may be said twice. */
const byKey = (facts: readonly Fact[]): ReadonlyMap<string, Fact> => {
  const found = new Map<string, Fact>();
  for (const fact of facts) {
    const known = found.get(fact.key);
    const places = known === undefined ? fact.places : [...known.places, ...fact.places];
    const value =
      known === undefined || known.value === fact.value
        ? fact.value
        : `${known.value}; ${fact.value}`;
    found.set(fact.key, { ...fact, value, places });
  }
  return found;
};

const explains: ReadonlySet<Grade> = new Set(['approximated', 'dropped', 'needs-decision']);

/** Rows by the lines that they are about. */
interface RowIndex {
  readonly bySource: ReadonlyMap<string, readonly Row[]>;
  readonly byTarget: ReadonlyMap<string, readonly Row[]>;
}

const lineKey = (file: string, line: number): string => `${file}\n${line}`;

const indexOf = (rows: readonly Row[]): RowIndex => {
  const telling = rows.filter(({ grade }) => explains.has(grade));
  const byTarget = new Map<string, Row[]>();
  for (const row of telling) {
    for (const { path, line } of row.targets) {
      const key = lineKey(path, line);
      const known = byTarget.get(key);
      if (known === undefined) byTarget.set(key, [row]);
      else if (known.at(-1) !== row) known.push(row);
    }
  }
  return {
    bySource: Map.groupBy(telling, ({ directive }) => lineKey(directive.file, directive.line)),
    byTarget,
  };
};

const rowsAt = (rows: RowIndex['bySource'], fact: Fact | undefined): Set<Row> =>
  new Set((fact?.places ?? []).flatMap(({ file, line }) => rows.get(lineKey(file, line)) ?? []));

/**
 * The rows that speak of what differs: of the directives that said it, or that it was made of. Those that
 * do both speak of it the most; of others, those that speak of little else come first.
 */
const explanations = (
  index: RowIndex,
  source: Fact | undefined,
  result: Fact | undefined,
): Row[] => {
  const ofSource = rowsAt(index.bySource, source);
  const ofResult = rowsAt(index.byTarget, result);
  const both = [...ofSource].filter((row) => ofResult.has(row));
  const found = both.length > 0 ? both : [...new Set([...ofSource, ...ofResult])];
  // What is gone is told by what was dropped, what came out otherwise by what was approximated.
  const isGone = Number(result === undefined);
  const rank = ({ grade }: Row) => Math.abs(Number(grade === 'dropped') - isGone);
  return found.sort(
    (one, other) => rank(one) - rank(other) || one.targets.length - other.targets.length,
  );
};

/** Compares two sides; `rows` is what the conversion reported. */
export const compareFacts = (
  source: readonly Fact[],
  result: readonly Fact[],
  rows: readonly Row[],
): Verification => {
  const [before, after] = [byKey(source), byKey(result)];
  const index = indexOf(rows);
  const differences: Difference[] = [];
  let equal = 0;
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [one, other] = [before.get(key), after.get(key)];
    if (one !== undefined && one.value === other?.value) {
      equal++;
      continue;
    }
    const found = explanations(index, one, other);
    differences.push({
      key,
      source: one?.value ?? null,
      result: other?.value ?? null,
      rows: found.map(({ number }) => number),
      because: found[0]?.says ?? null,
    });
  }
  return { equal, differences };
};
