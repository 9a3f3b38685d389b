// Addresses of the file and of the instances that are master.

import { addressBits, broadcastOf, familyOf, isLinkLocal, networkOf } from '../../base/ip.ts';
import type { Address, Config, Instance } from '../../ir/model.ts';
import { addressKey } from '../resources/address.ts';
import { type AddressOnLink, linkScope } from '../state.ts';
import { numberOf, refuseUnplanned, type Wishes, wish } from './wanted.ts';

/** keepalived puts an address on the VMAC unless it is of the other family or names another link. */
export const deviceOf = (address: Address, instance: Instance, fallback: string): string => {
  const base = instance.interface ?? fallback;
  const named = address.device ?? base;
  const isOnVmac = instance.vmac !== undefined && familyOf(address.ip) === instance.family;
  return isOnVmac && named === base ? (instance.vmac?.name ?? named) : named;
};

const flagsOf = (address: Address, isIpv6: boolean): string[] =>
  [
    ...(address.autoJoin ? ['autojoin'] : []),
    ...(address.home ? ['home'] : []),
    ...(address.manageTemporary ? ['mngtmpaddr'] : []),
    ...(isIpv6 && !address.detectDuplicates ? ['nodad'] : []),
    ...(address.noPrefixRoute ? ['noprefixroute'] : []),
  ].sort();

const broadcastFor = ({ broadcast, ip, prefixLength }: Address): string | undefined => {
  if (broadcast === '+') return broadcastOf(ip, prefixLength);
  if (broadcast === '-') return networkOf(ip, prefixLength);
  return broadcast;
};

const scopeOf = (wishes: Wishes, address: Address, isIpv6: boolean): number | undefined => {
  if (isIpv6) return isLinkLocal(address.ip) ? linkScope : 0;
  if (address.scope === undefined) return 0;
  return numberOf(wishes, 'scopes', address.scope, address.span);
};

/** Wishes one address on `device`. */
const wishAddress = (
  wishes: Wishes,
  address: Address,
  device: string,
  resetsConnections = false,
): void => {
  if (refuseUnplanned(wishes, address, 'address')) return;
  const { ip, span } = address;
  const [peer, peerLength] = address.peer?.split('/') ?? [];
  const prefixLength = peerLength === undefined ? address.prefixLength : Number(peerLength);
  const isIpv6 = familyOf(ip) === 'inet6';
  const scope = scopeOf(wishes, address, isIpv6);
  if (scope === undefined) return;
  const broadcast = isIpv6 ? undefined : broadcastFor(address);
  // keepalived: an IPv6 host address must not be chosen as a source, so it is deprecated from birth.
  const isHost = isIpv6 && prefixLength === addressBits('inet6') && peer === undefined;
  const resource: AddressOnLink = {
    kind: 'address',
    device,
    ip,
    prefixLength,
    ...(peer !== undefined && { peer }),
    scope,
    ...(broadcast !== undefined && { broadcast }),
    ...(!isIpv6 && { label: address.label ?? device }),
    flags: flagsOf(address, isIpv6),
    // The kernel keeps no preferred lifetime of an IPv4 address that stays for good.
    preferredS: isIpv6 ? (address.preferredS ?? (isHost ? 0 : 'forever')) : 'forever',
    ...(resetsConnections && { resetsConnections }),
  };
  wish(wishes, resource, span);
};

/** Static addresses of the file. */
export const wishStaticAddresses = (wishes: Wishes, config: Config): void => {
  for (const address of config.addresses) {
    wishAddress(wishes, address, address.device ?? config.global.defaultInterface);
  }
};

/** The addresses of an instance that is master. */
export const wishInstanceAddresses = (
  wishes: Wishes,
  instance: Instance,
  defaultInterface: string,
): void => {
  const { mirror } = instance;
  for (const address of [...instance.addresses, ...instance.excludedAddresses]) {
    const device = deviceOf(address, instance, defaultInterface);
    wishAddress(wishes, address, device, mirror?.tcpReset);
  }
};

/** Puts down what a mirror says of connections to its addresses, whether it is master or not. */
export const noteResets = (
  { resets }: Wishes,
  instance: Instance,
  defaultInterface: string,
): void => {
  const { mirror } = instance;
  if (mirror === undefined) return;
  for (const address of instance.addresses) {
    const device = deviceOf(address, instance, defaultInterface);
    resets.set(addressKey({ ...address, device }), mirror.tcpReset);
  }
};
