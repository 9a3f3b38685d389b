// Which bucket a packet falls into, in the words of libnftables-json(5).

import { payload } from '../nft.ts';
import type { FarmRule } from '../../../ir/farm.ts';
import { bucketCount } from './buckets.ts';
import { inside } from './icmp-errors.ts';
import type { Criterion, Layer } from './names.ts';

/** Without one the kernel takes a seed of its own for each rule, and nodes disagree. */
const seed = 0x5afe;

export const criteria: { readonly [filter in FarmRule['filter']]: Criterion } = {
  on_addr: 'addr',
  on_port: 'port',
  on_ipid: 'ipid',
};

const fieldOf = (criterion: Criterion, layer: Layer) => {
  if (layer === 'icmp' || layer === 'icmp6') {
    const version = layer === 'icmp' ? 'ip' : 'ip6';
    return inside(version, criterion === 'port' ? 'clientPort' : 'client');
  }
  if (criterion === 'ipid') return payload('ip', 'id');
  if (criterion === 'port') return payload(layer.slice(0, 3), 'sport');
  if (layer === 'arp') return payload('arp', 'saddr ip');
  return payload(layer === 'ip' ? 'ip' : 'ip6', 'saddr');
};

/** The number of a packet's bucket. */
export const bucketNumber = (criterion: Criterion, layer: Layer) => ({
  jhash: { mod: bucketCount, seed, expr: fieldOf(criterion, layer) },
});

/** A bucket, or several in a row. */
export type Run = readonly [first: number, last: number];

/** The buckets of `owner`, in rows. */
export const runsOf = (owners: readonly (string | undefined)[], owner: string): Run[] => {
  const runs: Run[] = [];
  for (const [bucket, name] of owners.entries()) {
    if (name !== owner) continue;
    const last = runs.at(-1);
    if (last?.[1] === bucket - 1) runs.splice(-1, 1, [last[0], bucket]);
    else runs.push([bucket, bucket]);
  }
  return runs;
};

/** As nft lists it: one bucket is a number. */
export const runElement = ([first, last]: Run): unknown =>
  first === last ? first : { range: [first, last] };

/** As nft lists it: of one run there is no set. */
export const runSet = (runs: readonly Run[]): unknown => {
  const elements = runs.map(runElement);
  return elements.length === 1 ? elements[0] : { set: elements };
};
