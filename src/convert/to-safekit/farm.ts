// Virtual servers whose real servers are the nodes of the cluster, as a farm module: what one director
// sent on, every node takes its share of.

import type { Listener, Server, Service } from '../../ir/model.ts';
import { all, type BoundBlock } from '../../syntax/tree.ts';
import type { Directive } from '../directive.ts';
import { attribute, element, type XmlElement } from '../document/xml.ts';
import { noteDifference, type PlacedStatement } from './agreement.ts';
import type { Context } from './context.ts';
import { interfaceList, type VirtualIp } from './interfaces.ts';
import { type Module, vipElement } from './mirror.ts';
import type { ModulePlan } from './modules.ts';
import type { LanPlan, NodePlan } from './nodes.ts';
import { directiveAt, type SourceNode, written, writtenByAll } from './source.ts';
import { checkersOf } from './trackers.ts';

type AddressListener = Extract<Listener, { kind: 'address' }>;
type Filter = 'on_addr' | 'on_port' | 'on_ipid';

/** A service with the statements that the nodes' files have for it. */
export interface FarmService {
  readonly service: Service;
  readonly listeners: readonly AddressListener[];
  readonly lan: LanPlan;
  readonly blocks: readonly PlacedBlock[];
  /** One of each node that has it. */
  readonly statements: readonly PlacedStatement[];
  readonly heads: readonly Directive[];
}

interface PlacedBlock {
  readonly node: SourceNode;
  readonly block: BoundBlock | undefined;
}

const isDirect = ({ forwarding }: Server): boolean => forwarding.method === 'dr';

const hasPort = ({ port }: Server, listeners: readonly AddressListener[]): boolean =>
  port === undefined ||
  listeners.every((listener) => listener.port === port || listener.port === 0);

/** The network whose addresses the servers have, all of them. */
const lanOfServers = ({ servers }: Service, lans: readonly LanPlan[]): LanPlan | undefined => {
  const wanted = [...new Set(servers.map(({ ip }) => ip))].sort().join(' ');
  return lans.find((lan) => {
    const own = lan.addresses.map(({ address }) => address).sort();
    return own.join(' ') === wanted;
  });
};

/** Why a service is no farm of the nodes, or the network that it is one on. */
const judge = (service: Service, { cluster }: Context): LanPlan | string => {
  const listeners = service.listeners.filter((one) => one.kind === 'address');
  if (listeners.length < service.listeners.length)
    return 'a firewall mark says nothing about addresses and ports';
  if (service.protocol === 'sctp') return 'SafeKit filters TCP and UDP, not SCTP';
  if (service.servers.length === 0) return 'it has no real server';
  if (!service.servers.every(isDirect))
    return 'nodes of a farm answer by themselves, as in direct routing only';
  if (!service.servers.every((server) => hasPort(server, listeners)))
    return 'its servers have another port';
  return (
    lanOfServers(service, cluster.lans) ??
    'its real servers are not the nodes as the files know them'
  );
};

const serviceKey = ({ protocol, name }: Service): string => `${protocol} ${name}`;

/** The statements of each service on all nodes. */
const statementsByService = (nodes: readonly SourceNode[]): Map<string, PlacedStatement[]> => {
  const found = new Map<string, PlacedStatement[]>();
  for (const node of nodes) {
    const byStart = new Map(all(node.root, 'virtual_server').map((one) => [one.span.start, one]));
    for (const service of node.config.services) {
      const statement = byStart.get(service.span.start);
      if (statement === undefined) continue;
      const key = serviceKey(service);
      const known = found.get(key);
      if (known === undefined) found.set(key, [{ node, statement }]);
      else known.push({ node, statement });
    }
  }
  return found;
};

/** Which services are farms; the others are noted as none. */
export const farmServices = (context: Context): FarmService[] => {
  const { nodes, trail } = context;
  const found = new Map<string, FarmService | null>();
  const statements = statementsByService(nodes);
  for (const service of nodes.flatMap(({ config }) => config.services)) {
    const key = serviceKey(service);
    if (found.has(key)) continue;
    const own = statements.get(key) ?? [];
    const heads = own.flatMap(({ node, statement }) => directiveAt(node, statement.span));
    const lan = judge(service, context);
    if (typeof lan === 'string') {
      trail.note(heads, 'not-a-farm', { reason: lan });
      found.set(key, null);
      continue;
    }
    const listeners = service.listeners.filter((one) => one.kind === 'address');
    const blocks = own.map(({ node, statement }) => ({ node, block: statement.block }));
    found.set(key, { service, listeners, lan, blocks, statements: own, heads });
  }
  return [...found.values()].filter((one) => one !== null);
};

const says = ({ blocks }: FarmService, ...keywords: readonly string[]): Directive[] =>
  blocks.flatMap(({ node, block }) => written(node, block, ...keywords));

/** What the blocks of real servers say by some keywords. */
const serversSay = ({ blocks }: FarmService, ...keywords: readonly string[]): Directive[] =>
  blocks.flatMap(({ node, block }) =>
    (block?.statements ?? [])
      .filter(({ keyword }) => keyword === 'real_server')
      .flatMap((server) => written(node, server.block, ...keywords)),
  );

const filterOf = (farm: FarmService, module: string, context: Context): Filter => {
  const { service } = farm;
  const { choices, trail } = context;
  const scheduling = says(
    farm,
    'lb_algo',
    'lvs_sched',
    'sh-port',
    'sh-fallback',
    'mh-port',
    'mh-fallback',
    'ops',
  );
  const sticks = says(farm, 'persistence_timeout', 'persistence_granularity');
  const hashes = service.scheduler === 'sh' || service.scheduler === 'mh';
  if (service.persistence !== undefined) {
    trail.note(sticks, 'farm-persistence');
    trail.note(scheduling, hashes ? 'farm-scheduler' : 'farm-scheduler-replaced', {
      scheduler: service.scheduler,
      filter: 'on_addr',
    });
    return 'on_addr';
  }
  if (service.onePacket && service.protocol === 'udp') {
    const values = { scheduler: service.scheduler, filter: 'on_ipid' };
    trail.note(scheduling, 'farm-scheduler-replaced', values);
    return 'on_ipid';
  }
  if (hashes) {
    const byPort = service.schedulerFlags.some((flag) => flag.endsWith('-port'));
    const filter = byPort ? 'on_port' : 'on_addr';
    trail.note(scheduling, 'farm-scheduler', { filter });
    return filter;
  }
  const key = `module.${module}.filter`;
  const filter = choices.choose<string>(key, {
    form: 'filter',
    fallback: 'on_port',
    why: `a farm has no ${service.scheduler}: on_port spreads connections, on_addr keeps clients together`,
    about: scheduling,
  }) as Filter;
  const values = { scheduler: service.scheduler, filter };
  const grade = choices.isGiven(key) ? ('approximated' as const) : undefined;
  trail.note(scheduling, 'farm-scheduler-open', values, grade);
  return filter;
};

const rulesOf = (
  farm: FarmService,
  module: string,
  vips: readonly VirtualIp[],
  context: Context,
): XmlElement[] => {
  const { service, listeners } = farm;
  const { trail } = context;
  const method = says(farm, 'lb_kind', 'lvs_method');
  const protocol = says(farm, 'protocol');
  trail.note([...farm.heads, ...protocol], 'farm-service');
  trail.note(method, 'farm-dr');
  const filter = filterOf(farm, module, context);
  const scheduling = says(
    farm,
    'lb_algo',
    'lvs_sched',
    'sh-port',
    'sh-fallback',
    'mh-port',
    'mh-fallback',
    'ops',
    'persistence_timeout',
    'persistence_granularity',
  );
  return listeners.map(({ ip, port }) =>
    element('rule', {
      attributes: [
        ...(vips.length > 1 ? [attribute('virtual_addr', ip)] : []),
        attribute('port', port === 0 ? '*' : port, farm.heads),
        attribute('proto', service.protocol, [...protocol, ...method]),
        attribute('filter', filter, scheduling),
      ],
    }),
  );
};

const nodeOf = (ip: string, { addresses }: LanPlan): NodePlan | undefined =>
  addresses.find(({ address }) => address === ip)?.node;

const weightsOf = ({
  service,
  lan,
}: FarmService): readonly (readonly [name: string, weight: number])[] =>
  service.servers.map(({ ip, weight }) => [nodeOf(ip, lan)?.name ?? ip, weight] as const);

const signatureOf = (farm: FarmService): string =>
  weightsOf(farm)
    .map(([name, weight]) => `${name} ${weight}`)
    .sort()
    .join(', ');

const clusterOf = (farms: readonly FarmService[], { trail }: Context): XmlElement[] => {
  const [first] = farms;
  const weights = first === undefined ? [] : weightsOf(first);
  const from = farms.flatMap((farm) => serversSay(farm, 'weight'));
  if (new Set(weights.map(([, weight]) => weight)).size <= 1) {
    trail.note(from, 'farm-weight-even');
    return [];
  }
  trail.note(from, 'farm-weight');
  const hosts = weights.map(([name, weight]) =>
    element('host', { attributes: [attribute('name', name), attribute('power', weight, from)] }),
  );
  return [element('cluster', { children: hosts })];
};

const groupElement = (
  name: string,
  farms: readonly FarmService[],
  module: string,
  vips: readonly VirtualIp[],
  context: Context,
): XmlElement => {
  const cluster = clusterOf(farms, context);
  const even = cluster.length === 0 ? farms.flatMap((farm) => serversSay(farm, 'weight')) : [];
  return element('group', {
    attributes: [attribute('name', name, even)],
    children: [...cluster, ...farms.flatMap((farm) => rulesOf(farm, module, vips, context))],
  });
};

const checkers = new Set([
  'TCP_CHECK',
  'HTTP_GET',
  'SSL_GET',
  'SMTP_CHECK',
  'DNS_CHECK',
  'MISC_CHECK',
  'BFD_CHECK',
  'UDP_CHECK',
  'PING_CHECK',
  'FILE_CHECK',
]);

/** A tcp checker on each node, at the address of the service, which every node has. */
const checksOf = (farm: FarmService, { trail }: Context): XmlElement[] => {
  const { service, listeners } = farm;
  const heads = serversSay(farm, 'TCP_CHECK');
  const others = [...checkers].filter((keyword) => keyword !== 'TCP_CHECK');
  trail.note(serversSay(farm, ...others), 'farm-other-check');
  const isChecked = service.servers.every(({ checkers: own }) =>
    own.some(({ type }) => type === 'TCP_CHECK'),
  );
  if (!isChecked || heads.length === 0) return [];
  const from = [...heads, ...says(farm, 'delay_loop'), ...insideChecks(farm)];
  trail.note(from, 'farm-check');
  const timeout = service.servers[0]?.checkers[0]?.connectTimeoutS ?? 5;
  return listeners
    .filter(({ port }) => port !== 0)
    .map(({ ip, port }) =>
      element('tcp', {
        attributes: [
          attribute('ident', `${service.protocol}_${ip.replace(/[^\da-f]+/g, '_')}_${port}`, heads),
          attribute('when', 'both'),
          attribute('action', 'restart'),
        ],
        children: [
          element('to', {
            attributes: [
              attribute('addr', ip),
              attribute('port', port),
              attribute(
                'interval',
                `${Math.max(1, Math.round(service.delayLoopS))}s`,
                says(farm, 'delay_loop'),
              ),
              attribute('timeout', `${Math.max(1, Math.round(timeout))}s`, insideChecks(farm)),
            ],
          }),
        ],
      }),
    );
};

const insideChecks = ({ blocks }: FarmService): Directive[] =>
  blocks.flatMap(({ node, block }) =>
    (block?.statements ?? [])
      .filter(({ keyword }) => keyword === 'real_server')
      .flatMap(({ block: server }) =>
        (server?.statements ?? [])
          .filter(({ keyword }) => keyword === 'TCP_CHECK')
          .flatMap(({ block: check }) => written(node, check, 'connect_timeout')),
      ),
  );

/** What of virtual routers has another meaning, or none, where all nodes serve. */
const noteRouters = ({ routers, groups, from }: ModulePlan, { trail }: Context): void => {
  const members = routers.flat();
  const say = (...keywords: readonly string[]) => writtenByAll(members, ...keywords);
  trail.note(from, 'farm-instance');
  trail.note(
    say('state', 'priority', 'nopreempt', 'preempt', 'advert_int', 'down_timer_adverts'),
    'farm-election',
  );
  trail.note(say('interface'), 'farm-interface');
  trail.note(say('unicast_src_ip', 'mcast_src_ip', 'unicast_peer'), 'peer-address');
  const notify = ['notify', 'notify_master', 'notify_backup', 'notify_fault', 'notify_stop'];
  trail.note(say(...notify), 'farm-notify');
  for (const { node, block } of groups) trail.note(written(node, block, ...notify), 'farm-notify');
  trail.note(say('virtual_routes', 'virtual_rules'), 'static');
};

/** What only one node says of a service, or another one says otherwise. */
const noteOthers = ({ statements, heads }: FarmService, context: Context): void => {
  const [first, ...others] = statements;
  if (first === undefined) return;
  for (const other of others) noteDifference(first, other, context);
  const { file } = first.node;
  if (statements.length < context.nodes.length)
    context.trail.note(heads, 'on-one-node-only', { file });
};

/** The farm of some services and the addresses that they listen at. */
export const farmModule = (
  name: string,
  farms: readonly FarmService[],
  vips: readonly VirtualIp[],
  plan: ModulePlan,
  context: Context,
): Module => {
  const { trail } = context;
  noteRouters(plan, context);
  const servers = farms.flatMap((farm) => says(farm, 'real_server'));
  trail.note(servers, 'farm-server');
  const inhibited = farms.flatMap((farm) => [
    ...serversSay(farm, 'inhibit_on_failure'),
    ...says(farm, 'inhibit_on_failure'),
  ]);
  trail.note(inhibited, 'farm-inhibit');
  const lans = [...new Set(farms.map(({ lan }) => lan))];
  const groups = new Map<string, FarmService[]>();
  for (const farm of farms) {
    const key = signatureOf(farm);
    groups.set(key, [...(groups.get(key) ?? []), farm]);
  }
  const list = [...groups.values()].map((own, at) =>
    groupElement(at === 0 ? name : `${name}_${at + 1}`, own, name, vips, context),
  );
  const { checks: ofRouters, procs, programs } = checkersOf(plan, context);
  const checks = [...farms.flatMap((farm) => checksOf(farm, context)), ...ofRouters];
  const service = element('service', {
    attributes: [attribute('mode', 'farm', plan.from)],
    children: [
      element('farm', {
        children: lans.map((lan) =>
          element('lan', { attributes: [attribute('name', lan.name, [...servers, ...inhibited])] }),
        ),
      }),
      vipElement([
        interfaceList(vips, true, context),
        element('loadbalancing_list', { children: list }),
      ]),
      ...(procs.length + programs.length === 0 ? [] : [element('user')]),
      ...(procs.length === 0 ? [] : [element('errd', { children: procs })]),
      ...(checks.length === 0 ? [] : [element('check', { children: checks })]),
    ],
  });
  for (const farm of farms) noteOthers(farm, context);
  return { name, root: element('safe', { children: [service] }), files: programs };
};
