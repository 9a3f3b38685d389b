// Addresses on links.

import { familyOf, networkOf } from '../../base/ip.ts';
import type { AddressOnLink } from '../state.ts';
import { type KindVerbs, listed } from './kind.ts';
import { linkKey } from './link.ts';

type Identity = Pick<AddressOnLink, 'device' | 'ip' | 'prefixLength' | 'peer'>;

export const addressKey = ({ device, ip, prefixLength, peer }: Identity): string =>
  `address:${device}:${ip}/${prefixLength}${peer === undefined ? '' : ` peer ${peer}`}`;

/**
 * IPv4 addresses of one network on one link: the first is primary, the others follow it. With a peer it
 * is the peer's network that counts (devinet.c inet_ifa_match).
 */
export const orderGroup = ({ device, ip, prefixLength, peer }: Identity): string | undefined =>
  familyOf(ip) === 'inet'
    ? `${device} ${networkOf(peer ?? ip, prefixLength)}/${prefixLength}`
    : undefined;

const scopeNames = new Map([
  [0, 'global'],
  [200, 'site'],
  [253, 'link'],
  [254, 'host'],
]);

export const scopeName = (scope: number): string => scopeNames.get(scope) ?? String(scope);

/**
 * A limited lifetime counts down, so any rest of the wanted one will do. Those of an address that goes by
 * itself are the matter of whoever renews it.
 */
const equalLifetimes = (wanted: AddressOnLink, found: AddressOnLink): boolean => {
  if (wanted.validS !== undefined || found.validS !== undefined) {
    return wanted.validS !== undefined && found.validS !== undefined;
  }
  if (wanted.preferredS === 'forever' || found.preferredS === 'forever') {
    return wanted.preferredS === found.preferredS;
  }
  return found.preferredS <= wanted.preferredS;
};

export const address: KindVerbs<AddressOnLink> = {
  key: addressKey,
  equal: (wanted, found) =>
    wanted.scope === found.scope &&
    wanted.broadcast === found.broadcast &&
    wanted.label === found.label &&
    wanted.flags.join(' ') === found.flags.join(' ') &&
    equalLifetimes(wanted, found),
  filled: (wanted, found) =>
    wanted.rank === undefined && found.rank !== undefined
      ? { ...wanted, rank: found.rank }
      : wanted,
  // ip-address(8) `change` keeps label, broadcast and scope as they are.
  needsReplacing: (found, wanted) =>
    wanted.scope !== found.scope ||
    wanted.broadcast !== found.broadcast ||
    wanted.label !== found.label ||
    wanted.flags.join(' ') !== found.flags.join(' '),
  dependsOn: ({ device }) => [linkKey(device)],
  title: (resource) => `address ${resource.ip}/${resource.prefixLength} on ${resource.device}`,
  attributes: (resource) => ({
    peer: resource.peer,
    scope: resource.scope === 0 ? undefined : scopeName(resource.scope),
    broadcast: resource.broadcast,
    label: resource.label === resource.device ? undefined : resource.label,
    flags: listed(resource.flags),
    preferred: resource.preferredS === 'forever' ? undefined : `${resource.preferredS}s`,
    valid: resource.validS === undefined ? undefined : `${resource.validS}s`,
    order: resource.rank === undefined || resource.rank === 0 ? undefined : 'secondary',
  }),
  lostOnRemoval: 'connections to a removed address',
};
