// `ip -N -j -d route show table all`: routes but those the kernel keeps itself, and `ip -j rule`.

import type { Family } from '../base/ip.ts';
import { withRanks } from '../plan/places.ts';
import { kernelProtocol, type KernelRoute, type KernelRule, type RouteHop } from '../plan/state.ts';
import { compact, integer, type Json, parseList, type Query, text } from './query.ts';

/** rtnetlink.h RTN_*. */
const typeNames = new Map([
  ['1', 'unicast'],
  ['2', 'local'],
  ['3', 'broadcast'],
  ['4', 'anycast'],
  ['5', 'multicast'],
  ['6', 'blackhole'],
  ['7', 'unreachable'],
  ['8', 'prohibit'],
  ['9', 'throw'],
]);

const everything = { inet: '0.0.0.0/0', inet6: '::/0' } as const;

const destinationOf = (dst: string, family: Family): string => {
  if (dst === 'default') return everything[family];
  return dst.includes('/') ? dst : `${dst}/${family === 'inet' ? 32 : 128}`;
};

/** A gateway of the other family is an object of family and host. */
const gatewayOf = (entry: Json): string | undefined =>
  text(entry['gateway']) ?? text((entry['via'] as Json | undefined)?.['host']);

const isOnLink = (entry: Json): boolean => ((entry['flags'] ?? []) as string[]).includes('onlink');

const readHop = (entry: Json): RouteHop =>
  compact<RouteHop>({
    via: gatewayOf(entry),
    device: text(entry['dev']),
    weight: integer(entry['weight'], 1),
    onLink: isOnLink(entry),
  });

/** Metrics by the words of ip-route(8): it lists some under other names, and features without value. */
const readMetrics = (entry: Json): Record<string, string> => {
  const metrics: Record<string, string> = {};
  const [listed = {}] = (entry['metrics'] ?? []) as Json[];
  for (const [word, value] of Object.entries(listed)) {
    if (value === null) metrics['features'] = word;
    else metrics[word === 'congestion' ? 'congctl' : word] = text(value) ?? String(value);
  }
  const preference = text(entry['pref']);
  if (preference !== undefined && preference !== 'medium') metrics['pref'] = preference;
  return metrics;
};

const readRoute = (entry: Json, family: Family): KernelRoute => {
  const type = typeNames.get(text(entry['type']) ?? '1') ?? text(entry['type']) ?? 'unicast';
  // The kernel puts an IPv6 route that leads nowhere on lo.
  const isNowhere = ['blackhole', 'unreachable', 'prohibit', 'throw'].includes(type);
  return compact<KernelRoute>({
    kind: 'route',
    family,
    table: integer(entry['table'], 254),
    type,
    destination: destinationOf(text(entry['dst']) ?? 'default', family),
    tos: integer(entry['tos']),
    metric: integer(entry['metric']),
    protocol: integer(entry['protocol'], 3),
    scope: integer(entry['scope']),
    via: gatewayOf(entry),
    device: isNowhere ? undefined : text(entry['dev']),
    source: text(entry['prefsrc']),
    onLink: isOnLink(entry),
    hops: ((entry['nexthops'] ?? []) as Json[]).map(readHop),
    metrics: readMetrics(entry),
  });
};

const routeQuery = (family: Family): Query => ({
  topic: 'network',
  argv: ['ip', family === 'inet' ? '-4' : '-6', '-N', '-j', '-d', 'route', 'show', 'table', 'all'],
  read: (output) =>
    parseList(output)
      .map((entry) => readRoute(entry, family))
      // Connected networks and local addresses follow the addresses.
      .filter(({ protocol }) => protocol !== kernelProtocol),
});

const prefixText = (address: unknown, length: unknown): string => {
  const ip = text(address) ?? 'all';
  return length === undefined || ip === 'all' ? ip : `${ip}/${integer(length)}`;
};

const range = (low: unknown, high: unknown): string | undefined =>
  low === undefined ? undefined : high === undefined ? text(low) : `${text(low)}-${text(high)}`;

const words = (name: string, value: string | undefined): string[] =>
  value === undefined ? [] : [`${name} ${value}`];

const markOf = (entry: Json): string | undefined => {
  const mark = text(entry['fwmark']);
  const mask = text(entry['fwmask']);
  return mark === undefined || mask === undefined ? mark : `${mark}/${mask}`;
};

/** ip-rule(8) with -N writes `ipproto-6`. */
const ipProtocolOf = (entry: Json): string | undefined =>
  text(entry['ipproto'])?.replace(/^ipproto-/, '');

/** FR_ACT_*: what a rule does when it looks up no table. */
const actionOf = (entry: Json): string | undefined => {
  if ('nop' in entry) return 'nop';
  const action = text(entry['action']);
  return action && (typeNames.get(action) ?? action);
};

/** The same words in the same order as plan/desired/routes.ts writes them. */
const selectorOf = (entry: Json): string =>
  [
    ...('not' in entry ? ['not'] : []),
    `from ${prefixText(entry['src'], entry['srclen'])}`,
    ...('dst' in entry ? [`to ${prefixText(entry['dst'], entry['dstlen'])}`] : []),
    ...words('tos', text(entry['tos'])),
    ...words('fwmark', markOf(entry)),
    ...words('iif', text(entry['iif'])),
    ...words('oif', text(entry['oif'])),
    ...('l3mdev' in entry ? ['l3mdev'] : []),
    ...words('uidrange', range(entry['uid_start'], entry['uid_end'])),
    ...words('ipproto', ipProtocolOf(entry)),
    ...words('sport', range(entry['sport'] ?? entry['sport_start'], entry['sport_end'])),
    ...words('dport', range(entry['dport'] ?? entry['dport_start'], entry['dport_end'])),
    ...words('lookup', text(entry['table'])),
    ...words('suppress_prefixlength', text(entry['suppress_prefixlen'])),
    ...words('goto', text(entry['goto'])),
    ...(actionOf(entry) === undefined ? [] : [actionOf(entry) ?? '']),
  ].join(' ');

const ruleQuery = (family: Family): Query => ({
  topic: 'network',
  argv: ['ip', family === 'inet' ? '-4' : '-6', '-N', '-j', '-d', 'rule', 'show'],
  read: (output) =>
    withRanks(
      parseList(output).map((entry): KernelRule => ({
        kind: 'rule',
        family,
        priority: integer(entry['priority']),
        selector: selectorOf(entry),
        protocol: integer(entry['protocol']),
      })),
    ),
});

export const routeQueries: readonly Query[] = [
  routeQuery('inet'),
  routeQuery('inet6'),
  ruleQuery('inet'),
  ruleQuery('inet6'),
];
