// The part of the page that tells what source and result have in common.

import type { Verification } from '../../convert/verify/compare.ts';
import { escaped, table } from './html-parts.ts';

const links = (rows: readonly number[]): string =>
  rows.map((number) => `<a href="#row-${number}">${number}</a>`).join(' ');

export const verificationSection = ({ equal, differences }: Verification): string => {
  const body = differences.map(
    ({ key, source, result, rows, because }) =>
      `<tr><td>${escaped(key)}</td><td>${escaped(source ?? 'nothing')}</td><td>${escaped(result ?? 'nothing')}</td><td>${rows.length === 0 ? 'unexplained' : links(rows)}</td><td>${escaped(because ?? '')}</td></tr>`,
  );
  const heads = ['What', 'Source', 'Result', 'Rows', 'Why'];
  const list = differences.length === 0 ? '' : table(heads, body, 'verified');
  return `<h2>What both describe</h2><p>${equal} facts hold on both sides, ${differences.length} differ.</p>${list}`;
};
