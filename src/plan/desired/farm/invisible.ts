// vmac_invisible: neighbours learn a virtual Ethernet address that switches never see as a source, so
// that they flood what goes there, and every node gets every packet. A macvlan has the address and takes
// these packets; replies leave by the parent link. What the macvlan itself sends, ARP and neighbour
// discovery, leaves with the parent's address on the frame.

import { familyOf } from '../../../base/ip.ts';
import { diagnostic } from '../../../diag/diagnostic.ts';
import type { NftObject } from '../../state.ts';
import { payload } from '../nft.ts';
import { type Wishes, wish } from '../wanted.ts';
import { wishVirtualAddress } from './addresses.ts';
import { macvlanName } from './names.ts';
import type { PlacedInterface } from './place.ts';
import { counter, hookChain, ingressPriority, ruleIn } from './rules.ts';

/** Loose, as replies leave by the parent: the stricter of `all` and this counts (ip-sysctl). */
const looseRpFilter = 2;

const wishParameters = (wishes: Wishes, placed: PlacedInterface, name: string): void => {
  const { device, addresses, wanted } = placed;
  const set = (parameter: string, value: number) =>
    wish(wishes, { kind: 'sysctl', name: `net/${parameter}`, value: String(value) }, wanted.span);
  // Else the parent answers ARP for the virtual addresses as well, and asks in their name.
  set(`ipv4/conf/${device}/arp_ignore`, 1);
  set(`ipv4/conf/${device}/arp_announce`, 2);
  set(`ipv4/conf/${name}/arp_ignore`, 1);
  set(`ipv4/conf/${name}/rp_filter`, looseRpFilter);
  if (addresses.every(({ ip }) => familyOf(ip) === 'inet')) {
    set(`ipv6/conf/${name}/disable_ipv6`, 1);
    return;
  }
  set(`ipv6/conf/${name}/accept_ra`, 0);
  set(`ipv6/conf/${name}/accept_dad`, 0);
};

/** Wishes the macvlan with the addresses; returns the chains at its hooks. */
export const wishInvisible = (
  wishes: Wishes,
  placed: PlacedInterface,
  mac: string,
  receive: (chain: string) => readonly NftObject[],
): NftObject[] => {
  const { device, link, addresses, wanted, place } = placed;
  const [address] = addresses;
  if (link === undefined) {
    const values = { address: address?.ip ?? '', interface: device };
    wishes.diagnostics.push(diagnostic('HA5423', wanted.span, values));
    return [];
  }
  const name = macvlanName(mac);
  const macvlan = { kind: 'link', name, type: 'macvlan', parent: device, mac } as const;
  const settings = { mode: 'private', up: true, addressGeneration: 'none', group: 0 } as const;
  wish(wishes, { ...macvlan, ...settings }, wanted.span);
  wishParameters(wishes, placed, name);
  for (const one of addresses) wishVirtualAddress(wishes, name, one);
  const [into, out] = [`in${place + 1}`, `out${place + 1}`];
  return [
    hookChain(into, 'ingress', name, ingressPriority),
    hookChain(out, 'egress', name, 0),
    ...receive(into),
    ruleIn(out, { mangle: { key: payload('ether', 'saddr'), value: link.mac } }, counter),
  ];
};
