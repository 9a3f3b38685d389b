// Links as the kernel keeps them (net/core/dev.c, drivers/net/macvlan.c, net/ipv4/devinet.c): what a new
// one starts with, and what goes when one goes or is taken down.

import { dropSource, flushInet6, removeDeviceRoutes, reviveHops } from './routes.ts';
import { netlinkError, refuse } from './refusal.ts';
import { type FakeLink, forever, type KernelState, linkNamed } from './state.ts';

/** The parameters of a link that hactl knows of, with the kernel's defaults. */
export const linkParameters: { readonly [name: string]: string } = {
  'ipv4/accept_local': '0',
  'ipv4/arp_announce': '0',
  'ipv4/arp_filter': '0',
  'ipv4/arp_ignore': '0',
  'ipv4/promote_secondaries': '0',
  'ipv4/rp_filter': '0',
  'ipv6/accept_dad': '1',
  'ipv6/accept_ra': '1',
  'ipv6/disable_ipv6': '0',
};

const parameter = (path: string, device: string): string => {
  const [family, name] = path.split('/');
  return `net/${family}/conf/${device}/${name}`;
};

/** Makes the parameters of `all`, `default` or a link; a new link takes those of `default`. */
export const addParameters = (state: KernelState, device: string): void => {
  for (const [path, value] of Object.entries(linkParameters)) {
    const inherited = state.sysctls.get(parameter(path, 'default'));
    state.sysctls.set(parameter(path, device), inherited ?? value);
  }
};

export const deviceOrRefuse = (state: KernelState, name: string): FakeLink =>
  linkNamed(state, name) ?? refuse(`Cannot find device "${name}"`);

export const isIpv6Disabled = (state: KernelState, device: string): boolean =>
  state.sysctls.get(`net/ipv6/conf/${device}/disable_ipv6`) === '1';

/** RFC 4291 appendix A: the modified EUI-64 of an Ethernet address behind fe80::/64. */
const linkLocalOf = (mac: string): string => {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = mac
    .split(':')
    .map((part) => Number.parseInt(part, 16));
  const groups = [((a ^ 2) << 8) | b, (c << 8) | 0xff, 0xfe00 | d, (e << 8) | f];
  return `fe80::${groups.map((group) => group.toString(16)).join(':')}`;
};

/** addrconf_dev_config: a link that is up and has IPv6 gets its link-local address. */
export const configureInet6 = (state: KernelState, link: FakeLink): void => {
  if (!link.up || link.addressGeneration === 'none' || isIpv6Disabled(state, link.name)) return;
  const ip = linkLocalOf(link.mac);
  if (link.inet6.some((address) => address.ip === ip)) return;
  const lifetimes = { validUntil: forever, preferredUntil: forever };
  const fixed = { prefixLength: 64, scope: 253, secondary: false, flags: [], ...lifetimes };
  link.inet6.push({ ip, ...fixed, since: state.now++ });
};

export interface NewLink {
  readonly name: string;
  readonly type: string;
  readonly parent?: string;
  readonly mac: string;
  readonly mode?: string;
  readonly group?: number;
}

export const addLink = (state: KernelState, wanted: NewLink): FakeLink => {
  if (linkNamed(state, wanted.name)) netlinkError('File exists');
  if (wanted.parent !== undefined) deviceOrRefuse(state, wanted.parent);
  const link: FakeLink = {
    index: state.nextIndex++,
    addressGeneration: 'eui64',
    up: false,
    inet: [],
    inet6: [],
    ...wanted,
    group: wanted.group ?? 0,
  };
  state.links.push(link);
  addParameters(state, link.name);
  return link;
};

/** macvlan_addr_busy: of the macvlans of one parent that are up, each has its own address. */
const isMacTaken = (state: KernelState, link: FakeLink): boolean =>
  state.links.some(
    (other) =>
      other !== link &&
      other.mac === link.mac &&
      (other.name === link.parent || (other.parent === link.parent && other.up)),
  );

export const setUp = (state: KernelState, link: FakeLink): void => {
  if (link.up) return;
  if (link.type === 'macvlan' && isMacTaken(state, link)) netlinkError('Address already in use');
  link.up = true;
  for (const address of [...link.inet, ...link.inet6]) address.since = state.now++;
  configureInet6(state, link);
  reviveHops(state, link.name);
};

/** IPv4 addresses stay, IPv6 addresses and all routes go. */
export const setDown = (state: KernelState, link: FakeLink): void => {
  if (!link.up) return;
  link.up = false;
  flushInet6(state, link, 'down');
  removeDeviceRoutes(state, link.name, 'inet', 'down');
};

export const deleteLink = (state: KernelState, name: string): void => {
  const link = deviceOrRefuse(state, name);
  if (link.type === '') netlinkError('Operation not supported');
  for (const child of state.links.filter(({ parent }) => parent === name)) {
    deleteLink(state, child.name);
  }
  flushInet6(state, link, 'gone');
  removeDeviceRoutes(state, name, 'inet', 'gone');
  state.links.splice(state.links.indexOf(link), 1);
  for (const { ip } of link.inet) dropSource(state, 'inet', ip);
  for (const path of Object.keys(linkParameters)) state.sysctls.delete(parameter(path, name));
};
