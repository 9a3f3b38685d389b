// The virtual addresses of a module as lines of virtual_ipaddress, with what follows from where they are.

import { addressBits, familyOf, networkOf, parseIp } from '../../base/ip.ts';
import type { ArpReroute, VirtualAddress } from '../../ir/farm.ts';
import { type BoundElement, childNamed, childrenNamed } from '../../syntax/safekit/bound.ts';
import type { InterfaceSpec } from '../../../grammars/safekit/index.ts';
import type { Directive } from '../directive.ts';
import type { Statement } from '../document/keepalived.ts';
import type { Context } from './context.ts';
import { listOf, refresh, type Router, say } from './router.ts';
import type { SourceModule } from './source.ts';

/** What mirrors and farms say alike of an `<interface>`. */
interface Interface {
  readonly name?: string;
  readonly check: boolean;
  readonly vmac?: string | { readonly type: string; readonly mac?: string };
  readonly arpReroute?: ArpReroute;
  readonly addresses: readonly VirtualAddress[];
  readonly span: { readonly start: number };
}

type Element = BoundElement<InterfaceSpec>;

export interface PlacedAddress {
  readonly ip: string;
  readonly length: number;
  readonly device: string;
  readonly isChecked: boolean;
  readonly isSource: boolean;
  readonly from: readonly Directive[];
}

export interface Placed {
  readonly addresses: readonly PlacedAddress[];
  /** Interfaces that the module looks at, with what says so. */
  readonly checked: ReadonlyMap<string, readonly Directive[]>;
  /** Those that it does not look at. */
  readonly unchecked: ReadonlyMap<string, readonly Directive[]>;
  readonly reroute: readonly Statement[];
  readonly vmac: readonly Statement[];
  /** The elements around addresses. */
  readonly around: readonly Directive[];
  /** What the instance does by itself. */
  readonly ambient: readonly Directive[];
}

const holderOf = (element: Element): BoundElement | undefined =>
  childNamed(element, 'real_interface') ?? childNamed(element, 'virtual_interface');

const elementsOf = ({ service }: SourceModule): readonly Element[] =>
  childrenNamed(childNamed(childNamed(service, 'vip'), 'interface_list'), 'interface');

const lengthOf = (
  ip: string,
  address: VirtualAddress,
  from: readonly Directive[],
  context: Context,
): { readonly length: number; readonly isKnown: boolean; readonly key: string } => {
  const key = `address.${ip}.length`;
  const { prefixLength } = address;
  if (prefixLength !== undefined) return { length: prefixLength, isKnown: true, key };
  const bits = addressBits(familyOf(ip));
  const length = context.choices.choose(key, {
    form: 'prefixLength',
    fallback: bits,
    why: 'SafeKit takes the mask of the interface, which no file says; without one the address stands alone',
    about: from,
  });
  return { length, isKnown: context.choices.isGiven(key), key };
};

/** The virtual addresses of a module that are known before anything is asked. */
export const literalAddresses = (interfaces: readonly Interface[]): string[] =>
  interfaces.flatMap(({ addresses }) => addresses.flatMap(({ host }) => parseIp(host) ?? []));

const ipOf = (
  { host }: VirtualAddress,
  from: readonly Directive[],
  { choices, trail }: Context,
): string | undefined => {
  const written = parseIp(host);
  if (written !== null) return written;
  const key = `address.${host}.ip`;
  const why = 'keepalived wants an address, and the file names a host';
  const chosen = choices.choose<string>(key, {
    form: 'hostAddress',
    fallback: '',
    why,
    about: from,
  });
  if (chosen === '') trail.note(from, 'address-by-name', { key });
  return chosen === '' ? undefined : chosen;
};

/** What is round an address. */
interface Circumstances {
  readonly hasVmac: boolean;
  /** On the virtual link of the instance. */
  readonly isOnVmac: boolean;
  /** Whether keepalived follows addresses of its interface. */
  readonly isFollowed: boolean;
}

const placeAddress = (
  module: SourceModule,
  element: BoundElement,
  address: VirtualAddress,
  device: string,
  { hasVmac, isOnVmac, isFollowed }: Circumstances,
  context: Context,
): PlacedAddress[] => {
  const { directives } = module;
  const { trail } = context;
  const from = directives.of(element, 'addr', 'netmask');
  const rest = directives.attributes(element, 'where', 'check');
  const ip = ipOf(address, [...from, ...rest], context);
  if (ip === undefined) return [];
  const { length, isKnown, key } = lengthOf(ip, address, from, context);
  if (isOnVmac) trail.note(from, 'address-on-vmac');
  else if (hasVmac) trail.note(from, 'address-without-vmac');
  else if (isKnown) trail.note(from, 'address');
  else trail.note(from, 'address-without-mask', { length, key });
  const where = directives.attributes(element, 'where');
  const isSource = address.place === 'one_side';
  const isAlone = length === addressBits(familyOf(ip));
  if (!isSource) trail.note(where, 'address');
  else if (isAlone) trail.note(where, 'one-side-without-mask', { key });
  else trail.note(where, 'one-side');
  const check = directives.attributes(element, 'check');
  if (!address.check) trail.note(check, 'no-check-address');
  else trail.note(check, isFollowed ? 'check-address' : 'check-address-lost');
  trail.note(directives.attributes(element, 'connections'), 'connections');
  return [
    {
      ...{ ip, length, device, isChecked: address.check, isSource: isSource && !isAlone },
      from: [...from, ...where, ...check],
    },
  ];
};

/** Whether the virtual link of the instance has what a `<virtual_interface>` holds. */
const isOnLink = (one: Interface, device: string, router: Router): boolean =>
  typeof one.vmac === 'string' &&
  device === router.device &&
  one.addresses.every(({ host }) => parseIp(host) === null || familyOf(host) === router.family);

const vmacStatements = (
  module: SourceModule,
  element: Element,
  one: Interface,
  device: string,
  router: Router,
  { trail }: Context,
): Statement[] => {
  const holder = childNamed(element, 'virtual_interface');
  if (typeof one.vmac !== 'string' || holder === undefined) return [];
  const from = module.directives.of(holder, 'type', 'addr');
  if (!isOnLink(one, device, router)) {
    trail.note(from, 'vmac-elsewhere');
    return [];
  }
  trail.note(from, 'vmac');
  return [say(['use_vmac', `vrrp.${router.vrid}`, one.vmac], from), say(['vmac_xmit_base'], from)];
};

const noteReroute = (
  { directives }: SourceModule,
  element: Element,
  reroute: ArpReroute | undefined,
  { trail }: Context,
): readonly Directive[] => {
  const from = directives.attributes(element, 'arpreroute', 'arpinterval', 'arpelapse');
  trail.note(from, reroute === undefined ? 'arp-off' : 'arp-on');
  return from;
};

const add = (
  map: Map<string, readonly Directive[]>,
  key: string,
  from: readonly Directive[],
): void => void map.set(key, [...(map.get(key) ?? []), ...from]);

/** Where everything of `<interface_list>` goes. */
export const placeAddresses = (
  module: SourceModule,
  interfaces: readonly Interface[],
  router: Router,
  context: Context,
): Placed => {
  const { directives } = module;
  const { trail } = context;
  const addresses: PlacedAddress[] = [];
  const checked = new Map<string, readonly Directive[]>();
  const unchecked = new Map<string, readonly Directive[]>();
  const reroute: Statement[] = [];
  const vmac: Statement[] = [];
  const vip = childNamed(module.service, 'vip');
  const list = childNamed(vip, 'interface_list');
  const around = [vip, list].flatMap((one) => (one === undefined ? [] : directives.of(one)));
  const ambient: Directive[] = [];
  for (const element of elementsOf(module)) {
    const one = interfaces.find(({ span }) => span.start === element.xml.span.start);
    if (one === undefined) continue;
    const device = one.name ?? router.device;
    const name = directives.attributes(element, 'name');
    trail.note(name, 'interface-name');
    const check = directives.attributes(element, 'check');
    trail.note(check, one.check ? 'check-interface' : 'no-check-interface');
    add(one.check ? checked : unchecked, device, check);
    const holder = holderOf(element);
    around.push(...directives.of(element), ...(holder === undefined ? [] : directives.of(holder)));
    const again = noteReroute(module, element, one.arpReroute, context);
    if (one.arpReroute === undefined) ambient.push(...again);
    else reroute.splice(0, reroute.length, ...refresh(one.arpReroute, again));
    // Of another interface than its own an instance follows both or neither.
    const isFollowed = one.check || device === router.device;
    vmac.push(...vmacStatements(module, element, one, device, router, context));
    for (const inner of (holder?.children ?? []).filter((child) => child.name === 'virtual_addr')) {
      const address = one.addresses.find(({ span }) => span.start === inner.xml.span.start);
      if (address === undefined) continue;
      const hasVmac = typeof one.vmac === 'string';
      const how = { hasVmac, isOnVmac: isOnLink(one, device, router), isFollowed };
      const placed = placeAddress(module, inner, address, device, how, context);
      addresses.push(...placed.map((found) => ({ ...found, from: [...found.from, ...name] })));
    }
  }
  trail.note(around, 'vip');
  return { addresses, checked, unchecked, reroute, vmac, around, ambient };
};

/** A line of virtual_ipaddress; what goes to the interface of the adverts need not name it. */
const addressLine = (
  { ip, length, device, isChecked, from }: PlacedAddress,
  off: readonly Directive[] | undefined,
): Statement => {
  const words = [`${ip}/${length}`, 'dev', device];
  return isChecked && off === undefined
    ? say(words, from)
    : say([...words, 'no_track'], [...from, ...(off ?? [])]);
};

const routeLine = ({ ip, length, device, from }: PlacedAddress, isFollowed: boolean): Statement => {
  const words = [`${networkOf(ip, length)}/${length}`, 'dev', device, 'src', ip];
  return say(isFollowed ? words : [...words, 'no_track'], from);
};

/** The lists of addresses and routes of an instance. */
export const addressStatements = (
  { addresses, unchecked, around }: Placed,
  { device: primary, family }: Router,
): Statement[] => {
  const lineOf = (one: PlacedAddress): Statement =>
    addressLine(one, one.device === primary ? undefined : unchecked.get(one.device));
  const isInside = ({ ip }: PlacedAddress): boolean => familyOf(ip) === family;
  const inside = addresses.filter(isInside).map(lineOf);
  const routes = addresses
    .filter(({ isSource }) => isSource)
    .map((one) => routeLine(one, !unchecked.has(one.device)));
  return [
    ...(inside.length === 0 ? [] : [say(['virtual_ipaddress'], around, inside)]),
    // An advert carries addresses of one family.
    ...listOf('virtual_ipaddress_excluded', addresses.filter((one) => !isInside(one)).map(lineOf)),
    ...listOf('virtual_routes', routes),
  ];
};

/** What an instance follows besides the interface of its adverts, and whether it follows that: `isChecked`. */
export const followStatements = (
  { checked, unchecked }: Placed,
  { device: primary }: Router,
  isChecked: boolean,
): readonly Statement[] => {
  const elsewhere = [...checked].filter(([device]) => device !== primary);
  const isFollowed = checked.has(primary) || isChecked;
  const off = unchecked.get(primary) ?? [];
  const named = elsewhere.map(([device, from]) => say([device], from));
  return [
    ...(isFollowed ? [] : [say(['dont_track_primary'], off)]),
    ...listOf('track_interface', named),
  ];
};
