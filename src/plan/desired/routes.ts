// Routes and rules of the file and of the instances that are master.

import { ipProtocolNumber } from '../../base/ip-protocols.ts';
import { diagnostic } from '../../diag/diagnostic.ts';
import type { Route, RouteType, Rule } from '../../ir/model.ts';
import { type KernelRoute, type KernelRule, keepalivedProtocol, mainTable } from '../state.ts';
import { numberOf, refuseUnplanned, type Wishes, wish } from './wanted.ts';

/** net/ipv6.h IP6_RT_PRIO_USER: what an IPv6 route gets without a metric. */
const defaultMetric6 = 1024;

const milliseconds = (time: string): string => {
  const match = /^(\d+)(ms|s)?$/.exec(time);
  if (match === null) return time;
  return match[2] === 's' ? String(Number(match[1]) * 1000) : (match[1] ?? time);
};

/** As `ip -j route` lists them: times in ms, without the default preference. */
const metricsOf = (route: Route): Record<string, string> => {
  const metrics: Record<string, string> = {};
  for (const [word, value] of Object.entries(route.metrics)) {
    if (word === 'pref' && value === 'medium') continue;
    metrics[word] = word === 'rto_min' ? milliseconds(value) : value;
  }
  return metrics;
};

const optionalNumber = (
  wishes: Wishes,
  table: 'tables' | 'protocols' | 'scopes',
  word: string | undefined,
  otherwise: number,
  route: Route | Rule,
): number | undefined =>
  word === undefined ? otherwise : numberOf(wishes, table, word, route.span);

/** One next hop is no multipath: the kernel keeps it as the gateway of the route. */
const pathsOf = ({ via, device, onLink, nextHops }: Route) => {
  const [only, ...others] = nextHops;
  return only === undefined || others.length > 0
    ? { via, device, onLink, hops: nextHops }
    : { via: only.via, device: only.device, onLink: only.onLink, hops: [] };
};

/** The widest scope of a type (fib_semantics.c, fib_props); IPv6 has no scopes. */
const widestScopes: {
  readonly [T in RouteType]?: { readonly name: string; readonly least: number };
} = {
  local: { name: 'host', least: 254 },
  broadcast: { name: 'link', least: 253 },
  anycast: { name: 'link', least: 253 },
};

const refuseScope = (wishes: Wishes, route: Route, scope: number): boolean => {
  const widest = widestScopes[route.type];
  if (route.family === 'inet6' || widest === undefined || scope >= widest.least) return false;
  const { type, destination: object, span } = route;
  const reason = `a ${type} route has scope ${widest.name} at the widest, and the default is global`;
  const mend = `add: scope ${widest.name}`;
  wishes.diagnostics.push(diagnostic('HA5011', span, { object, reason, mend }));
  return true;
};

/** route.c rtm_to_fib6_config: no type of service in IPv6. */
const refuseTos = (wishes: Wishes, { family, tos, destination: object, span }: Route): boolean => {
  if (family === 'inet' || tos === undefined || Number(tos) === 0) return false;
  const values = {
    object,
    reason: 'IPv6 routes have no tos',
    mend: 'remove tos, or use a rule with it',
  };
  wishes.diagnostics.push(diagnostic('HA5011', span, values));
  return true;
};

export const wishRoute = (wishes: Wishes, route: Route): void => {
  if (refuseUnplanned(wishes, route, 'route')) return;
  const { family, source, span } = route;
  const { via, device, onLink, hops } = pathsOf(route);
  const table = optionalNumber(wishes, 'tables', route.table, mainTable, route);
  const protocol = optionalNumber(wishes, 'protocols', route.protocol, keepalivedProtocol, route);
  // keepalived leaves the scope global where ip-route(8) would take link for a route without gateway.
  const scope = optionalNumber(wishes, 'scopes', route.scope, 0, route);
  const tos = route.tos === undefined ? 0 : Number(route.tos);
  if (table === undefined || protocol === undefined || scope === undefined) return;
  if (refuseScope(wishes, route, scope) || refuseTos(wishes, route)) return;
  const resource: KernelRoute = {
    kind: 'route',
    family,
    table,
    type: route.type,
    destination: route.destination,
    tos: Number.isNaN(tos) ? 0 : tos,
    metric: route.metric ?? (family === 'inet6' ? defaultMetric6 : 0),
    protocol,
    scope: family === 'inet6' ? 0 : scope,
    ...(via !== undefined && { via }),
    ...(device !== undefined && { device }),
    ...(source !== undefined && { source }),
    onLink,
    hops,
    metrics: metricsOf(route),
  };
  wish(wishes, resource, span);
};

/** Networks without host length; ip-rule(8) lists a host without its /32. */
const prefixText = (prefix: string): string => prefix.replace(/\/32$|(?<=:.*)\/128$/, '');

const hex = (text: string): string => (Number(text) === 0 ? '0' : `0x${Number(text).toString(16)}`);

/** A mark as ip(8) lists it: hexadecimal, its mask when it is not all ones; 0 alone is no condition. */
const markWords = (mark: string): string[] => {
  const [value = '0', mask = '0xffffffff'] = mark.split('/').map(hex);
  if (mask !== '0xffffffff') return [`fwmark ${value}/${mask}`];
  return value === '0' ? [] : [`fwmark ${value}`];
};

/** Two hexadecimal digits, as ip(8) lists it. */
const tosText = (tos: string): string => `tos 0x${Number(tos).toString(16).padStart(2, '0')}`;

const portText = (ports: string): string => {
  const [low, high] = ports.split('-');
  return high === undefined || high === low ? (low ?? ports) : `${low}-${high}`;
};

/** The words of ip-rule(8) in one fixed order; observe/rule.ts writes observed rules the same way. */
const selectorOf = (rule: Rule, table: number | undefined): string => {
  const words: string[] = [
    ...(rule.not ? ['not'] : []),
    `from ${rule.from === undefined ? 'all' : prefixText(rule.from)}`,
    ...(rule.to === undefined ? [] : [`to ${prefixText(rule.to)}`]),
    ...(rule.tos === undefined ? [] : [tosText(rule.tos)]),
    ...(rule.mark === undefined ? [] : markWords(rule.mark)),
    ...(rule.iif === undefined ? [] : [`iif ${rule.iif}`]),
    ...(rule.oif === undefined ? [] : [`oif ${rule.oif}`]),
    ...(rule.l3mdev ? ['l3mdev'] : []),
    ...(rule.uidRange === undefined ? [] : [`uidrange ${rule.uidRange}`]),
    ...(rule.ipProtocol === undefined ? [] : [`ipproto ${ipProtocolNumber(rule.ipProtocol)}`]),
    ...(rule.sourcePorts === undefined ? [] : [`sport ${portText(rule.sourcePorts)}`]),
    ...(rule.destinationPorts === undefined ? [] : [`dport ${portText(rule.destinationPorts)}`]),
    ...(table === undefined ? [] : [`lookup ${table}`]),
    ...(rule.suppressPrefixLength === undefined
      ? []
      : [`suppress_prefixlength ${rule.suppressPrefixLength}`]),
    ...(rule.gotoPriority === undefined ? [] : [`goto ${rule.gotoPriority}`]),
    ...(rule.action === undefined || rule.action === 'goto' ? [] : [rule.action]),
  ];
  return words.join(' ');
};

export const wishRule = (wishes: Wishes, rule: Rule): void => {
  if (refuseUnplanned(wishes, rule, 'rule')) return;
  const { family, priority, span } = rule;
  const table = rule.table && numberOf(wishes, 'tables', rule.table, span);
  const protocol = optionalNumber(wishes, 'protocols', rule.protocol, keepalivedProtocol, rule);
  if (protocol === undefined || (rule.table !== undefined && table === undefined)) return;
  const selector = selectorOf(rule, table === '' ? undefined : table);
  const resource: KernelRule = { kind: 'rule', family, priority, selector, protocol };
  wish(wishes, resource, span);
};
