// Errors about packets that a node of the farm has sent, such as that they are too large for a network on
// the way. Where nodes hand on to each other an error reaches just one of them, and the packet inside says
// whom it is for: its source is the virtual address, its destination the client (RFC 792, RFC 4443 §3).

import type { NftObject } from '../../state.ts';
import { match, payload } from '../nft.ts';
import { goTo, protocols, ruleIn } from './rules.ts';

type Version = 'ip' | 'ip6';

/** Bits of the packet inside, which stands behind 8 octets and has no options. */
type Bits = readonly [offset: number, length: number];

interface Inside {
  readonly protocol: Bits;
  readonly client: Bits;
  readonly servicePort: Bits;
  readonly clientPort: Bits;
}

const insides: { readonly [version in Version]: Inside } = {
  ip: { protocol: [136, 8], client: [192, 32], servicePort: [224, 16], clientPort: [240, 16] },
  ip6: { protocol: [112, 8], client: [256, 128], servicePort: [384, 16], clientPort: [400, 16] },
};

/** A part of the packet inside an error. */
export const inside = (version: Version, part: keyof Inside) => {
  const [offset, len] = insides[version][part];
  return { payload: { base: 'th', offset, len } };
};

const isError: { readonly [version in Version]: NftObject } = {
  ip: match(payload('icmp', 'type'), {
    set: ['destination-unreachable', 'time-exceeded', 'parameter-problem'],
  }),
  ip6: match(payload('icmpv6', 'type'), {
    set: ['destination-unreachable', 'packet-too-big', 'time-exceeded', 'parameter-problem'],
  }),
};

/** Leads errors about a service to the chain with its buckets. */
export const errorRule = (
  name: string,
  version: Version,
  { protocol, port }: { readonly protocol: 'tcp' | 'udp'; readonly port: number | '*' },
  chain: string,
): NftObject =>
  ruleIn(
    name,
    isError[version],
    match(inside(version, 'protocol'), protocols[protocol]),
    ...(port === '*' ? [] : [match(inside(version, 'servicePort'), port)]),
    goTo(chain),
  );
