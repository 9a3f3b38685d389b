// `ip -N -j -d link show` and `ip -N -j -d addr show`: links, and the addresses on them, which the first
// leaves out as the second does how link-local addresses are made. -N: scopes as numbers.

import { parseIp } from '../base/ip.ts';
import { withRanks } from '../plan/places.ts';
import type { AddressOnLink, Link } from '../plan/state.ts';
import { compact, integer, type Json, parseList, type Query, text } from './query.ts';

/** Lifetimes are 32 bits; all ones is forever. */
const forever = 0xffffffff;

const flagNames = ['autojoin', 'home', 'mngtmpaddr', 'nodad', 'noprefixroute'];

const readLink = (entry: Json): Link => {
  const info = (entry['linkinfo'] ?? {}) as Json;
  const data = (info['info_data'] ?? {}) as Json;
  return compact<Link>({
    kind: 'link',
    name: text(entry['ifname']) ?? '',
    type: text(info['info_kind']) ?? '',
    parent: text(entry['link']),
    mac: text(entry['address']) ?? '',
    mode: text(data['mode']),
    up: ((entry['flags'] ?? []) as string[]).includes('UP'),
    addressGeneration: text(entry['inet6_addr_gen_mode']),
    group: integer(entry['group']),
  });
};

const readAddress = (device: string, entry: Json): AddressOnLink | undefined => {
  const ip = parseIp(text(entry['local']) ?? '');
  if (ip === null) return undefined;
  const preferred = integer(entry['preferred_life_time'], forever);
  const valid = integer(entry['valid_life_time'], forever);
  const address = compact<AddressOnLink>({
    kind: 'address',
    device,
    ip,
    prefixLength: integer(entry['prefixlen']),
    peer: text(entry['address']),
    scope: integer(entry['scope']),
    broadcast: text(entry['broadcast']),
    label: text(entry['label']),
    flags: flagNames.filter((flag) => entry[flag] === true),
    preferredS: preferred >= forever ? 'forever' : preferred,
    validS: valid >= forever ? undefined : valid,
  });
  return address;
};

const readLinks = (output: string): Link[] =>
  parseList(output)
    .map(readLink)
    .filter(({ name }) => name !== '');

const readAddresses = (output: string): AddressOnLink[] =>
  parseList(output).flatMap((entry) => {
    const name = text(entry['ifname']) ?? '';
    const entries = (entry['addr_info'] ?? []) as Json[];
    return withRanks(entries.flatMap((one) => readAddress(name, one) ?? []));
  });

export const linkQueries: readonly Query[] = [
  { topic: 'network', argv: ['ip', '-N', '-j', '-d', 'link', 'show'], read: readLinks },
  { topic: 'network', argv: ['ip', '-N', '-j', '-d', 'addr', 'show'], read: readAddresses },
];
