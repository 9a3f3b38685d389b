// What modules of SafeKit ask for besides objects of the kernel: scripts, checks, announcements. A plan
// does none of it; it says what whoever runs the module does, so that nothing is dropped in silence.

import { familyOf, networkOf } from '../base/ip.ts';
import type { ArpReroute, Farm, VirtualAddress } from '../ir/farm.ts';
import type { Mirror } from '../ir/mirror.ts';
import type { Config } from '../ir/model.ts';
import type { HostView, World } from '../ir/world.ts';
import { type Place, placeAddress } from './host/place.ts';

export interface Duty {
  readonly module: string;
  /** What is done, for people. */
  readonly text: string;
}

/** What mirrors and farms say alike of an `<interface>`. */
interface Interface {
  readonly name?: string;
  readonly check: boolean;
  readonly vmac?: unknown;
  readonly arpReroute?: ArpReroute;
  readonly addresses: readonly VirtualAddress[];
}

interface PlacedAddress {
  readonly address: VirtualAddress;
  /** As far as it can be known. */
  readonly place?: Place;
}

const placedOn = (view: HostView, one: Interface): PlacedAddress[] =>
  one.addresses.map((address) => {
    const placed = placeAddress(view, one, address);
    return 'place' in placed ? { address, place: placed.place } : { address };
  });

const ipOf = ({ address, place }: PlacedAddress): string => place?.ip ?? address.host;

const seconds = (ms: number): string => (ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`);

/** User's Guide §13.14: the checker is named after the network, without its length. */
const interfaceCheck = (one: Interface, placed: readonly PlacedAddress[]): string[] => {
  if (!one.check) return [];
  const networks = placed.flatMap(({ place }) =>
    place === undefined ? [] : [networkOf(place.ip, place.prefixLength)],
  );
  const device = one.name ?? placed.find(({ place }) => place !== undefined)?.place?.device;
  const resources = [...new Set(networks)].map((network) => `intf.${network}`);
  const named = resources.length === 0 ? '' : ` (${resources.join(', ')})`;
  const link = device ?? `the interface of ${placed.map(ipOf).join(', ')}`;
  return [`watch ${link}: the module waits while it is down${named}`];
};

/** §13.15: gone or taken by somebody else. */
const addressChecks = (placed: readonly PlacedAddress[]): string[] => {
  const checked = placed.filter(({ address }) => address.check);
  if (checked.length === 0) return [];
  const names = checked.map(({ address }) => `ip.${address.host}`).join(', ');
  const which = checked.map(ipOf).join(', ');
  return [`look whether ${which} is still there: if not, the module starts anew (${names})`];
};

const counts = (placed: readonly PlacedAddress[]): string[] =>
  placed
    .filter(({ address }) => address.countsConnections)
    .map((one) => {
      const { host } = one.address;
      return `count the connections to ${ipOf(one)} every 10 s (connections.${host})`;
    });

/** The kernel tells nobody of an address that has come (docs/decisions). */
const announcements = (
  { arpReroute, vmac }: Interface,
  placed: readonly PlacedAddress[],
  isMirror: boolean,
): string[] => {
  // Where the Ethernet address goes along, neighbours have nothing to learn.
  const moved = isMirror && vmac === undefined && placed.length > 0 ? placed : [];
  const once = moved.map(ipOf).join(', ');
  const ips = placed.map(ipOf).filter((ip) => familyOf(ip) === 'inet');
  return [
    ...(once === '' ? [] : [`announce ${once} to neighbours when the module becomes primary`]),
    ...(arpReroute === undefined || ips.length === 0
      ? []
      : [
          `send gratuitous ARP for ${ips.join(', ')} every ${arpReroute.intervalS} s, for ${arpReroute.durationS} s`,
        ]),
  ];
};

const onInterface = (view: HostView, one: Interface, isMirror: boolean): string[] => {
  const placed = placedOn(view, one);
  return [
    ...interfaceCheck(one, placed),
    ...addressChecks(placed),
    ...announcements(one, placed, isMirror),
    ...counts(placed),
  ];
};

const readyUrl = (module: string, states: string): string =>
  `answer http://NODE:9010/var/modules/${module}/ready.txt while ${states}`;

/** User's Guide §13.3: who is primary when both nodes could be. */
const election = ({ defaultPrimary, failover }: Mirror): string[] => [
  ...(typeof defaultPrimary === 'object'
    ? [`give the role back to ${defaultPrimary.node} when it has come again (defaultprim)`]
    : []),
  ...(defaultPrimary === 'lastprim'
    ? ['become primary again after a stop if it was so before (defaultprim)']
    : []),
  ...(failover ? [] : ['wait for an operator when the primary goes: failover is off']),
];

const ofMirror = (module: string, mirror: Mirror, view: HostView): string[] => [
  `run modules/${module}/bin/start_prim once the addresses are there, and stop_prim before they go`,
  ...mirror.heartbeats.map(
    ({ lan, pulseMs, timeoutMs }) =>
      `exchange heartbeats on "${lan}" every ${seconds(pulseMs)}: silence of ${seconds(timeoutMs)} is the end of the peer`,
  ),
  ...election(mirror),
  ...mirror.interfaces.flatMap((one) => onInterface(view, one, true)),
  readyUrl(module, 'primary'),
];

const ofFarm = (farm: Farm, view: HostView): string[] => {
  const { module, lans, membership, scriptControl } = farm;
  const order = scriptControl
    ? 'its scripts open and close the traffic'
    : 'the traffic is opened before start_both and closed after stop_both';
  const names = lans.map(({ name }) => `"${name}"`).join(', ');
  return [
    `run modules/${module}/bin/start_both and stop_both: ${order}`,
    `find out who is there: a pulse on ${names} every ${seconds(membership.pulseMs)}`,
    ...farm.interfaces.flatMap((one) => onInterface(view, one, false)),
    readyUrl(module, 'the module is up'),
  ];
};

/** What is left to do for all modules of a configuration. */
export const dutiesOf = ({ instances, farms }: Config, world: World): Duty[] => {
  const view = world.host ?? { links: [], resolved: new Map() };
  const duties: Duty[] = [];
  for (const { name, mirror } of instances) {
    if (mirror === undefined) continue;
    duties.push(...ofMirror(name, mirror, view).map((text) => ({ module: name, text })));
  }
  for (const farm of farms) {
    duties.push(...ofFarm(farm, view).map((text) => ({ module: farm.module, text })));
  }
  return duties;
};
