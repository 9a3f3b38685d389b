// What source and result of a conversion have in common, as text: differences with the rows that explain
// them.

import { counted } from '../../base/counted.ts';
import { wrap } from '../../base/wrap.ts';
import type { Difference, Verification } from '../../convert/verify/compare.ts';
import type { Paint } from '../paint.ts';

/** Differences of one reason together: a module has many of a kind. */
const byReason = (differences: readonly Difference[]): ReadonlyMap<string, readonly Difference[]> =>
  Map.groupBy(differences, ({ because }) => because ?? '');

const maxShown = 12;

const side = (value: string | null): string => value ?? 'nothing';

const groupLines = (
  because: string,
  differences: readonly Difference[],
  paint: Paint,
  width: number,
): string[] => {
  const shown = differences.slice(0, maxShown);
  const more = differences.length - shown.length;
  const rows = [...new Set(differences.flatMap((one) => one.rows))].sort((a, b) => a - b);
  const reason =
    because === ''
      ? paint('red', '  unexplained')
      : `  row${rows.length > 1 ? 's' : ''} ${rows.slice(0, 6).join(', ')}${rows.length > 6 ? ' and more' : ''}:`;
  return [
    reason,
    ...wrap(because, width, '    '),
    ...shown.flatMap(({ key, source, result }) => [
      ...wrap(`${key}: ${side(source)} -> ${side(result)}`, width, '      '),
    ]),
    ...(more > 0 ? [`      and ${more} more`] : []),
  ];
};

const sumOf = ({ equal, differences }: Verification): string => {
  const open = differences.filter(({ rows }) => rows.length === 0).length;
  const facts = `${counted(equal, 'fact')} ${equal === 1 ? 'holds' : 'hold'}`;
  if (differences.length === 0) return `Verified: ${facts} on both sides, none differs.`;
  const told =
    open === 0
      ? 'each told by a row of the report'
      : `${open} of them told by no row of the report`;
  return `Verified: ${facts} on both sides, ${counted(differences.length, 'difference')}, ${told}.`;
};

/** The result of a comparison for people. */
export const renderVerification = (
  verification: Verification,
  paint: Paint,
  width: number,
): string => {
  const groups = [...byReason(verification.differences)].flatMap(([because, differences]) =>
    groupLines(because, differences, paint, width),
  );
  const head = groups.length === 0 ? [] : [paint('bold', 'What differs, and why'), ...groups, ''];
  return [...head, sumOf(verification), ''].join('\n');
};
