// What objects of the kernel must look like in files. Texts become words of command lines, so nothing in
// them may end a word, let alone a line.

import {
  boolean,
  both,
  dictionary,
  either,
  integer,
  isMembers,
  listOf,
  matching,
  object,
  oneOf,
  type Shape,
  that,
} from '../base/shape.ts';
import { keyOf } from './kinds.ts';
import type { Kind, Resource } from './state.ts';

const word = matching(/^[^\s\p{Cc}]+$/u, 'a word');
const wordOrNone = matching(/^[^\s\p{Cc}]*$/u, 'a word');
/** Several words, or a sentence for people. */
export const line = matching(/^\P{Cc}*$/u, 'a line of text');

const ip = matching(/^[0-9a-f.:]+$/, 'an address');
const prefix = matching(/^[0-9a-f.:]+\/[0-9]+$/, 'an address with a prefix length');
const family = oneOf('inet', 'inet6');
const byte = integer(0, 255);
const port = integer(0, 65535);
const number = integer(0, 4294967295);
const any: Shape = () => null;

const hop = object({ weight: integer(1, 256), onLink: boolean }, { via: ip, device: word });

const serviceId = either(
  object({ mark: integer(1, 4294967295), family }),
  object({ protocol: oneOf('tcp', 'udp', 'sctp'), ip, port }),
);

const forwarding = either(
  object({ method: oneOf('nat', 'dr') }),
  object({
    method: oneOf('tun'),
    tunnel: object(
      { type: oneOf('ipip', 'gue', 'gre'), checksum: oneOf('nocsum', 'csum', 'remcsum') },
      { port },
    ),
  }),
);

const hasOneMember = that(
  (value) => isMembers(value) && Object.keys(value).length === 1,
  'an object with one member',
);

const nftObject = both(dictionary(word, that(isMembers, 'an object')), hasOneMember);

type Members = { readonly [name: string]: Shape };

/** The members of each kind besides `kind`: those that must be there, and those that may. */
const members: { readonly [K in Kind]: readonly [required: Members, optional: Members] } = {
  link: [
    { name: word, type: wordOrNone, mac: wordOrNone, up: boolean, group: integer(0) },
    { parent: word, mode: word, addressGeneration: word },
  ],
  sysctl: [{ name: matching(/^net\/[^\s\p{Cc}=]+$/u, 'a parameter'), value: line }, {}],
  address: [
    {
      device: word,
      ip,
      prefixLength: integer(0, 128),
      scope: byte,
      flags: listOf(oneOf('autojoin', 'home', 'mngtmpaddr', 'nodad', 'noprefixroute')),
      preferredS: either(oneOf('forever'), integer(0)),
    },
    {
      peer: ip,
      broadcast: ip,
      label: word,
      validS: integer(0),
      resetsConnections: oneOf(true),
      rank: integer(0),
    },
  ],
  route: [
    {
      family,
      table: number,
      type: word,
      destination: prefix,
      tos: byte,
      metric: number,
      protocol: byte,
      scope: byte,
      onLink: boolean,
      hops: listOf(hop),
      metrics: dictionary(word, line),
    },
    { via: ip, device: word, source: ip },
  ],
  rule: [{ family, priority: number, selector: line, protocol: byte }, { rank: integer(0) }],
  'nft-table': [
    {
      family: oneOf('ip', 'ip6', 'inet', 'netdev', 'arp', 'bridge'),
      name: word,
      objects: listOf(nftObject),
    },
    {},
  ],
  'ipvs-service': [
    { id: serviceId, scheduler: word, flags: listOf(word), onePacket: boolean },
    { persistenceS: integer(1), granularity: word, engine: word },
  ],
  'ipvs-server': [
    {
      service: serviceId,
      ip,
      port,
      forwarding,
      weight: integer(0),
      upperThreshold: integer(0),
      lowerThreshold: integer(0),
    },
    {},
  ],
  'ipvs-sync': [
    { role: oneOf('master', 'backup'), device: word, syncId: byte },
    { maxLengthBytes: integer(1), group: ip, port, ttl: byte },
  ],
  'ipvs-timeouts': [{}, { tcpS: integer(1), tcpFinS: integer(1), udpS: integer(1) }],
};

const shapes = new Map(
  Object.entries(members).map(([kind, [required, optional]]) => [
    kind,
    object({ kind: any, ...required }, optional),
  ]),
);

export const resourceShape: Shape = (value, place) => {
  if (!isMembers(value)) return `${place} is no object`;
  const shape = shapes.get(String(value['kind']));
  return shape === undefined ? `${place}.kind is no kind of object` : shape(value, place);
};

/** A key by itself: it starts with its kind. */
export const keyShape = matching(
  new RegExp(`^(${[...shapes.keys()].join('|')})(:\\P{Cc}*)?$`, 'u'),
  'the key of an object',
);

/** Whether `key` is that of `resource`, both of which have their shapes. */
export const isKeyOf = (key: unknown, resource: unknown): boolean =>
  keyOf(resource as Resource) === key;
