// What modules of SafeKit leave to the host: its links and addresses, without those that hactl made.

import { familyOf } from '../../base/ip.ts';
import type { HostLink, HostView } from '../../ir/world.ts';
import { keyOf } from '../kinds.ts';
import type { Owned } from '../owned.ts';
import type { AddressOnLink, Link, State } from '../state.ts';

const isOfHost = (address: AddressOnLink): boolean =>
  // The network of a point-to-point link is that of its peer.
  address.peer === undefined && (familyOf(address.ip) === 'inet' || address.preferredS !== 0);

const linkOf = ({ name, mac }: Link, addresses: readonly AddressOnLink[]): HostLink => ({
  name,
  mac,
  addresses: addresses
    .filter((address) => address.device === name && isOfHost(address))
    .map(({ ip, prefixLength }) => ({ ip, prefixLength })),
});

/** `resolved` are the addresses of host names, as far as somebody looked. */
export const hostViewOf = (
  observed: State,
  owned: Owned,
  resolved: HostView['resolved'] = new Map(),
): HostView => {
  const found = [...observed.values()].filter((resource) => !owned.has(keyOf(resource)));
  const addresses = found.filter((resource) => resource.kind === 'address');
  const links = found
    .filter((resource) => resource.kind === 'link')
    .filter(({ name }) => name !== 'lo')
    .map((link) => linkOf(link, addresses));
  return { links, resolved };
};
