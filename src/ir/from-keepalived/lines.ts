// The lines of value blocks: addresses, routes and rules as ip(8) would be told them.

import { addressBits, type Family, familyOf, networkOf } from '../../base/ip.ts';
import type { Span } from '../../base/span.ts';
import { accepted, type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { addressLine, routeLine, ruleLine } from '../../../grammars/keepalived/lines.ts';
import type { Version } from '../../../grammars/keepalived/versions.ts';
import { arg, type BoundEntry, type BoundOption, option, optionValue } from '../../syntax/tree.ts';
import { defined } from '../defined.ts';
import type { Address, NextHop, Route, RouteType, Rule } from '../model.ts';
import { checkAddressLine } from './checks/address-line.ts';
import { checkRouteLine } from './checks/route-line.ts';
import { checkRuleLine } from './checks/rule-line.ts';

const splitPrefix = (prefix: string): { ip: string; length: number } => {
  const slash = prefix.lastIndexOf('/');
  return { ip: prefix.slice(0, slash), length: Number(prefix.slice(slash + 1)) };
};

const networkFor = (prefix: string): string => {
  const { ip, length } = splitPrefix(prefix);
  return `${networkOf(ip, length)}/${length}`;
};

/** Before it had a length, a peer was one address. */
const withLength = (peer: string | undefined): string | undefined =>
  peer === undefined || peer.includes('/') ? peer : `${peer}/${addressBits(familyOf(peer))}`;

/** A line of virtual_ipaddress and its like; undefined when its address could not be read. */
export const buildAddress = (
  entry: BoundEntry<typeof addressLine>,
  diagnostics: Diagnostic[],
): Address | undefined => {
  const prefix = arg(entry, 0);
  if (prefix === undefined) return undefined;
  const { ip, length } = splitPrefix(prefix);
  checkAddressLine(entry, { ip, length }, diagnostics);
  const lifetime = optionValue(entry, 'preferred_lft');
  return defined<Address>({
    ip,
    prefixLength: length,
    device: optionValue(entry, 'dev'),
    scope: optionValue(entry, 'scope'),
    broadcast: optionValue(entry, 'broadcast'),
    label: optionValue(entry, 'label'),
    peer: withLength(optionValue(entry, 'peer')),
    home: option(entry, 'home') !== undefined,
    detectDuplicates: option(entry, '-nodad') !== undefined,
    manageTemporary: option(entry, 'mngtmpaddr') !== undefined,
    noPrefixRoute: option(entry, 'noprefixroute') !== undefined,
    autoJoin: option(entry, 'autojoin') !== undefined,
    preferredS: lifetime === undefined || lifetime === 'forever' ? lifetime : Number(lifetime),
    // Only virtual addresses have the word.
    unplanned: entry.line.options.some(({ name }) => name === 'use_vmac') ? ['use_vmac'] : [],
    span: entry.span,
  });
};

const routeTypes: readonly RouteType[] = [
  'unicast',
  'local',
  'broadcast',
  'multicast',
  'anycast',
  'blackhole',
  'unreachable',
  'prohibit',
  'throw',
];

/** Words that go to ip-route(8) as they are, and come back from it by the same name. */
const metricWords = [
  'mtu',
  'advmss',
  'reordering',
  'window',
  'cwnd',
  'ssthresh',
  'rto_min',
  'initcwnd',
  'initrwnd',
  'quickack',
  'hoplimit',
  'fastopen_no_cookie',
  'pref',
] as const;

/** Words whose effect cannot be read back from `ip -j route` in a form to compare. */
const unplannedRouteWords = [
  'encap',
  'as',
  'from',
  'expires',
  'realms',
  'ttl-propagate',
  'vrf',
  'or',
  'rtt',
  'rttvar',
  'features',
  'congctl',
];

/** The words of a route and its hops that are not planned; a lock of a metric is not listed either. */
const unplannedWords = (options: readonly BoundOption[]): string[] =>
  options.flatMap(({ name, args, options: inner }) => [
    ...(unplannedRouteWords.includes(name) ? [name] : []),
    ...(args.length === 2 && args[0]?.value === 'lock' ? [`${name} lock`] : []),
    ...unplannedWords(inner),
  ]);

const buildHop = (hop: BoundOption): NextHop => {
  const value = (name: string, index = 0) =>
    hop.options.findLast((candidate) => candidate.name === name)?.args[index]?.value;
  return defined<NextHop>({
    via: value('via', 1) as string | undefined,
    device: value('dev') as string | undefined,
    weight: (value('weight') as number | undefined) ?? 1,
    onLink: hop.options.some(({ name }) => name === 'onlink'),
  });
};

/** What the lines are for, and where to say what is wrong with them. */
export interface LinesContext {
  readonly target: Version;
  readonly diagnostics: Diagnostic[];
}

export interface RulesContext extends LinesContext {
  readonly defaultPriority: DefaultPriority;
}

/** A route that keepalived watches keeps keepalived's protocol, whatever the line says. */
const protocolOf = (
  entry: BoundEntry<typeof routeLine>,
  diagnostics: Diagnostic[],
): string | undefined => {
  const protocol = optionValue(entry, 'protocol');
  const written = option(entry, 'protocol');
  if (written === undefined || option(entry, 'no_track') !== undefined) return protocol;
  const values = { protocol: protocol ?? '', kind: 'route' };
  diagnostics.push(diagnostic('HA3031', written.span, values));
  return undefined;
};

/** A line of virtual_routes or static_routes. */
export const buildRoute = (
  entry: BoundEntry<typeof routeLine>,
  { target, diagnostics }: LinesContext,
): Route | undefined => {
  // A destination that cannot be read is reported already.
  if (entry.args.length > 0 && arg(entry, 0) === undefined) return undefined;
  checkRouteLine(entry, target, diagnostics);
  const type =
    routeTypes.find((name) => option(entry, name as 'unicast') !== undefined) ?? 'unicast';
  const via = optionValue(entry, 'via', 1);
  const device = optionValue(entry, 'dev');
  const nextHops = entry.options.filter(({ name }) => name === 'nexthop').map(buildHop);
  const prefix = arg(entry, 0) ?? optionValue(entry, 'to');
  const isForwarded = ['unicast', 'multicast', 'anycast'].includes(type);
  if (prefix === undefined) {
    diagnostics.push(diagnostic('HA3026', entry.span, { missing: 'destination' }));
    return undefined;
  }
  if (isForwarded && via === undefined && device === undefined && nextHops.length === 0) {
    const problem = diagnostic('HA3026', entry.span, { missing: 'gateway and no interface' });
    diagnostics.push(accepted(problem, true));
    return undefined;
  }
  const hint = via ?? optionValue(entry, 'src') ?? nextHops.find((hop) => hop.via)?.via;
  const wants6 = option(entry, 'inet6') !== undefined || (hint !== undefined && hint.includes(':'));
  // `default` is written alike for both families.
  const destination = networkFor(prefix === '0.0.0.0/0' && wants6 ? '::/0' : prefix);
  if (familyOf(destination) === 'inet' && destination !== prefix) {
    const values = { destination: prefix, network: destination };
    diagnostics.push(accepted(diagnostic('HA3029', entry.span, values), true));
    return undefined;
  }
  const metrics: Record<string, string> = {};
  for (const word of metricWords) {
    const found = option(entry, word);
    if (found === undefined) continue;
    metrics[word] = String(found.args.at(-1)?.value ?? '');
  }
  return defined<Route>({
    family: familyOf(destination),
    type,
    destination,
    via,
    device,
    source: optionValue(entry, 'src'),
    table: optionValue(entry, 'table'),
    metric: optionValue(entry, 'metric'),
    tos: optionValue(entry, 'tos'),
    scope: optionValue(entry, 'scope'),
    protocol: protocolOf(entry, diagnostics),
    onLink: option(entry, 'onlink') !== undefined,
    nextHops,
    metrics,
    unplanned: unplannedWords(entry.options),
    span: entry.span,
  });
};

const unplannedRuleWords = ['realms', 'suppress_ifgroup', 'tunnel-id'] as const;
const ruleActions = ['blackhole', 'unreachable', 'prohibit', 'nop'] as const;

const actionOf = (entry: BoundEntry<typeof ruleLine>): Rule['action'] | undefined => {
  if (option(entry, 'goto') !== undefined) return 'goto';
  const named = optionValue(entry, 'type');
  return ruleActions.find((name) => named === name || option(entry, name) !== undefined);
};

/** Families by what the line holds; rules without an address are IPv4 unless they say inet6. */
const ruleFamily = (entry: BoundEntry<typeof ruleLine>): Family => {
  const address = optionValue(entry, 'from') ?? optionValue(entry, 'to');
  if (option(entry, 'inet6') !== undefined) return 'inet6';
  return address === undefined ? 'inet' : familyOf(address);
};

/** A rule that keepalived watches keeps keepalived's protocol. */
const ruleProtocol = (
  entry: BoundEntry<typeof ruleLine>,
  diagnostics: Diagnostic[],
): string | undefined => {
  const protocol = optionValue(entry, 'protocol');
  const written = option(entry, 'protocol');
  if (written === undefined || option(entry, 'no_track') !== undefined) return protocol;
  if (protocol === '18' || protocol === 'keepalived') return protocol;
  diagnostics.push(diagnostic('HA3031', written.span, { protocol: protocol ?? '', kind: 'rule' }));
  return undefined;
};

/** What a rule gets that names no priority. */
export type DefaultPriority = (entry: BoundEntry<typeof ruleLine>) => number;

/** A line of virtual_rules or static_rules. */
export const buildRule = (
  entry: BoundEntry<typeof ruleLine>,
  { defaultPriority, diagnostics }: RulesContext,
): Rule | undefined => {
  checkRuleLine(entry, diagnostics);
  const table = optionValue(entry, 'table');
  const action = actionOf(entry);
  const l3mdev = option(entry, 'l3mdev') !== undefined;
  if (table === undefined && action === undefined && !l3mdev) {
    diagnostics.push(diagnostic('HA3027', entry.span, {}));
    return undefined;
  }
  let priority = optionValue(entry, 'preference');
  if (priority === undefined) {
    priority = defaultPriority(entry);
    // A line with a bad value is refused, and has been reported.
    const isRefused = entry.options.some(({ args }) => args.includes(undefined));
    if (!isRefused) diagnostics.push(diagnostic('HA3015', entry.span, { priority }));
  }
  return defined<Rule>({
    family: ruleFamily(entry),
    priority,
    not: option(entry, 'not') !== undefined,
    from: optionValue(entry, 'from'),
    to: optionValue(entry, 'to'),
    table,
    action,
    gotoPriority: optionValue(entry, 'goto'),
    mark: optionValue(entry, 'fwmark'),
    tos: optionValue(entry, 'tos'),
    iif: optionValue(entry, 'iif'),
    oif: optionValue(entry, 'oif'),
    protocol: ruleProtocol(entry, diagnostics),
    ipProtocol: optionValue(entry, 'ipproto'),
    sourcePorts: optionValue(entry, 'sport'),
    destinationPorts: optionValue(entry, 'dport'),
    uidRange: optionValue(entry, 'uidrange'),
    l3mdev,
    suppressPrefixLength: optionValue(entry, 'suppress_prefixlength'),
    unplanned: unplannedRuleWords.filter((word) => option(entry, word) !== undefined),
    span: entry.span,
  });
};

/** Rules without a priority get 16384, 16383 and so on, in the order of the file, by family. */
export const countDownPriorities = (
  entries: readonly BoundEntry<typeof ruleLine>[],
): DefaultPriority => {
  const next = { inet: 16384, inet6: 16384 };
  const priorities = new Map<number, number>();
  for (const entry of entries.toSorted(byPlace)) {
    if (option(entry, 'preference') !== undefined) continue;
    priorities.set(entry.span.start, next[ruleFamily(entry)]--);
  }
  return (entry) => priorities.get(entry.span.start) ?? 0;
};

/** Text order, since keepalived reads static blocks and instances as they come. */
export const byPlace = (a: { readonly span: Span }, b: { readonly span: Span }): number =>
  a.span.start - b.span.start;
