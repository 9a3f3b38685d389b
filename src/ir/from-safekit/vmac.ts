// The Ethernet address that the nodes of a farm share, or that goes from node to node of a mirror.

import { familyOf, ipBytes, parseIp } from '../../base/ip.ts';
import type { Diagnostic } from '../../diag/diagnostic.ts';
import { diagnostic } from '../../diag/diagnostic.ts';
import { placeOf, valueOf } from '../../syntax/safekit/bound.ts';
import type { FarmInterface, VirtualAddress } from '../farm.ts';
import type { VirtualInterface } from './interfaces.ts';

const hex = (octet: number): string => octet.toString(16).padStart(2, '0');

/** 5A:FE and the address, as the guide says (§13.6.5.1); null for what is no IPv4 address. */
const macFor = (host: string): string | null => {
  const ip = parseIp(host);
  if (ip === null || familyOf(ip) !== 'inet') return null;
  return ['5a', 'fe', ...ipBytes(ip).map(hex)].join(':');
};

/** Odd first octets are of groups of hosts (IEEE 802). */
const isShared = (mac: string): boolean => Number.parseInt(mac.slice(0, 2), 16) % 2 === 1;

/** The type of a <virtual_interface>, with its address; undefined when nobody can say it. */
export const vmacOf = (
  element: VirtualInterface,
  [first]: readonly VirtualAddress[],
  diagnostics: Diagnostic[],
): FarmInterface['vmac'] | undefined => {
  const type = valueOf(element, 'type');
  if (type === undefined) {
    // An attribute that nobody knows may have been meant.
    const { xml, spec } = element;
    const isGuessed = xml.attributes.some(({ name }) => !Object.hasOwn(spec.attributes, name));
    if (!element.attributes.has('type') && !isGuessed) {
      const problem = diagnostic('HA3102', element.xml.nameSpan, {});
      diagnostics.push({ ...problem, stopsPlan: true });
    }
    return undefined;
  }
  if (type === 'vmac_directed') return { type: 'directed' };
  const written = valueOf(element, 'addr');
  if (written !== undefined) {
    if (isShared(written)) {
      diagnostics.push(diagnostic('HA3109', placeOf(element, 'addr'), { mac: written }));
    }
    return { type: 'invisible', mac: written };
  }
  if (element.attributes.has('addr') || first === undefined) return undefined;
  const mac = macFor(first.host);
  if (mac !== null) return { type: 'invisible', mac };
  const problem = diagnostic('HA3103', element.xml.nameSpan, { first: first.host });
  diagnostics.push({ ...problem, stopsPlan: true });
  return undefined;
};
