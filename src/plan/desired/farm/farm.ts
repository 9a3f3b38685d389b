// The data path of a farm on one of its nodes: links, parameters and addresses, and one table that keeps
// the packets of this node's share.

import { familyOf } from '../../../base/ip.ts';
import { diagnostic } from '../../../diag/diagnostic.ts';
import type { Cluster } from '../../../ir/cluster.ts';
import type { Farm, FarmRule } from '../../../ir/farm.ts';
import type { FarmView, HostView, World } from '../../../ir/world.ts';
import { addressOf } from '../../host/names.ts';
import type { NftObject } from '../../state.ts';
import { match, nftTable, payload } from '../nft.ts';
import { type Wishes, wish } from '../wanted.ts';
import { bucketChain, type Handover } from './bucket-chain.ts';
import { wishDirected } from './directed.ts';
import { wishInvisible } from './invisible.ts';
import { groupChain, tableName } from './names.ts';
import { peerAddress } from './peers.ts';
import { type PlacedAddress, type PlacedInterface, placeFarm } from './place.ts';
import { family, goTo, ruleIn } from './rules.ts';
import { type GroupShares, sharesOf } from './shares.ts';
import { errorSteering, type Steering, vipChain, vipRule } from './vip-chain.ts';

interface Context {
  readonly wishes: Wishes;
  readonly farm: Farm;
  readonly cluster: Cluster | undefined;
  readonly view: FarmView;
  readonly host: HostView;
  readonly shares: readonly GroupShares[];
}

/** Whether a rule is about an address: names of the file stand for the addresses of the host. */
const isAbout = (
  { host: name, span }: FarmRule,
  { ip }: PlacedAddress,
  host: HostView,
): boolean => {
  if (name === '*') return true;
  const found = addressOf(name, span, host);
  return 'ip' in found && found.ip === ip;
};

const vipRulesFor = ({ farm, host }: Context, address: PlacedAddress) =>
  farm.groups.flatMap(({ name, rules }) =>
    rules
      .filter((rule) => isAbout(rule, address, host))
      .flatMap((rule) => vipRule(address.ip, name, rule) ?? []),
  );

/** What the ARP rule for an address hashes, if there is one. */
const arpSteering = ({ farm, host }: Context, address: PlacedAddress): Steering | undefined => {
  const group = farm.groups.find(({ rules }) =>
    rules.some((rule) => rule.protocol === 'arp' && isAbout(rule, address, host)),
  );
  if (group === undefined) return undefined;
  const layer = familyOf(address.ip) === 'inet' ? 'arp' : 'nd';
  return { group: group.name, criterion: 'addr', layer };
};

const chainOf = ({ group, criterion, layer }: Steering, { place }: PlacedInterface): string =>
  groupChain(group, criterion, layer, place);

const ipv6Layers: ReadonlySet<string> = new Set(['ip6', 'tcp6', 'udp6', 'icmp6']);

/** The addresses of the others that have buckets; reports those that have none. */
const handoverTo = (
  context: Context,
  placed: PlacedInterface,
  { owners, span }: GroupShares,
  version: 'ip' | 'ip6',
): Handover => {
  const { view, wishes } = context;
  const others = new Set(owners.filter((owner) => owner !== undefined && owner !== view.node));
  const addresses = new Map<string, string>();
  for (const node of others) {
    if (node === undefined) continue;
    const ip = peerAddress(node, version, placed, context);
    if (ip !== undefined) addresses.set(node, ip);
    else {
      const vip = placed.addresses.find(
        (one) => (familyOf(one.ip) === 'inet') === (version === 'ip'),
      );
      const names = { family: version === 'ip' ? 'IPv4' : 'IPv6', interface: placed.device };
      const values = { address: vip?.ip ?? '', node, ...names };
      const found = diagnostic('HA5422', span, values);
      // Several chains hand on to the same nodes.
      const isKnown = wishes.diagnostics.some(({ message }) => message === found.message);
      if (!isKnown) wishes.diagnostics.push(found);
    }
  }
  return { device: placed.device, version, addresses };
};

/** The chain with the buckets of a group that is hashed so. */
const steeredChain = (
  context: Context,
  placed: PlacedInterface,
  steering: Steering,
): NftObject[] => {
  const share = context.shares.find(({ group }) => group === steering.group);
  if (share === undefined) return [];
  const { criterion, layer } = steering;
  const isHandedOn = placed.wanted.vmac.type === 'directed' && layer !== 'arp' && layer !== 'nd';
  const version = ipv6Layers.has(layer) ? 'ip6' : 'ip';
  const handover = isHandedOn ? handoverTo(context, placed, share, version) : undefined;
  const wanted = { name: chainOf(steering, placed), criterion, layer };
  return bucketChain(
    { ...wanted, ...(handover && { handover }) },
    { owners: share.owners, node: context.view.node },
  );
};

const objectsFor = (context: Context, placed: PlacedInterface): NftObject[] => {
  const { addresses, place, wanted } = placed;
  const { vmac } = wanted;
  const isDirected = vmac.type === 'directed';
  const steerings = new Map<string, Steering>();
  const use = (steering: Steering): string => {
    const name = chainOf(steering, placed);
    steerings.set(name, steering);
    return name;
  };
  const vips = addresses.map((address) => {
    const rules = vipRulesFor(context, address);
    for (const rule of rules) {
      use(rule.steering);
      const ofErrors = isDirected ? errorSteering(rule, address.ip) : undefined;
      if (ofErrors !== undefined) use(ofErrors);
    }
    const version = familyOf(address.ip) === 'inet' ? 'ip' : 'ip6';
    const isForVip = match(payload(version, 'daddr'), address.ip);
    const name = `vip${address.number}`;
    const objects = vipChain(name, address.ip, rules, { place, isHandedOn: isDirected });
    return { enter: (from: string) => ruleIn(from, isForVip, goTo(name)), objects };
  });
  const receive = (from: string) => vips.map(({ enter }) => enter(from));
  const arpChain = (address: PlacedAddress): string | undefined => {
    const steering = arpSteering(context, address);
    return steering && use(steering);
  };
  const hooks =
    vmac.type === 'directed'
      ? wishDirected(context.wishes, placed, arpChain, receive)
      : wishInvisible(context.wishes, placed, vmac.mac, receive);
  return [
    ...hooks,
    ...vips.flatMap(({ objects }) => objects),
    ...[...steerings.values()].flatMap((steering) => steeredChain(context, placed, steering)),
  ];
};

/** The farm with a name of its own for each group, the first of a name keeping it; XML knows no NUL. */
const withOwnNames = (farm: Farm): Farm => {
  const names = farm.groups.map(({ name }) => name);
  const groups = farm.groups.map((group, index) =>
    names.indexOf(group.name) === index ? group : { ...group, name: `${group.name}\0${index + 1}` },
  );
  return { ...farm, groups };
};

/** Wishes a farm's part on this node; nothing when nobody knows who is there, or this node is not. */
export const wishFarm = (
  wishes: Wishes,
  farm: Farm,
  cluster: Cluster | undefined,
  world: World,
): void => {
  const { farms, host = { links: [], resolved: new Map() } } = world;
  const view = farms?.get(farm.module);
  if (view === undefined) return;
  const { shares, diagnostics } = sharesOf(farm, cluster, view);
  wishes.diagnostics.push(...diagnostics);
  if (!view.members.includes(view.node)) return;
  const named = withOwnNames(farm);
  const ownShares = shares.map((share, index) => ({
    ...share,
    group: named.groups[index]?.name ?? share.group,
  }));
  const context = { wishes, farm: named, cluster, view, host, shares: ownShares };
  const placed = placeFarm(wishes, farm, host);
  const objects = placed.flatMap((one) => objectsFor(context, one));
  if (placed.length === 0) return;
  wish(wishes, nftTable(family, tableName(farm.module), objects), farm.span);
};
