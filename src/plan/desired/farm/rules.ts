// Rules of a farm's table, family netdev, in the words of libnftables-json(5).

import type { NftObject } from '../../state.ts';
import { match, meta, payload, rule } from '../nft.ts';

export const family = 'netdev';

export const counter: NftObject = { counter: null };
export const accept: NftObject = { accept: null };
export const drop: NftObject = { drop: null };
export const goTo = (target: string): NftObject => ({ goto: { target } });

export const differs = (left: unknown, right: unknown): NftObject => ({
  match: { op: '!=', left, right },
});

export const chain = (name: string): NftObject => ({ chain: { family, name } });

/** Before other programs' chains, which stand at 0 and above. */
export const ingressPriority = -150;

/** A chain that all packets of a link come through. */
export const hookChain = (
  name: string,
  hook: 'ingress' | 'egress',
  dev: string,
  prio: number,
): NftObject => ({ chain: { family, name, type: 'filter', hook, dev, prio, policy: 'accept' } });

export const ruleIn = (name: string, ...expr: readonly NftObject[]): NftObject =>
  rule(family, name, expr);

/** By number, as the names of /etc/protocols need not be there. */
export const protocols = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 } as const;

export const isProtocol = (name: keyof typeof protocols): NftObject =>
  match(meta('l4proto'), protocols[name]);

/** All fragments but the first: they have no ports. */
export const isLaterFragment = (version: 'ip' | 'ip6'): NftObject =>
  version === 'ip'
    ? differs({ '&': [payload('ip', 'frag-off'), 0x1fff] }, 0)
    : differs({ exthdr: { name: 'frag', field: 'frag-off' } }, 0);
