// A virtual address that all nodes of a farm have.

import { addressBits, familyOf } from '../../../base/ip.ts';
import { type Wishes, wish } from '../wanted.ts';
import type { PlacedAddress } from './place.ts';

/**
 * Wishes the address by itself, whatever the length of its network: with the network, replies would leave
 * by its link. An IPv6 address must not become the source of what the node sends (RFC 6724 rule 3).
 */
export const wishVirtualAddress = (
  wishes: Wishes,
  device: string,
  { ip, resetsConnections, span }: PlacedAddress,
): void => {
  const family = familyOf(ip);
  const isIpv4 = family === 'inet';
  const place = { device, ip, prefixLength: addressBits(family), scope: 0 };
  const settings = isIpv4
    ? ({ label: device, flags: [], preferredS: 'forever' } as const)
    : ({ flags: ['nodad'], preferredS: 0 } as const);
  const reset = resetsConnections ? ({ resetsConnections } as const) : {};
  wish(wishes, { kind: 'address', ...place, ...settings, ...reset }, span);
};
