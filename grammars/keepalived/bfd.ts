// bfd_instance. keepalived.conf(5), BFD CONFIGURATION; RFC 5880.

import type { BlockSpec } from '../schema.ts';
import { bool, decimal, int, ip, oneOf, optional, word } from '../schema.ts';

export const bfdInstance = {
  source_ip: {
    doc: 'Local address, same family as neighbor.',
    args: [ip()],
    default: 'any',
    since: '2.0.0',
  },
  neighbor_ip: {
    doc: 'Peer address; bad value drops the instance.',
    args: [ip()],
    default: 'required',
    since: '2.0.0',
  },
  neighbour_ip: {
    doc: 'British spelling of neighbor_ip.',
    args: [ip()],
    default: 'required',
    since: '2.0.0',
  },
  min_rx: {
    doc: 'Required minimum receive interval.',
    args: [decimal('MILLISECONDS', 1, 4294967)],
    default: '10',
    since: '2.0.0',
  },
  min_tx: {
    doc: 'Desired minimum transmit interval.',
    args: [decimal('MILLISECONDS', 1, 4294967)],
    default: '10',
    since: '2.0.0',
  },
  idle_tx: {
    doc: 'Transmit interval when not up.',
    args: [decimal('MILLISECONDS', 1000, 4294967)],
    default: '1000',
    since: '2.0.0',
  },
  multiplier: {
    doc: 'Missed packets before down.',
    args: [int('NUMBER', 1, 255)],
    default: '5',
    since: '2.0.0',
  },
  passive: { doc: 'Wait for the peer to start.', since: '2.0.0' },
  ttl: {
    doc: 'Outgoing TTL.',
    args: [int('NUMBER', 1, 255)],
    default: '255 (IPv4)',
    since: '2.0.0',
  },
  hoplimit: {
    doc: 'Outgoing hop limit.',
    args: [int('NUMBER', 1, 255)],
    default: '64 (IPv6)',
    since: '2.0.0',
  },
  max_hops: {
    doc: 'Allowed TTL reduction of received packets.',
    args: [int('NUMBER', -1, 255)],
    default: '0',
    since: '2.0.0',
  },
  multihop: { doc: 'Use port 4784 (RFC5883).', args: [optional(bool())], since: '2.2.8' },
  weight: {
    doc: 'Default tracking weight in VRRP.',
    args: [int('WEIGHT', -253, 253), optional(oneOf('reverse'))],
    default: '0',
  },
  vrrp: { doc: 'Deliver events to the VRRP process.', default: 'both', since: '2.0.0' },
  checker: { doc: 'Deliver events to the checker process.', default: 'both', since: '2.0.0' },
} as const satisfies BlockSpec;

export const bfdBlocks = {
  bfd_instance: {
    doc: 'One BFD session; invalid instance dropped.',
    args: [word('NAME')],
    block: bfdInstance,
    repeat: 'append',
    since: '2.0.0',
  },
} as const satisfies BlockSpec;
