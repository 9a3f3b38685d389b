// Where a virtual address of SafeKit goes: the interface that is named, or whose network holds it, with
// the length of that network (SafeKit User's Guide §13.6.5, `name` and `netmask`).

import { addressBits, familyOf, isInNetwork, lengthMask } from '../../base/ip.ts';
import { suggest } from '../../base/suggest.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { VirtualAddress } from '../../ir/farm.ts';
import type { HostLink, HostView } from '../../ir/world.ts';
import { addressOf } from './names.ts';

export interface Place {
  readonly ip: string;
  readonly device: string;
  readonly prefixLength: number;
  /** The link as the host has it; absent where links are not known. */
  readonly link?: HostLink;
}

export type Placed =
  | { readonly place: Place; readonly warnings: readonly Diagnostic[] }
  | { readonly problem: Diagnostic };

/** What of an interface the file says. */
interface Named {
  readonly name?: string;
}

const networksWith = ({ addresses }: HostLink, ip: string) =>
  addresses.filter((own) => isInNetwork(ip, own.ip, own.prefixLength) && own.ip !== ip);

const withoutLink = ({ links }: HostView, ip: string, { span }: VirtualAddress): Diagnostic => {
  const networks = links.flatMap(({ name, addresses }) =>
    addresses
      .filter((own) => familyOf(own.ip) === familyOf(ip))
      .map((own) => `${name} ${own.ip}/${own.prefixLength}`),
  );
  const isKnown = links.length > 0;
  const has =
    networks.length === 0 ? 'it has none of this family' : `it has ${networks.join(', ')}`;
  const mend = isKnown
    ? `write name="INTERFACE" on <interface> if it is none of its networks (${has})`
    : 'write name="INTERFACE" on <interface>, or plan against the live kernel or a saved state';
  const where = isKnown ? 'of this host' : 'is known that';
  return diagnostic('HA5402', span, { where, address: ip, mend });
};

type Found = { readonly device: string; readonly link?: HostLink } | Diagnostic;

const deviceFor = (view: HostView, { name }: Named, ip: string, address: VirtualAddress): Found => {
  const { span } = address;
  if (name !== undefined) {
    const link = view.links.find((one) => one.name === name);
    if (link !== undefined || view.links.length === 0)
      return { device: name, ...(link && { link }) };
    const names = view.links.map((one) => one.name);
    const near = suggest(name, names);
    const mend =
      near === undefined ? `the host has ${names.join(', ')}` : `did you mean "${near}"?`;
    return diagnostic('HA5008', span, { name, object: `address ${ip}`, mend });
  }
  const [link, ...others] = view.links.filter((one) => networksWith(one, ip).length > 0);
  if (link === undefined) return withoutLink(view, ip, address);
  if (others.length === 0) return { device: link.name, link };
  const interfaces = [link, ...others].map((one) => one.name).join(', ');
  return diagnostic('HA5403', span, { address: ip, interfaces, first: link.name });
};

const unknownLength = (
  ip: string,
  device: string,
  lengths: readonly number[],
  { span }: VirtualAddress,
): Diagnostic => {
  const isIpv4 = familyOf(ip) === 'inet';
  const masks = lengths.map((length) => (isIpv4 ? lengthMask(length) : String(length)));
  const reason =
    lengths.length === 0
      ? `Nothing is known of an address of ${device} in its network`
      : `${device} has it in networks of several lengths (${masks.join(', ')})`;
  const mend = isIpv4
    ? `write netmask="${masks[0] ?? '255.255.255.0'}" on <virtual_addr>`
    : `give ${device} one address of that network first, or plan against the state of the host`;
  return diagnostic('HA5404', span, { reason, address: ip, mend });
};

const apart = (place: Place, { span }: VirtualAddress): Diagnostic[] => {
  const { ip, prefixLength, device, link } = place;
  const own = link?.addresses.filter((one) => familyOf(one.ip) === familyOf(ip)) ?? [];
  const [first] = own;
  const isSecond = own.some(
    (one) => one.prefixLength === prefixLength && isInNetwork(ip, one.ip, prefixLength),
  );
  if (first === undefined || isSecond || prefixLength === addressBits(familyOf(ip))) return [];
  const values = {
    address: ip,
    length: prefixLength,
    own: `${first.ip}/${first.prefixLength}`,
    interface: device,
  };
  return [diagnostic('HA5405', span, values)];
};

/** Finds the place of an address of an `<interface>`, or says what the file must say for that. */
export const placeAddress = (view: HostView, named: Named, address: VirtualAddress): Placed => {
  const resolved = addressOf(address.host, address.span, view);
  if ('problem' in resolved) return resolved;
  const { ip } = resolved;
  const found = deviceFor(view, named, ip, address);
  if ('code' in found) return { problem: found };
  const { device, link } = found;
  const known = link === undefined ? [] : networksWith(link, ip);
  const lengths = [...new Set(known.map((one) => one.prefixLength))];
  const [length] = lengths;
  const prefixLength = address.prefixLength ?? (lengths.length === 1 ? length : undefined);
  if (prefixLength === undefined) return { problem: unknownLength(ip, device, lengths, address) };
  const place: Place = { ip, device, prefixLength, ...(link && { link }) };
  return { place, warnings: apart(place, address) };
};
