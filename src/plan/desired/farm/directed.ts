// vmac_directed: neighbours learn the Ethernet address of the node that answers them, by ARP or neighbour
// discovery, and that node hands on what is not for itself.

import { familyOf, ipBytes, isLinkLocal } from '../../../base/ip.ts';
import { diagnostic } from '../../../diag/diagnostic.ts';
import type { NftObject } from '../../state.ts';
import { match, meta, payload } from '../nft.ts';
import { type Wishes, wish } from '../wanted.ts';
import { wishVirtualAddress } from './addresses.ts';
import type { PlacedAddress, PlacedInterface } from './place.ts';
import { counter, differs, drop, goTo, hookChain, ingressPriority, ruleIn } from './rules.ts';

const wishParameters = (wishes: Wishes, { device, wanted }: PlacedInterface): void => {
  const set = (parameter: string, value: number) => {
    const name = `net/ipv4/conf/${device}/${parameter}`;
    wish(wishes, { kind: 'sysctl', name, value: String(value) }, wanted.span);
  };
  set('arp_ignore', 1);
  // Else nodes ask in the name of an address that all of them have, and neighbours learn who asked.
  set('arp_announce', 2);
};

const hexOf = (ip: string): string =>
  ipBytes(ip)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');

/** RFC 4861 §4.3: the target of a solicitation stands behind 8 octets. */
const target = { payload: { base: 'th', offset: 64, len: 128 } };

/**
 * Who asks everybody where an address is comes to the chain with the buckets of the ARP rule. Whoever
 * asks one node whether it still has the address goes on getting its answer.
 */
const askers = (into: string, { ip }: PlacedAddress, chain: string): NftObject =>
  familyOf(ip) === 'inet'
    ? ruleIn(
        into,
        differs(meta('pkttype'), 'host'),
        match(payload('arp', 'operation'), 'request'),
        match(payload('arp', 'daddr ip'), ip),
        goTo(chain),
      )
    : ruleIn(
        into,
        differs(meta('pkttype'), 'host'),
        match(payload('icmpv6', 'type'), 'nd-neighbor-solicit'),
        match(target, `0x${hexOf(ip)}`),
        goTo(chain),
      );

/** Frames that a switch floods reach all nodes, and would be handed on by each. */
const floodGuard = (into: string, { ip }: PlacedAddress): NftObject => {
  const version = familyOf(ip) === 'inet' ? 'ip' : 'ip6';
  const isForVip = match(payload(version, 'daddr'), ip);
  return ruleIn(into, isForVip, differs(meta('pkttype'), 'host'), counter, drop);
};

/** There is no arp_announce for IPv6: solicitations for replies would leave in the name of the address. */
const solicitAsOneself = (
  wishes: Wishes,
  out: string,
  { device, link, wanted }: PlacedInterface,
  { ip }: PlacedAddress,
): NftObject[] => {
  if (familyOf(ip) === 'inet') return [];
  const own = link?.addresses.find((address) => isLinkLocal(address.ip))?.ip;
  if (own === undefined) {
    const values = { interface: device, address: ip };
    wishes.diagnostics.push(diagnostic('HA5424', wanted.span, values));
    return [];
  }
  const source = payload('ip6', 'saddr');
  const isSolicitation = match(payload('icmpv6', 'type'), 'nd-neighbor-solicit');
  const isAsVip = match(source, ip);
  return [ruleIn(out, isAsVip, isSolicitation, { mangle: { key: source, value: own } }, counter)];
};

/**
 * Wishes the addresses on the link; returns the chains at its hooks. `arpChain` is where those go who
 * ask for an address, undefined where every node answers.
 */
export const wishDirected = (
  wishes: Wishes,
  placed: PlacedInterface,
  arpChain: (address: PlacedAddress) => string | undefined,
  receive: (chain: string) => readonly NftObject[],
): NftObject[] => {
  const { device, addresses, place } = placed;
  wishParameters(wishes, placed);
  for (const one of addresses) wishVirtualAddress(wishes, device, one);
  const [into, out] = [`in${place + 1}`, `out${place + 1}`];
  const asked = addresses.flatMap((one) => {
    const chain = arpChain(one);
    return chain === undefined ? [] : [askers(into, one, chain)];
  });
  const solicited = addresses.flatMap((one) => solicitAsOneself(wishes, out, placed, one));
  return [
    hookChain(into, 'ingress', device, ingressPriority),
    ...(solicited.length === 0 ? [] : [hookChain(out, 'egress', device, 0)]),
    ...asked,
    ...addresses.map((one) => floodGuard(into, one)),
    ...receive(into),
    ...solicited,
  ];
};
