// The small languages inside value blocks: one address, route, rule, tracked object or peer a line.
// keepalived.conf(5), STATIC TRACK GROUPS and VRRP INSTANCE; the words are those of ip(8).

import type { EntrySpec, OptionSpec, OptionTable } from '../schema.ts';
import {
  changedIn,
  command,
  decimalOrHex,
  ifname,
  int,
  ip,
  numericPrefix,
  oneOf,
  optional,
  prefix,
  silentBefore,
  uint32,
  wholeIp,
  word,
} from '../schema.ts';
import { unreleased } from './versions.ts';

/** A command and whom it runs as. A command with arguments is one quoted word. */
export const script = [command(), optional(word('USER')), optional(word('GROUP'))] as const;

/** What all lines of addresses have in common. */
export const addressLine = {
  per: 'line',
  args: [numericPrefix('ADDRESS[/LENGTH]')],
  options: {
    dev: { doc: 'Interface of the address.', args: [ifname()] },
    scope: { doc: 'Address scope.', args: [word('SCOPE', { form: 'scope' })] },
    broadcast: { doc: 'Broadcast address.', args: [word('IP|+|-', { form: 'broadcast' })] },
    brd: {
      doc: 'Short form of broadcast.',
      args: [word('IP|+|-', { form: 'broadcast' })],
      sameAs: 'broadcast',
    },
    label: { doc: 'Address label.', args: [word('LABEL', { maxLength: 15, form: 'label' })] },
    peer: { doc: 'Point-to-point peer.', args: [changedIn('2.2.8', prefix(), wholeIp())] },
    home: { doc: 'IPv6 home address flag.' },
    '-nodad': { doc: 'Leave duplicate address detection on.' },
    mngtmpaddr: { doc: 'Managed temporary addresses.' },
    noprefixroute: { doc: 'No prefix route.' },
    autojoin: { doc: 'Join multicast group.' },
    no_track: { doc: 'Do not watch or restore this address.' },
    preferred_lft: {
      doc: 'Preferred lifetime.',
      args: [word('SECONDS|forever', { form: 'lifetime' })],
    },
  },
} as const satisfies EntrySpec;

/** One line of virtual_ipaddress and virtual_ipaddress_excluded. */
export const virtualAddressLine = {
  ...addressLine,
  options: { ...addressLine.options, use_vmac: { doc: 'Put this address on its own VMAC.' } },
} as const satisfies EntrySpec;

/** What is there as long as the daemon may follow instances. */
const trackGroup = {
  track_group: { doc: 'Track_group that this follows.', args: [word('NAME')] },
} as const satisfies OptionTable;

/** One line of static_ipaddress. */
export const staticAddressLine = {
  ...addressLine,
  options: { ...addressLine.options, ...trackGroup },
} as const satisfies EntrySpec;

/** A gateway, with its family where that differs from the destination's. */
const gateway = [optional(oneOf('inet', 'inet6')), ip()] as const;
/** A metric that may be locked against path discovery. */
const lockable = [optional(oneOf('lock')), word('NUMBER', { form: 'digits' })] as const;
const lockableTime = [optional(oneOf('lock')), word('TIME', { form: 'time' })] as const;

const encapOptions = {
  id: { doc: 'Tunnel id.', args: [word('VALUE')] },
  dst: { doc: 'Outer destination.', args: [word('VALUE')] },
  src: { doc: 'Outer source.', args: [word('VALUE')] },
  tos: { doc: 'Outer TOS.', args: [word('VALUE')] },
  tc: { doc: 'Outer traffic class.', args: [word('VALUE')] },
  ttl: { doc: 'Outer TTL.', args: [word('VALUE')] },
  hoplimit: { doc: 'Outer hop limit.', args: [word('VALUE')] },
  flags: { doc: 'Tunnel flags.', args: [word('VALUE')] },
} as const satisfies OptionTable;

const encap = {
  doc: 'Light-weight tunnel.',
  args: [oneOf('ip', 'ip6', 'mpls', 'ila')],
  starts: encapOptions,
} as const satisfies OptionSpec;

const hopOptions = {
  encap,
  via: { doc: 'Gateway.', args: gateway },
  dev: { doc: 'Interface.', args: [ifname()] },
  weight: { doc: 'Weight.', args: [int('WEIGHT', 1, 256)] },
  onlink: { doc: 'On link.' },
  realms: { doc: 'Realms.', args: [word('REALMS')] },
  as: { doc: 'New destination.', args: [optional(oneOf('to')), ip()] },
} as const satisfies OptionTable;

/** One line of virtual_routes. */
export const routeLine = {
  per: 'line',
  args: [optional(prefix('DESTINATION'))],
  options: {
    encap,
    inet: { doc: 'Forces IPv4; the word behind it is skipped.', skipsNext: true },
    inet6: { doc: 'Forces IPv6; the word behind it is skipped.', skipsNext: true },
    unicast: { doc: 'Route type: an ordinary route.' },
    local: { doc: 'Route type: delivered here.' },
    broadcast: { doc: 'Route type: sent as link broadcast.' },
    multicast: { doc: 'Route type: multicast.' },
    anycast: { doc: 'Route type: anycast.' },
    blackhole: { doc: 'Route type: dropped in silence.' },
    unreachable: { doc: 'Route type: dropped, ICMP host unreachable.' },
    prohibit: { doc: 'Route type: dropped, ICMP prohibited.' },
    throw: { doc: 'Route type: lookup goes on in the next table.' },
    to: { doc: 'Destination.', args: [prefix()] },
    src: { doc: 'Preferred source.', args: [ip()] },
    as: { doc: 'RTA_NEWDST (MPLS).', args: [optional(oneOf('to')), ip()] },
    via: { doc: 'Gateway.', args: gateway },
    gw: { doc: 'Synonym of via.', args: gateway, sameAs: 'via', deprecated: { use: 'via' } },
    from: { doc: 'Source prefix.', args: [prefix()] },
    tos: { doc: 'TOS.', args: [word('TOS', { form: 'tos' })] },
    dsfield: { doc: 'Synonym of tos.', args: [word('TOS', { form: 'tos' })], sameAs: 'tos' },
    table: { doc: 'Routing table.', args: [word('TABLE')] },
    protocol: { doc: 'Route protocol.', args: [word('PROTOCOL', { form: 'name' })] },
    scope: { doc: 'Scope.', args: [word('SCOPE', { form: 'scope' })] },
    metric: { doc: 'Metric.', args: [int('METRIC', 0, uint32)] },
    priority: { doc: 'Synonym of metric.', args: [int('METRIC', 0, uint32)], sameAs: 'metric' },
    preference: { doc: 'Synonym of metric.', args: [int('METRIC', 0, uint32)], sameAs: 'metric' },
    dev: { doc: 'Out interface; needed for tracking.', args: [ifname()] },
    oif: { doc: 'Synonym of dev.', args: [ifname()], sameAs: 'dev' },
    onlink: { doc: 'Gateway on link.' },
    expires: { doc: 'Lifetime.', args: [int('SECONDS', 0, uint32)] },
    mtu: { doc: 'MTU.', args: lockable },
    hoplimit: { doc: 'Hop limit.', args: [int('HOPS', 0, 255)] },
    advmss: { doc: 'MSS.', args: lockable },
    rtt: { doc: 'RTT.', args: lockableTime },
    rttvar: { doc: 'RTT variance.', args: lockableTime },
    reordering: { doc: 'Reordering.', args: lockable },
    window: { doc: 'Window.', args: [word('BYTES', { form: 'digits' })] },
    cwnd: { doc: 'Congestion window.', args: lockable },
    ssthresh: { doc: 'Slow start threshold.', args: lockable },
    realms: { doc: 'Realms.', args: [word('REALMS')] },
    rto_min: { doc: 'Minimum RTO.', args: lockableTime },
    initcwnd: { doc: 'Initial cwnd.', args: [int('SEGMENTS', 0, uint32)] },
    initrwnd: { doc: 'Initial rwnd.', args: [int('SEGMENTS', 0, uint32)] },
    features: { doc: 'Route features.', args: [oneOf('ecn')] },
    quickack: { doc: 'Quick ack.', args: [oneOf('0', '1')] },
    congctl: {
      doc: 'Congestion control.',
      args: [optional(oneOf('lock')), silentBefore(unreleased, word('NAME', { form: 'name' }))],
    },
    pref: { doc: 'Router preference.', args: [oneOf('low', 'medium', 'high')] },
    'ttl-propagate': { doc: 'MPLS TTL propagation.', args: [oneOf('enabled', 'disabled')] },
    fastopen_no_cookie: { doc: 'TFO without cookie.', args: [oneOf('0', '1')] },
    add: { doc: 'Fail if a matching route exists.' },
    prepend: { doc: 'Insert before matching routes.' },
    append: { doc: 'Insert after matching routes.' },
    or: { doc: 'Second gateway.', args: [ip()], deprecated: { use: 'nexthop' } },
    nexthop: { doc: 'Multipath hop; must come last.', starts: hopOptions, repeats: true },
    no_track: { doc: 'Do not watch this route.' },
    vrf: { doc: 'Table of a VRF.', args: [ifname()] },
  },
} as const satisfies EntrySpec;

/** One line of static_routes. */
export const staticRouteLine = {
  ...routeLine,
  options: { ...routeLine.options, ...trackGroup },
} as const satisfies EntrySpec;

/** Two ports, before one was enough. */
const ports = changedIn(
  '2.2.8',
  word('PORT[-PORT]', { form: 'range' }),
  word('PORT-PORT', { form: 'span' }),
);

/** One line of virtual_rules. */
export const ruleLine = {
  per: 'line',
  args: [],
  options: {
    inet: { doc: 'Forces IPv4; the word behind it is skipped.', skipsNext: true },
    inet6: { doc: 'Forces IPv6; the word behind it is skipped.', skipsNext: true },
    not: { doc: 'Invert.' },
    from: { doc: 'Source.', args: [prefix()] },
    to: { doc: 'Destination.', args: [prefix()] },
    table: { doc: 'Table.', args: [word('TABLE')] },
    lookup: { doc: 'Synonym of table.', args: [word('TABLE')], sameAs: 'table' },
    preference: { doc: 'Rule priority.', args: [decimalOrHex('PRIORITY', 0, uint32)] },
    order: { doc: 'Synonym.', args: [decimalOrHex('PRIORITY', 0, uint32)], sameAs: 'preference' },
    priority: {
      doc: 'Synonym.',
      args: [decimalOrHex('PRIORITY', 0, uint32)],
      sameAs: 'preference',
    },
    tos: { doc: 'TOS.', args: [word('TOS', { form: 'tos' })] },
    dsfield: { doc: 'Synonym.', args: [word('TOS', { form: 'tos' })], sameAs: 'tos' },
    fwmark: { doc: 'Mark.', args: [word('MARK[/MASK]', { form: 'mark' })] },
    realms: { doc: 'Realms.', args: [word('REALMS')] },
    suppress_prefixlength: {
      doc: 'Suppress short prefixes.',
      args: [silentBefore(unreleased, int('LENGTH', 0, 128))],
    },
    sup_pl: {
      doc: 'Synonym.',
      args: [silentBefore(unreleased, int('LENGTH', 0, 128))],
      sameAs: 'suppress_prefixlength',
    },
    suppress_ifgroup: { doc: 'Suppress interface group.', args: [word('GROUP')] },
    sup_group: { doc: 'Synonym.', args: [word('GROUP')], sameAs: 'suppress_ifgroup' },
    iif: { doc: 'In interface.', args: [ifname()] },
    dev: { doc: 'Synonym of iif.', args: [ifname()], sameAs: 'iif' },
    oif: { doc: 'Out interface.', args: [ifname()] },
    'tunnel-id': { doc: 'Tunnel id.', args: [silentBefore(unreleased, int('ID', 0, uint32))] },
    uidrange: { doc: 'UID range.', args: [word('LOW-HIGH', { form: 'span' })] },
    l3mdev: { doc: 'L3 master device.' },
    protocol: {
      doc: 'Rule protocol.',
      args: [
        changedIn('2.2.8', word('PROTOCOL', { form: 'name' }), word('NUMBER', { form: 'digits' })),
      ],
    },
    ipproto: {
      doc: 'IP protocol; the man page example spells it ip_proto which is rejected.',
      args: [word('PROTOCOL', { form: 'name' })],
    },
    sport: { doc: 'Source ports.', args: [ports] },
    dport: { doc: 'Destination ports.', args: [ports] },
    type: { doc: 'Introduces action.', args: [word('ACTION')] },
    goto: { doc: 'Jump to rule.', args: [int('PRIORITY', 0, uint32)] },
    nop: { doc: 'No operation.' },
    blackhole: { doc: 'Drop.' },
    unreachable: { doc: 'Unreachable.' },
    prohibit: { doc: 'Prohibit.' },
    no_track: { doc: 'Do not watch this rule.' },
  },
} as const satisfies EntrySpec;

/** One line of static_rules. */
export const staticRuleLine = {
  ...ruleLine,
  options: { ...ruleLine.options, ...trackGroup },
} as const satisfies EntrySpec;

const weightOptions = (limit: number, reversible: boolean) =>
  ({
    weight: {
      doc: 'Priority change while it is up, or down when negative.',
      args: [int('WEIGHT', -limit, limit)],
    },
    reverse: { doc: 'Turns the meaning of up and down round.' },
    ...(reversible && { noreverse: { doc: 'Takes back a reverse of the tracked object.' } }),
  }) satisfies OptionTable;

/** One line of track_interface. */
export const trackInterfaceLine = {
  per: 'line',
  args: [ifname()],
  options: weightOptions(254, false),
} as const satisfies EntrySpec;

/** One line of track_script, track_file, track_process and track_bfd. */
export const trackLine = {
  per: 'line',
  args: [word('NAME')],
  options: weightOptions(254, true),
} as const satisfies EntrySpec;

export const unicastPeerLine = {
  per: 'line',
  args: [ip()],
  options: {
    min_ttl: { doc: 'Lowest TTL accepted from the peer.', args: [int('TTL', 0, 255)] },
    max_ttl: { doc: 'Highest TTL accepted from the peer.', args: [int('TTL', 0, 255)] },
  },
} as const satisfies EntrySpec;

/** One line of virtual_server_group: IP [PORT], IP-LAST [PORT], IP-IP [PORT], IP/LENGTH [PORT] or fwmark MARK [FAMILY]. */
export const serverGroupLine = {
  per: 'line',
  args: [word('ADDRESSES|fwmark'), optional(word('PORT|MARK')), optional(oneOf('inet', 'inet6'))],
} as const satisfies EntrySpec;
