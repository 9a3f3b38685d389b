// The shares of a farm's nodes, for people who look into why one of them answers.

import type { ModuleBuckets } from '../app/show-buckets.ts';
import { runsOf } from '../plan/desired/farm/hash.ts';
import type { GroupShares } from '../plan/desired/farm/shares.ts';
import type { Paint } from './paint.ts';

/** Eight words of 32 buckets, the first bucket the highest bit of the first word. */
const bitmapOf = (owners: GroupShares['owners'], name: string): string[] => {
  const words = Array.from({ length: owners.length / 32 }, () => 0);
  for (const [bucket, owner] of owners.entries()) {
    const word = Math.floor(bucket / 32);
    if (owner === name) words[word] = (words[word] ?? 0) + 2 ** (31 - (bucket % 32));
  }
  return words.map((word) => word.toString(16).padStart(8, '0'));
};

interface NodeShare {
  readonly name: string;
  readonly power: number;
  readonly buckets: number;
  /** Of 1. */
  readonly share: number;
  /** First and last of each row. */
  readonly ranges: readonly (readonly [number, number])[];
  readonly bitmap: readonly string[];
}

const sharesIn = ({ nodes, owners }: GroupShares): NodeShare[] =>
  nodes
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, power }) => {
      const buckets = owners.filter((owner) => owner === name).length;
      const share = buckets / owners.length;
      const [ranges, bitmap] = [runsOf(owners, name), bitmapOf(owners, name)];
      return { name, power, buckets, share, ranges, bitmap };
    });

const rangeText = ([first, last]: readonly [number, number]): string =>
  first === last ? String(first) : `${first}-${last}`;

const nodeLines = (node: NodeShare, isMember: boolean, width: number, paint: Paint): string[] => {
  const { name, power, buckets, share, ranges, bitmap } = node;
  const part = `${(100 * share).toFixed(1)}%`.padStart(6);
  const head = `    ${name.padEnd(width)}  power ${power}  ${String(buckets).padStart(3)}/256 ${part}`;
  const left = ' '.repeat(4 + width + 2);
  if (buckets === 0) return [`${head}${isMember ? '' : '  not there'}`];
  return [
    `${head}  ${ranges.map(rangeText).join(' ')}`,
    paint('dim', `${left}${bitmap.slice(0, 4).join(' ')} : ${bitmap.slice(4).join(' ')}`),
  ];
};

const groupLines = (group: GroupShares, members: readonly string[], paint: Paint): string[] => {
  const nodes = sharesIn(group);
  const width = Math.max(...nodes.map(({ name }) => name.length));
  return [
    `  ${paint('bold', `group ${group.group}`)}`,
    ...nodes.flatMap((node) => nodeLines(node, members.includes(node.name), width, paint)),
  ];
};

const moduleLines = (one: ModuleBuckets, paint: Paint): string[] => {
  const { module, members, closed, groups } = one;
  const there = members.join(', ') || 'nobody';
  const shut = closed === undefined ? '' : `; traffic of ${closed} closed`;
  return [
    `${paint('bold', `module ${module}`)}: ${there} there${shut}`,
    ...groups.flatMap((group) => groupLines(group, members, paint)),
    '',
  ];
};

export const renderBuckets = (modules: readonly ModuleBuckets[], paint: Paint): string =>
  modules.length === 0
    ? 'No farm module, so nothing is shared.\n'
    : `${modules.flatMap((one) => moduleLines(one, paint)).join('\n')}`;

export const renderBucketsJson = (modules: readonly ModuleBuckets[]): string => {
  const shown = modules.map(({ groups, ...rest }) => ({
    ...rest,
    groups: groups.map((group) => ({ name: group.group, nodes: sharesIn(group) })),
  }));
  return `${JSON.stringify({ kind: 'hactl-buckets', schemaVersion: 1, modules: shown }, null, 2)}\n`;
};
