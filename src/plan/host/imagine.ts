// A host to try modules on, where this one has no network for their addresses: a link with an address
// beside each of them.

import { addToIp, familyOf, isInNetwork, networkOf } from '../../base/ip.ts';
import type { VirtualAddress } from '../../ir/farm.ts';
import type { Config } from '../../ir/model.ts';
import type { HostLink, HostView } from '../../ir/world.ts';
import { addressOf } from './names.ts';
import { type Place, placeAddress } from './place.ts';

interface Interface {
  readonly name?: string;
  readonly addresses: readonly VirtualAddress[];
}

const interfacesIn = ({ instances, farms }: Config): Interface[] => [
  ...instances.flatMap(({ mirror }) => mirror?.interfaces ?? []),
  ...farms.flatMap(({ interfaces }) => interfaces),
];

const usualLength = (ip: string): number => (familyOf(ip) === 'inet' ? 24 : 64);

/** An address of the network that is none of the virtual ones. */
const neighbourOf = (
  ip: string,
  prefixLength: number,
  taken: ReadonlySet<string>,
): string | undefined => {
  const network = networkOf(ip, prefixLength);
  for (let count = 1; count <= taken.size + 1; count++) {
    const own = addToIp(network, count);
    if (own !== null && isInNetwork(own, network, prefixLength) && !taken.has(own)) return own;
  }
  return undefined;
};

const macFor = (index: number): string => `02:00:00:00:01:${index.toString(16).padStart(2, '0')}`;

/** Links that are made up, by name. */
interface Imagined {
  readonly links: Map<string, HostLink>;
  readonly taken: ReadonlySet<string>;
}

const dress = (
  { links, taken }: Imagined,
  name: string,
  ip: string,
  { prefixLength = usualLength(ip) }: VirtualAddress,
): void => {
  const link = links.get(name) ?? { name, mac: macFor(links.size + 1), addresses: [] };
  const isThere = link.addresses.some((one) => isInNetwork(ip, one.ip, one.prefixLength));
  const own = neighbourOf(ip, prefixLength, taken);
  const more = own === undefined || isThere ? [] : [{ ip: own, prefixLength }];
  links.set(name, { ...link, addresses: [...link.addresses, ...more] });
};

interface Resolved {
  readonly ip: string;
  readonly address: VirtualAddress;
}

const resolvedOf = (view: HostView, { addresses }: Interface): Resolved[] =>
  addresses.flatMap((address) => {
    const resolved = addressOf(address.host, address.span, view);
    return 'ip' in resolved ? [{ ip: resolved.ip, address }] : [];
  });

/** A link that was made up for another address of the same network. */
const linkBeside = ({ links }: Imagined, own: readonly Resolved[]): string | undefined =>
  [...links.values()].find(({ addresses }) =>
    addresses.some((one) => own.some(({ ip }) => isInNetwork(ip, one.ip, one.prefixLength))),
  )?.name;

const unusedName = (names: ReadonlySet<string>): string => {
  let number = 0;
  while (names.has(`eth${number}`)) number++;
  return `eth${number}`;
};

/** Where the addresses of an interface are on this host, as far as it has their networks. */
const foundPlaces = (view: HostView, one: Interface): Place[] =>
  one.addresses.flatMap((address) => {
    const placed = placeAddress(view, one, address);
    return 'place' in placed ? [placed.place] : [];
  });

/** What modules must find of a host to be tried: links of `view`, and others for what it lacks. */
export const imagineHost = (config: Config, view: HostView): HostView => {
  const interfaces = interfacesIn(config);
  const ips = interfaces.flatMap((one) => resolvedOf(view, one).map(({ ip }) => ip));
  const real = new Map<string, HostLink>();
  const imagined: Imagined = { links: new Map(), taken: new Set(ips) };
  for (const one of interfaces) {
    const places = foundPlaces(view, one);
    for (const { link } of places) if (link !== undefined) real.set(link.name, link);
    if (places.length === one.addresses.length && places.every(({ link }) => link)) continue;
    const [place] = places;
    const own = resolvedOf(view, one);
    const used = new Set([...view.links.map(({ name }) => name), ...imagined.links.keys()]);
    const name = one.name ?? place?.device ?? linkBeside(imagined, own) ?? unusedName(used);
    for (const { ip, address } of own) dress(imagined, name, ip, address);
  }
  for (const [name, { mac, addresses }] of imagined.links) {
    const own = real.get(name);
    real.set(name, {
      name,
      mac: own?.mac ?? mac,
      addresses: [...(own?.addresses ?? []), ...addresses],
    });
  }
  // A node that is primary has the virtual ones already.
  const links = [...real.values()].map((link) => ({
    ...link,
    addresses: link.addresses.filter(({ ip }) => !imagined.taken.has(ip)),
  }));
  return { links, resolved: view.resolved };
};
