// <interface> with its virtual addresses, as far as farm and mirror have it alike.

import { familyOf, maskLength, parseIp } from '../../base/ip.ts';
import type { Span } from '../../base/span.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { InterfaceSpec } from '../../../grammars/safekit/index.ts';
import {
  type BoundElement,
  childNamed,
  childrenNamed,
  isOn,
  placeOf,
  valueOf,
} from '../../syntax/safekit/bound.ts';
import { defined } from '../defined.ts';
import type { AddressPlace, ArpReroute, VirtualAddress } from '../farm.ts';

export type VirtualInterface = BoundElement<InterfaceSpec['children']['virtual_interface']>;

export interface ReadInterface {
  readonly name?: string;
  readonly check: boolean;
  readonly arpReroute?: ArpReroute;
  readonly addresses: readonly VirtualAddress[];
  /** Absent: a <real_interface>. */
  readonly virtual?: VirtualInterface;
  readonly span: Span;
}

/** What of a module is being read. */
export interface Reading {
  readonly mode: 'farm' | 'mirror';
  readonly diagnostics: Diagnostic[];
  /** Where each virtual address was first seen. */
  readonly addresses: Map<string, Span>;
}

type AddressElement = BoundElement<
  | InterfaceSpec['children']['virtual_interface']['children']['virtual_addr']
  | InterfaceSpec['children']['real_interface']['children']['virtual_addr']
>;

/** Where addresses may be in a module: what the guide describes, and the one to write. */
const places = {
  farm: { virtual_interface: ['alias'] },
  mirror: {
    virtual_interface: ['one_side_alias'],
    real_interface: ['one_side_alias', 'one_side'],
  },
} as const satisfies {
  readonly [mode: string]: { readonly [holder: string]: readonly AddressPlace[] };
};

const checkPlace = (
  element: AddressElement,
  place: AddressPlace,
  holder: 'virtual_interface' | 'real_interface',
  { mode, diagnostics }: Reading,
): void => {
  const allowed: readonly AddressPlace[] =
    holder === 'virtual_interface' || mode === 'mirror'
      ? (places[mode] as typeof places.mirror)[holder]
      : [];
  const [wanted] = allowed;
  if (wanted === undefined || allowed.includes(place)) return;
  const values = { place, here: `<${holder}>`, mode, wanted };
  diagnostics.push(diagnostic('HA3105', placeOf(element, 'where'), values));
};

const prefixLengthOf = (
  element: AddressElement,
  host: string,
  { diagnostics }: Reading,
): number | undefined => {
  const netmask = valueOf(element, 'netmask');
  if (netmask === undefined) return undefined;
  if (parseIp(host) === null || familyOf(host) === 'inet') return maskLength(netmask) ?? undefined;
  diagnostics.push(diagnostic('HA3110', placeOf(element, 'netmask'), { host }));
  return undefined;
};

const readAddress = (
  element: AddressElement,
  holder: 'virtual_interface' | 'real_interface',
  reading: Reading,
): VirtualAddress | undefined => {
  const host = valueOf(element, 'addr');
  const place = valueOf(element, 'where');
  if (host === undefined || place === undefined) return undefined;
  const { addresses, diagnostics } = reading;
  const span = placeOf(element, 'addr');
  const first = addresses.get(host);
  if (first !== undefined) {
    const labels = [{ span: first, text: 'first written here' }];
    diagnostics.push(diagnostic('HA3106', span, { host }, labels));
    return undefined;
  }
  addresses.set(host, span);
  checkPlace(element, place, holder, reading);
  return defined<VirtualAddress>({
    host,
    place,
    prefixLength: prefixLengthOf(element, host, reading),
    check: isOn(valueOf(element, 'check')),
    countsConnections: isOn(valueOf(element, 'connections')),
    span: element.xml.span,
  });
};

/** Announcements again and again; undefined when they are off. */
const arpRerouteOf = (element: BoundElement<InterfaceSpec>): ArpReroute | undefined =>
  isOn(valueOf(element, 'arpreroute'))
    ? { intervalS: valueOf(element, 'arpinterval'), durationS: valueOf(element, 'arpelapse') }
    : undefined;

/** An <interface>; undefined when it has no addresses of one kind. */
export const readInterface = (
  element: BoundElement<InterfaceSpec>,
  reading: Reading,
): ReadInterface | undefined => {
  const virtual = childNamed(element, 'virtual_interface');
  const real = childNamed(element, 'real_interface');
  if ((virtual === undefined) === (real === undefined)) {
    // What stands there and was not understood has been told.
    const isEmpty = virtual === undefined && element.xml.children.length > 0;
    if (isEmpty) return undefined;
    const found = virtual === undefined ? 'neither' : 'both';
    reading.diagnostics.push(diagnostic('HA3104', element.xml.nameSpan, { found }));
    return undefined;
  }
  const addresses =
    virtual === undefined
      ? childrenNamed(real, 'virtual_addr').map((one) =>
          readAddress(one, 'real_interface', reading),
        )
      : childrenNamed(virtual, 'virtual_addr').map((one) =>
          readAddress(one, 'virtual_interface', reading),
        );
  return defined<ReadInterface>({
    name: valueOf(element, 'name'),
    check: isOn(valueOf(element, 'check')),
    arpReroute: arpRerouteOf(element),
    addresses: addresses.filter((one) => one !== undefined),
    virtual,
    span: element.xml.span,
  });
};
