// Addresses of a kernel as vrrp_instance blocks. Which addresses are virtual a kernel does not know: those
// that services listen on, those of a link with a virtual router's MAC, and those that somebody names.

import { type Family, familyOf } from '../../base/ip.ts';
import type { AddressOnLink, Link, Resource } from '../../plan/state.ts';
import type { Statement } from '../document/keepalived.ts';
import { say } from '../to-keepalived/router.ts';

/** RFC 9568 section 7.3: the last octet is the virtual router's id. */
const routerMac = /^00:00:5e:00:0[12]:([0-9a-f]{2})$/;

const firstFreeId = 51;

interface Place {
  readonly device: string;
  readonly family: Family;
  readonly link: Link | undefined;
  readonly addresses: readonly AddressOnLink[];
}

const routerIdOf = (link: Link | undefined): number | undefined => {
  const digits = link?.parent === undefined ? undefined : routerMac.exec(link.mac)?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 16);
};

const isUsable = ({ device, ip }: AddressOnLink): boolean =>
  device !== 'lo' && !ip.startsWith('fe80:');

export interface Taken {
  /** In the order of the kernel. */
  readonly virtual: readonly AddressOnLink[];
  /** Look as if they were virtual, and nothing says so. */
  readonly doubtful: readonly AddressOnLink[];
}

/** Tells virtual addresses from the host's own; `wanted` are those of services, and those named. */
export const takeAddresses = (
  resources: readonly Resource[],
  wanted: ReadonlySet<string>,
): Taken => {
  const links = linksByName(resources);
  const all = resources.filter((one) => one.kind === 'address').filter(isUsable);
  const isVirtual = ({ ip, device }: AddressOnLink): boolean =>
    wanted.has(ip) || routerIdOf(links.get(device)) !== undefined;
  const looksVirtual = ({ ip, prefixLength, rank = 0 }: AddressOnLink): boolean =>
    rank > 0 || prefixLength === (familyOf(ip) === 'inet' ? 32 : 128);
  return {
    virtual: all.filter(isVirtual),
    doubtful: all.filter((one) => !isVirtual(one) && looksVirtual(one)),
  };
};

const linksByName = (resources: readonly Resource[]): ReadonlyMap<string, Link> =>
  new Map(resources.filter((one) => one.kind === 'link').map((link) => [link.name, link]));

const addressLine = ({ ip, prefixLength, label, device }: AddressOnLink): Statement =>
  say([
    `${ip}/${prefixLength}`,
    ...(label === undefined || label === device ? [] : ['label', label]),
  ]);

const placesOf = (
  virtual: readonly AddressOnLink[],
  links: ReadonlyMap<string, Link>,
): readonly Place[] => {
  const keyOf = ({ device, ip }: AddressOnLink): string => `${device} ${familyOf(ip)}`;
  return [...Map.groupBy(virtual, keyOf).values()].flatMap((addresses) => {
    const [first] = addresses;
    if (first === undefined) return [];
    const { device, ip } = first;
    return { device, family: familyOf(ip), link: links.get(device), addresses };
  });
};

export interface Instance {
  readonly name: string;
  readonly statement: Statement;
}

const chosenId = 'The kernel does not say the virtual_router_id: write the one of your network.';

const instanceOf = (place: Place, id: number | undefined, freeId: number): Instance => {
  const { device, family, link, addresses } = place;
  const isVmac = id !== undefined && link?.parent !== undefined;
  const name = `${device}${family === 'inet6' ? '_6' : ''}`.replaceAll(/[^\w.-]/g, '_');
  const ofId = say(['virtual_router_id', id ?? freeId]);
  const made = say(
    ['vrrp_instance', name],
    [],
    [
      say(['state', 'BACKUP']),
      say(['interface', isVmac ? link.parent : device]),
      ...(isVmac ? [say(['use_vmac', device])] : []),
      id === undefined ? { ...ofId, note: chosenId } : ofId,
      say(['priority', 100]),
      say(['virtual_ipaddress'], [], addresses.map(addressLine)),
    ],
  );
  return { name, statement: made };
};

/** An instance for each link and family that has virtual addresses. */
export const instancesOf = (
  resources: readonly Resource[],
  virtual: readonly AddressOnLink[],
): readonly Instance[] => {
  const links = linksByName(resources);
  const places = placesOf(virtual, links);
  const known = places.map(({ link }) => routerIdOf(link));
  const taken = new Set(known);
  let free = firstFreeId;
  return places.map((place, at) => {
    const id = known[at];
    if (id === undefined) while (taken.has(free)) free++;
    const instance = instanceOf(place, id, free);
    if (id === undefined) taken.add(free);
    return instance;
  });
};
