// Random configurations, as the text of a keepalived.conf. They draw from small pools, so that two of
// them share interfaces, networks and services and differ in the rest.

import fc from 'fast-check';
import type { RoleOption } from '../../src/plan/roles.ts';
import { anyServices } from './gen-services.ts';

export interface Case {
  readonly text: string;
  readonly roles: readonly RoleOption[];
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

export const block = (head: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`${head} {`, ...indented(lines), '}'];

/** A line that is there or not. */
export const maybe = (line: string): fc.Arbitrary<readonly string[]> =>
  fc.boolean().map((isThere) => (isThere ? [line] : []));

const devices = ['eth0', 'eth1', 'eth2'] as const;

/** A foreign state puts .1 of the first two networks on eth0 and eth1; the third has no other owner. */
const addresses4 = [
  ...[10, 11, 12, 13].map((host) => `10.0.0.${host}/24`),
  ...[10, 11].map((host) => `10.0.1.${host}/24`),
  ...[10, 11, 12].map((host) => `10.0.2.${host}/24`),
  '10.0.0.20/32',
  '10.0.0.21/25',
];
const addresses6 = [
  ...[10, 11, 12].map((host) => `2001:db8::${host}/64`),
  '2001:db8::20/128',
  'fe80::10/64',
];

const options4 = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  fc.constantFrom(
    ' label DEV:vip',
    ' brd +',
    ' noprefixroute',
    ' scope link',
    ' preferred_lft 500',
  ),
  fc.constantFrom(' peer 10.9.0.1/32', ' peer 10.9.1.0/24'),
);
const options6 = fc.constantFrom('', '', ' -nodad', ' noprefixroute', ' home');

interface AddressSpec {
  readonly prefix: string;
  readonly options: string;
}

const anyAddresses = (family: 'inet' | 'inet6', max: number): fc.Arbitrary<AddressSpec[]> =>
  fc.uniqueArray(
    fc.record({
      prefix: fc.constantFrom(...(family === 'inet' ? addresses4 : addresses6)),
      options: family === 'inet' ? options4 : options6,
    }),
    { minLength: 1, maxLength: max, selector: ({ prefix }) => prefix },
  );

/** An address is asked for once in a file; labels carry the name of the interface they are on. */
const addressLines = (specs: readonly AddressSpec[], device: string, used: Set<string>): string[] =>
  specs.flatMap(({ prefix, options }) => {
    if (used.has(prefix)) return [];
    used.add(prefix);
    const words = options.replace('DEV', device);
    // A label longer than IFNAMSIZ is refused.
    return `${prefix.replace(/\/\d+(?= *$)/, (length) => (words.includes('peer') ? '' : length))}${words}`;
  });

const routes = [
  '172.16.0.0/16 via 10.0.0.254',
  '172.16.0.0/16 via 10.0.0.253 metric 5',
  '172.17.0.0/16 via 10.0.0.254 src 10.0.0.10',
  '172.17.0.0/16 via 10.0.0.254 src 10.0.0.1 mtu 1400',
  '172.18.0.0/16 via 10.0.2.254 dev eth2',
  'blackhole 172.19.0.0/16',
  'unreachable 172.19.0.0/16 metric 9',
  '192.0.2.1/32 dev eth0 scope link',
  '172.20.0.0/16 via 192.0.2.1',
  '172.21.0.0/16 table 100 via 10.0.0.254 rto_min 300ms initcwnd 10',
  '172.21.0.0/16 table 100 via 10.0.1.254',
  '172.22.0.0/16 nexthop via 10.0.0.254 weight 2 nexthop via 10.0.1.254 dev eth1 weight 1',
  '172.23.0.0/16 via 203.0.113.1 dev eth1 onlink',
  '2001:db8:5::/48 via 2001:db8::fe',
  '2001:db8:5::/48 via 2001:db8::fe src 2001:db8::10',
  'unreachable 2001:db8:6::/48',
  '2001:db8:7::/48 dev eth1 metric 50',
];

const rules = [
  'from 10.0.0.0/24 table 100 priority 100',
  'from 10.0.0.10 table 100 priority 101',
  'to 172.16.0.0/12 table 101 priority 102',
  'from 10.0.0.0/24 table 101 priority 100',
  'iif eth0 fwmark 5/255 table 100 priority 103',
  'from 2001:db8::/32 table 100 priority 104',
  'from 10.3.0.0/16 blackhole priority 105',
  'not from 10.4.0.0/16 table 100 priority 106',
  'ipproto tcp dport 80-90 from 10.5.0.0/16 table 100 priority 107',
];

const anySome = (pool: readonly string[], max: number): fc.Arbitrary<string[]> =>
  fc.subarray([...pool], { maxLength: max }).map((lines) => {
    const seen = new Set<string>();
    return lines.filter((line) => {
      const key = keyOfLine(line);
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    });
  });

/** What makes two lines the same object to the kernel, roughly: the rest of them may differ. */
const keyOfLine = (line: string): string => {
  const prefix = /\d[\d.]*\/\d+|[\da-f:]+\/\d+|[\d.]{7,}/.exec(line)?.[0] ?? line;
  const metric = /metric (\d+)/.exec(line)?.[1] ?? '';
  const table = /table (\d+)/.exec(line)?.[1] ?? '';
  const priority = /priority (\d+)/.exec(line)?.[1];
  return priority === undefined ? `${prefix} ${metric} ${table}` : line;
};

interface InstanceSpec {
  readonly family: 'inet' | 'inet6';
  readonly device: string;
  readonly hasVmac: boolean;
  readonly addresses: readonly AddressSpec[];
  readonly excluded: readonly AddressSpec[];
  readonly settings: readonly string[];
  readonly routes: readonly string[];
  readonly rules: readonly string[];
}

const anyInstance: fc.Arbitrary<InstanceSpec> = fc
  .constantFrom('inet' as const, 'inet' as const, 'inet6' as const)
  .chain((family) =>
    fc.record({
      family: fc.constant(family),
      device: fc.constantFrom(...devices),
      hasVmac: fc.boolean(),
      addresses: anyAddresses(family, 4),
      excluded: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        anyAddresses(family === 'inet' ? 'inet6' : 'inet', 2),
      ),
      settings: fc
        .tuple(maybe('no_accept'), maybe('promote_secondaries'))
        .map((lines) => lines.flat()),
      routes: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, anySome(routes, 3)),
      rules: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, anySome(rules, 2)),
    }),
  );

/** Drops the lines whose object another part of the file has already. */
const unused = (lines: readonly string[], used: Set<string>): string[] =>
  lines.filter((line) => {
    const key = keyOfLine(line);
    if (used.has(key)) return false;
    used.add(key);
    return true;
  });

const instanceLines = (spec: InstanceSpec, number: number, used: Set<string>): string[] => {
  const vrid = 51 + number;
  const onDevice = spec.hasVmac ? `vrrp.${vrid}` : spec.device;
  const addresses = addressLines(spec.addresses, onDevice, used);
  const excluded = addressLines(spec.excluded, spec.device, used);
  if (addresses.length === 0) return [];
  return block(`vrrp_instance VI_${number}`, [
    `interface ${spec.device}`,
    `virtual_router_id ${vrid}`,
    'priority 100',
    ...(spec.hasVmac ? ['use_vmac'] : []),
    ...spec.settings,
    ...block('virtual_ipaddress', addresses),
    ...block('virtual_ipaddress_excluded', excluded),
    ...block('virtual_routes', unused(spec.routes, used)),
    ...block('virtual_rules', unused(spec.rules, used)),
  ]);
};

const anyGlobals: fc.Arbitrary<string[]> = fc
  .tuple(
    maybe('nftables_counters'),
    maybe('nftables_ifindex'),
    maybe('nftables_ipvs'),
    fc.constantFrom([], ['lvs_timeouts tcp 800 tcpfin 60'], ['lvs_timeouts udp 50']),
    fc.constantFrom([], ['lvs_sync_daemon eth0 id 5'], ['lvs_sync_daemon eth1 id 6 maxlen 1400']),
  )
  .map((lines) => block('global_defs', lines.flat()));

const anyRoles: fc.Arbitrary<RoleOption[]> = fc.constantFrom(
  [{ name: 'all', role: 'master' as const }],
  [{ name: 'all', role: 'master' as const }],
  [{ name: 'all', role: 'backup' as const }],
  [],
);

/** A configuration with the roles of its instances. */
export const anyCase: fc.Arbitrary<Case> = fc
  .record({
    globals: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, anyGlobals),
    statics: anyAddresses('inet', 2),
    staticDevice: fc.constantFrom(...devices),
    hasStatics: fc.boolean(),
    routes: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, anySome(routes, 3)),
    rules: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, anySome(rules, 2)),
    instances: fc.array(anyInstance, { maxLength: 3 }),
    services: anyServices,
    roles: anyRoles,
  })
  .map((spec) => {
    const used = new Set<string>();
    const statics = spec.hasStatics
      ? addressLines(spec.statics, spec.staticDevice, used).map(
          (line) => `${line} dev ${spec.staticDevice}`,
        )
      : [];
    const lines = [
      ...spec.globals,
      ...block('static_ipaddress', statics),
      ...block('static_routes', unused(spec.routes, used)),
      ...block('static_rules', unused(spec.rules, used)),
      ...spec.instances.flatMap((instance, index) => instanceLines(instance, index, used)),
      ...spec.services,
    ];
    return { text: `${lines.join('\n')}\n`, roles: spec.roles };
  });
