// Addresses as the kernel keeps them: net/ipv4/devinet.c (primary and secondary) and
// net/ipv6/addrconf.c.

import { familyOf, isInNetwork } from '../../../src/base/ip.ts';
import { isIpv6Disabled } from './links.ts';
import { refuse } from './refusal.ts';
import { dropSource, removeDeviceRoutes, reviveHops } from './routes.ts';
import type { FakeAddress, FakeLink, KernelState } from './state.ts';

/** inet_ifa_match: same mask, and the far end (or the address) in the network of the other's. */
const isSameNetwork = (one: FakeAddress, other: FakeAddress): boolean =>
  one.prefixLength === other.prefixLength &&
  isInNetwork(one.peer ?? one.ip, other.peer ?? other.ip, other.prefixLength);

/** __inet_insert_ifa: primaries stand by scope, secondaries behind all others. */
const insertInet = (link: FakeLink, address: FakeAddress): void => {
  let afterPrimary = 0;
  for (const [index, other] of link.inet.entries()) {
    if (!other.secondary && address.scope <= other.scope) afterPrimary = index + 1;
    if (!isSameNetwork(other, address)) continue;
    if (other.ip === address.ip) refuse('Error: ipv4: Address already assigned.');
    if (other.scope !== address.scope) refuse('Error: ipv4: Invalid scope value.');
    address.secondary = true;
  }
  link.inet.splice(address.secondary ? link.inet.length : afterPrimary, 0, address);
};

const insertInet6 = (state: KernelState, link: FakeLink, address: FakeAddress): void => {
  if (isIpv6Disabled(state, link.name)) {
    refuse('Error: ipv6: IPv6 is disabled on this device.');
  }
  if (link.inet6.some(({ ip }) => ip === address.ip)) {
    refuse('Error: ipv6: address already assigned.');
  }
  // ipv6_link_dev_addr: by scope, the newest of a scope first.
  const at = link.inet6.findIndex(({ scope }) => scope >= address.scope);
  link.inet6.splice(at < 0 ? link.inet6.length : at, 0, address);
};

export const addAddress = (state: KernelState, link: FakeLink, address: FakeAddress): void => {
  address.since = state.now++;
  if (familyOf(address.ip) === 'inet6') {
    insertInet6(state, link, address);
    return;
  }
  insertInet(link, address);
  reviveHops(state, link.name);
};

type Place = Pick<FakeAddress, 'ip' | 'prefixLength' | 'peer'>;

const findAddress = (link: FakeLink, place: Place): FakeAddress | undefined => {
  const isInet = familyOf(place.ip) === 'inet';
  return (isInet ? link.inet : link.inet6).find(
    (one) =>
      one.ip === place.ip && one.prefixLength === place.prefixLength && one.peer === place.peer,
  );
};

/** IN_DEV_PROMOTE_SECONDARIES: set for the link or for all. */
const isPromoting = (state: KernelState, device: string): boolean =>
  ['all', device].some(
    (name) => state.sysctls.get(`net/ipv4/conf/${name}/promote_secondaries`) === '1',
  );

/** __inet_del_ifa: with a primary address its secondaries go, or the first of them takes its place. */
const removeInet = (state: KernelState, link: FakeLink, address: FakeAddress): void => {
  const { inet } = link;
  const group = inet.filter((other) => other !== address && isSameNetwork(address, other));
  const gone = [address];
  if (!address.secondary && group.length > 0) {
    const [heir] = group;
    if (isPromoting(state, link.name) && heir !== undefined) {
      heir.secondary = false;
      heir.since = state.now++;
      inet.splice(inet.indexOf(heir), 1);
      // Behind the last primary that stands after the removed one, and before the secondaries.
      const at = inet.indexOf(address);
      const last = inet.findLastIndex(
        (other, index) => index > at && !other.secondary && address.scope <= other.scope,
      );
      inet.splice((last < 0 ? at : last) + 1, 0, heir);
    } else gone.push(...group);
  }
  for (const one of gone) inet.splice(inet.indexOf(one), 1);
  for (const { ip } of gone) dropSource(state, 'inet', ip);
  if (inet.length === 0) removeDeviceRoutes(state, link.name, 'inet', 'down');
};

export const removeAddress = (state: KernelState, link: FakeLink, place: Place): void => {
  const family = familyOf(place.ip);
  const address = findAddress(link, place);
  if (address === undefined) {
    refuse(`Error: ${family === 'inet' ? 'ipv4: A' : 'ipv6: a'}ddress not found.`);
  } else if (family === 'inet') removeInet(state, link, address);
  else {
    link.inet6.splice(link.inet6.indexOf(address), 1);
    dropSource(state, 'inet6', address.ip);
  }
};

/** `ip addr replace` of one that is there sets its lifetimes and nothing else. */
export const replaceAddress = (state: KernelState, link: FakeLink, address: FakeAddress): void => {
  const found = findAddress(link, address);
  if (found === undefined) addAddress(state, link, address);
  else {
    found.validUntil = address.validUntil;
    found.preferredUntil = address.preferredUntil;
  }
};
