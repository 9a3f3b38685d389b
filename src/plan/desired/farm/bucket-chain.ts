// The chain that a packet of a group comes to: it stays where its bucket is this node's, and goes to the
// node that has it, or nowhere, where it is not. Nothing else of a farm depends on who is there.

import type { NftObject } from '../../state.ts';
import { match, payload } from '../nft.ts';
import { bucketCount } from './buckets.ts';
import { bucketNumber, runElement, runsOf, runSet } from './hash.ts';
import type { Criterion, Layer } from './names.ts';
import { accept, chain, counter, drop, ruleIn } from './rules.ts';

/** Who has the buckets of a group, undefined where nobody has, and which node this is. */
export interface Share {
  readonly owners: readonly (string | undefined)[];
  readonly node: string;
}

/** Where packets of other nodes are handed on to. */
export interface Handover {
  readonly device: string;
  readonly version: 'ip' | 'ip6';
  /** Addresses of the nodes by name. */
  readonly addresses: ReadonlyMap<string, string>;
}

export interface BucketChain {
  readonly name: string;
  readonly criterion: Criterion;
  readonly layer: Layer;
  /** Absent: every node gets the packet, and those that it is not for drop it. */
  readonly handover?: Handover;
}

const lifetimes = { ip: payload('ip', 'ttl'), ip6: payload('ip6', 'hoplimit') } as const;

/**
 * Sends a packet to the node that has its bucket. While two nodes have different views of who is there
 * it could come back: what was handed on arrives with a lifetime of one hop, and is not handed on again.
 */
const handOver = (
  { name, criterion, layer }: BucketChain,
  { owners, node }: Share,
  { device, version, addresses }: Handover,
): NftObject[] => {
  const others = [...new Set(owners)].filter((owner) => owner !== undefined && owner !== node);
  const elements = others
    .flatMap((owner) =>
      runsOf(owners, owner ?? '').map((run) => ({ run, to: addresses.get(owner ?? '') })),
    )
    .sort((a, b) => a.run[0] - b.run[0])
    .map(({ run, to }) => [runElement(run), to]);
  const data = { set: elements };
  const target =
    others.length === 1
      ? addresses.get(others[0] ?? '')
      : { map: { key: bucketNumber(criterion, layer), data } };
  const lifetime = lifetimes[version];
  return [
    ruleIn(name, match(lifetime, 1), counter, drop),
    ruleIn(name, { mangle: { key: lifetime, value: 2 } }, counter, {
      fwd: { dev: device, family: version, addr: target },
    }),
    // What is cut off before its ports has no bucket.
    ruleIn(name, counter, drop),
  ];
};

/** The chain and its rules. */
export const bucketChain = (wanted: BucketChain, share: Share): NftObject[] => {
  const { name, criterion, layer, handover } = wanted;
  const { owners, node } = share;
  const mine = runsOf(owners, node);
  const count = owners.filter((owner) => owner === node).length;
  if (count === bucketCount) return [chain(name), ruleIn(name, counter, accept)];
  const keep = ruleIn(name, match(bucketNumber(criterion, layer), runSet(mine)), counter, accept);
  const isHandedOn = handover !== undefined && owners.some((owner) => owner !== undefined);
  return [
    chain(name),
    ...(count === 0 ? [] : [keep]),
    ...(isHandedOn ? handOver(wanted, share, handover) : [ruleIn(name, counter, drop)]),
  ];
};
