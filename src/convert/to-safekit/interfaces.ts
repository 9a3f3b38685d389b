// The virtual addresses of a module as the interfaces of <vip>: those of one device are one interface.

import { familyOf, lengthMask } from '../../base/ip.ts';
import type { Address, Vmac } from '../../ir/model.ts';
import {
  all,
  arg,
  blockOf,
  entriesOf,
  isWritten,
  one,
  optionValue,
  value,
} from '../../syntax/tree.ts';
import type { Directive } from '../directive.ts';
import { attribute, element, type XmlAttribute, type XmlElement } from '../document/xml.ts';
import type { Context } from './context.ts';
import type { ModulePlan } from './modules.ts';
import { directiveAt, type SourceMember, written, writtenByAll } from './source.ts';

/** An address as one node has it. */
interface Placed {
  readonly address: Address;
  readonly member: SourceMember;
  readonly device: string;
}

/** An address with all nodes that have it. */
export interface VirtualIp {
  readonly ip: string;
  readonly first: Placed;
  readonly places: readonly Placed[];
  readonly router: readonly SourceMember[];
}

const deviceOf = (address: Address, { instance, node }: SourceMember): string =>
  address.device ?? instance.interface ?? node.config.global.defaultInterface;

const placedOn = (member: SourceMember): Placed[] =>
  [...member.instance.addresses, ...member.instance.excludedAddresses].map((address) => ({
    address,
    member,
    device: deviceOf(address, member),
  }));

const directivesOf = ({ places }: VirtualIp): Directive[] =>
  places.flatMap(({ member, address }) => directiveAt(member.node, address.span));

/** SafeKit wants an address once in a module; another of the same goes with the first. */
const onceEach = (ips: readonly VirtualIp[]): VirtualIp[] => {
  const found = new Map<string, VirtualIp>();
  for (const ip of ips) {
    const known = found.get(ip.ip);
    const places = known === undefined ? ip.places : [...known.places, ...ip.places];
    found.set(ip.ip, { ...(known ?? ip), places });
  }
  return [...found.values()];
};

/** The addresses of a module; what only a later node has is noted, since one file serves all. */
export const virtualIpsOf = (plan: ModulePlan, context: Context): VirtualIp[] =>
  onceEach(allVirtualIps(plan, context));

const allVirtualIps = ({ routers }: ModulePlan, { trail }: Context): VirtualIp[] =>
  routers.flatMap((router) => {
    const [first, ...others] = router;
    if (first === undefined) return [];
    const found = placedOn(first).map((own): VirtualIp => {
      const same = others.flatMap(placedOn).filter(({ address }) => address.ip === own.address.ip);
      return { ip: own.address.ip, first: own, places: [own, ...same], router };
    });
    const known = new Set(found.map(({ ip }) => ip));
    const missing = others.flatMap(placedOn).filter(({ address }) => !known.has(address.ip));
    for (const { member, address } of missing)
      trail.note(directiveAt(member.node, address.span), 'taken-from-first', {
        file: first.node.file,
      });
    return found;
  });

const isSame = (one: Placed, other: Placed): boolean =>
  one.device === other.device && one.address.prefixLength === other.address.prefixLength;

/** Words of an address that SafeKit has no form for. */
const lostWords = ({ address }: Placed): string[] => [
  ...(address.scope === undefined ? [] : [`scope ${address.scope}`]),
  ...(address.broadcast === undefined ? [] : [`brd ${address.broadcast}`]),
  ...(address.label === undefined ? [] : [`label ${address.label}`]),
  ...(address.peer === undefined ? [] : [`peer ${address.peer}`]),
  ...(address.home ? ['home'] : []),
  ...(address.manageTemporary ? ['mngtmpaddr'] : []),
  ...(address.noPrefixRoute ? ['noprefixroute'] : []),
  ...(address.autoJoin ? ['autojoin'] : []),
  ...(address.preferredS === undefined ? [] : [`preferred_lft ${address.preferredS}`]),
  ...address.unplanned,
];

const isUntracked = ({ member, address }: Placed): boolean =>
  (['virtual_ipaddress', 'virtual_ipaddress_excluded'] as const).some((keyword) =>
    all(member.block, keyword).some((list) =>
      entriesOf(list).some(
        (entry) =>
          entry.span.start === address.span.start &&
          entry.options.some(({ name }) => name === 'no_track'),
      ),
    ),
  );

/** Whether one node has it more than once. */
const isTwice = ({ places }: VirtualIp): boolean =>
  new Set(places.map(({ member }) => member.node)).size < places.length;

const noteAddress = (ip: VirtualIp, isOfFarm: boolean, { nodes, trail }: Context): void => {
  const from = directivesOf(ip);
  const words = lostWords(ip.first);
  const places = new Set(ip.places.map((place) => place.member.node));
  const { address, member } = ip.first;
  const [, ...others] = ip.places;
  const { file } = member.node;
  if (isTwice(ip)) trail.note(from, 'address-twice', { file });
  else if (nodes.length > 1 && places.size < nodes.length)
    trail.note(from, 'on-one-node-only', { file });
  else if (!others.every((other) => isSame(ip.first, other)))
    trail.note(from, 'nodes-differ', { file });
  else if (words.length > 0) trail.note(from, 'address-words', { words: words.join(' ') });
  else if (isOfFarm) trail.note(from, 'address-of-farm');
  else if (vmacOf(ip.first) !== undefined) trail.note(from, 'address-on-vmac');
  else if (familyOf(address.ip) === 'inet6')
    trail.note(from, 'address-ipv6', { length: address.prefixLength });
  else trail.note(from, 'address-lossless');
};

const addressElement = (ip: VirtualIp, where: string): XmlElement => {
  const { address } = ip.first;
  const from = directivesOf(ip);
  const isIpv4 = familyOf(address.ip) === 'inet';
  return element('virtual_addr', {
    attributes: [
      attribute('addr', address.ip, from),
      attribute('where', where),
      attribute('check', isUntracked(ip.first) ? 'off' : 'on'),
      ...(isIpv4 ? [attribute('netmask', lengthMask(address.prefixLength))] : []),
    ],
  });
};

/** Whether the module looks at an interface, and what says so. */
const checkOf = (device: string, ips: readonly VirtualIp[], { trail }: Context): XmlAttribute => {
  const members = ips.flatMap(({ router }) => router);
  const own = members.filter(({ instance }) => instance.interface === device);
  const off = own.flatMap(({ node, block }) => written(node, block, 'dont_track_primary'));
  const tracked = members.flatMap(({ node, block }) =>
    all(block, 'track_interface').flatMap((list) =>
      entriesOf(list)
        .filter((entry) => arg(entry, 0) === device && (optionValue(entry, 'weight') ?? 0) === 0)
        .flatMap((entry) => directiveAt(node, entry.span)),
    ),
  );
  if (tracked.length > 0) {
    trail.note(tracked, 'check-interface');
    return attribute('check', 'on', tracked);
  }
  const isOff = own.length > 0 ? off.length > 0 : ips.every(({ first }) => isUntracked(first));
  trail.note(off, 'no-check-interface');
  const nodesOf = (list: readonly SourceMember[]) => [...new Set(list.map(({ node }) => node))];
  const saying = nodesOf(own.filter(({ block }) => isWritten(block, 'dont_track_primary')));
  const [some] = saying;
  if (some !== undefined && saying.length < nodesOf(own).length)
    trail.note(off, 'on-one-node-only', { file: some.file });
  return attribute('check', isOff ? 'off' : 'on', off);
};

/** SafeKit ends what keepalived does for good; this is far longer than nodes stay as they are. */
const yearSeconds = 31_536_000;

const globalRefresh = ({ node }: SourceMember): { seconds: number; from: Directive[] } => {
  const blocks = all(node.root, 'global_defs').map(blockOf);
  const found = blocks.filter((block) => isWritten(block, 'vrrp_garp_master_refresh')).at(-1);
  const from = found === undefined ? [] : written(node, found, 'vrrp_garp_master_refresh');
  return { seconds: value(found, 'vrrp_garp_master_refresh') ?? 0, from };
};

const refreshOf = (ips: readonly VirtualIp[], { trail }: Context): XmlAttribute[] => {
  const members = ips.flatMap(({ router }) => router);
  const [first] = members;
  if (first === undefined) return [];
  const isOwn = one(first.block, 'garp_master_refresh') !== undefined;
  const usual = globalRefresh(first);
  const seconds = isOwn ? (value(first.block, 'garp_master_refresh') ?? 0) : usual.seconds;
  const from = isOwn
    ? writtenByAll(members, 'garp_master_refresh')
    : members.flatMap((member) => globalRefresh(member).from);
  if (seconds <= 0) return [];
  trail.note(from, 'garp-refresh');
  for (const member of members.filter(({ node }) => node !== first.node)) {
    if ((value(member.block, 'garp_master_refresh') ?? globalRefresh(member).seconds) === seconds)
      continue;
    const theirs = [
      ...written(member.node, member.block, 'garp_master_refresh'),
      ...globalRefresh(member).from,
    ];
    trail.note(theirs, 'taken-from-first', { file: first.node.file });
  }
  return [
    attribute('arpreroute', 'on', from),
    attribute('arpinterval', `${Math.max(1, Math.round(seconds))}s`, from),
    attribute('arpelapse', `${yearSeconds}s`, from),
  ];
};

/** keepalived puts on the virtual link what goes to its own interface and is of its family. */
const vmacOf = ({ address, device, member }: Placed): Vmac | undefined => {
  const { vmac, family, interface: base } = member.instance;
  return device === base && familyOf(address.ip) === family ? vmac : undefined;
};

const vmacAttributes = ({ first, router }: VirtualIp, { trail }: Context): XmlAttribute[] => {
  const vmac = vmacOf(first);
  if (vmac === undefined) return [];
  const from = writtenByAll(router, 'use_vmac');
  trail.note(from, 'vmac');
  return [attribute('type', 'vmac_invisible', from), attribute('addr', vmac.mac, from)];
};

const holderOf = (ips: readonly VirtualIp[], isFarm: boolean, context: Context): XmlElement => {
  const [first] = ips;
  const vmac = first === undefined ? [] : vmacAttributes(first, context);
  const where = isFarm ? 'alias' : 'one_side_alias';
  const children = ips.map((ip) => addressElement(ip, where));
  if (isFarm) {
    const type = vmac.length > 0 ? vmac : [attribute('type', 'vmac_directed')];
    return element('virtual_interface', { attributes: type, children });
  }
  return vmac.length > 0
    ? element('virtual_interface', { attributes: vmac, children })
    : element('real_interface', { children });
};

const isNamedAlike = (ips: readonly VirtualIp[]): boolean =>
  ips.every(({ first, places }) => places.every(({ device }) => device === first.device));

const interfaceElement = (
  ips: readonly VirtualIp[],
  isFarm: boolean,
  context: Context,
): XmlElement => {
  const { trail } = context;
  const device = ips[0]?.first.device ?? '';
  const from = ips.flatMap(({ router }) => writtenByAll(router, 'interface'));
  const isNamed = isNamedAlike(ips);
  for (const ip of ips) {
    noteAddress(ip, isFarm, context);
    if (!isNamed) trail.note(directivesOf(ip), 'address-device');
  }
  return element('interface', {
    attributes: [
      ...(isNamed ? [attribute('name', device, from)] : []),
      checkOf(device, ips, context),
      ...refreshOf(ips, context),
    ],
    children: [holderOf(ips, isFarm, context)],
    from: isNamed ? [] : from,
  });
};

const isOfAdverts = ({ first }: VirtualIp): boolean =>
  first.device === first.member.instance.interface;

const groupedBy = <T>(list: readonly T[], keyOf: (item: T) => string): T[][] => {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
};

/** The <interface_list> of some addresses; an address on a virtual link is apart from the others. */
export const interfaceList = (
  ips: readonly VirtualIp[],
  isFarm: boolean,
  context: Context,
): XmlElement => {
  // That of the adverts comes first, as whoever converts back takes the first one for it.
  const own = ips.filter(isOfAdverts);
  const sorted = [...own, ...ips.filter((ip) => !own.includes(ip))];
  const groups = groupedBy(sorted, ({ first }) => `${first.device} ${vmacOf(first)?.mac ?? ''}`);
  const lists = ips.flatMap(({ router }) =>
    writtenByAll(router, 'virtual_ipaddress', 'virtual_ipaddress_excluded'),
  );
  const heads = lists.filter(({ path }) => path.at(-1) !== '*');
  context.trail.note(heads, 'address-list');
  return element('interface_list', {
    children: groups.map((group) => interfaceElement(group, isFarm, context)),
    from: [...new Set(heads)],
  });
};
