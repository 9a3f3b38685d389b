// A farm module on one node: VRRP elects a director, IPVS spreads by direct routing over all nodes, and
// each node has the addresses on lo. All nodes have the same table, so the node that a connection was
// sent to finds itself in it.

import { addressBits, familyOf } from '../../base/ip.ts';
import type { Farm, FarmGroup, FarmRule } from '../../ir/farm.ts';
import {
  type BoundElement,
  childNamed,
  childrenNamed,
  valueOf,
} from '../../syntax/safekit/bound.ts';
import type { GroupSpec } from '../../../grammars/safekit/index.ts';
import type { Directive } from '../directive.ts';
import type { Statement } from '../document/keepalived.ts';
import { scriptLine, scriptOutput } from '../document/shell.ts';
import type { Output } from '../document/output.ts';
import {
  addressStatements,
  followStatements,
  literalAddresses,
  type Placed,
  placeAddresses,
} from './addresses.ts';
import { checkersOf } from './checkers.ts';
import type { Context } from './context.ts';
import {
  checkOf,
  delayFor,
  isChecked,
  noteRule,
  persistenceOf,
  type PortCheck,
  portChecks,
} from './farm-checks.ts';
import type { FileOf, NodeModule } from './mirror.ts';
import { lanNamed, type LanPlan } from './nodes.ts';
import {
  advertInterface,
  listOf,
  type Router,
  routerFamily,
  say,
  timersFor,
  unicast,
} from './router.ts';
import type { SourceModule } from './source.ts';

interface Making {
  readonly module: SourceModule;
  readonly farm: Farm;
  readonly lan: LanPlan | undefined;
  readonly placed: Placed;
  readonly context: Context;
}

interface Scheduling {
  readonly statements: readonly Statement[];
  readonly isPersistent: boolean;
}

const schedulingOf = (
  rule: FarmRule,
  from: readonly Directive[],
  { module, context }: Making,
): Scheduling => {
  const { choices, trail } = context;
  const isAll = rule.port === '*';
  const scheduler = choices.choose<string>(`module.${module.name}.scheduler`, {
    form: 'scheduler',
    fallback: 'sh',
    why: 'both hash the client: mh moves fewer of them when a node comes or goes, and wants Linux 4.18',
  });
  const byPort = rule.filter !== 'on_addr' && !isAll;
  if (rule.filter !== 'on_addr' && isAll) trail.note(from, 'filter-port-of-all');
  else if (rule.filter === 'on_ipid') trail.note(from, 'filter-ipid', { scheduler });
  else trail.note(from, byPort ? 'filter-port' : 'filter-address', { scheduler });
  return {
    statements: [
      say(['lvs_sched', scheduler], from),
      ...(byPort ? [say([`${scheduler}-port`], from)] : []),
      // The share of a server that is down goes to others, by the same hash on all nodes.
      say([`${scheduler}-fallback`]),
    ],
    isPersistent: isAll,
  };
};

/** Nodes with their weights in a group; all alike when it says nothing of them. */
const weightsOf = (group: FarmGroup, { lan }: Making): readonly (readonly [string, number])[] => {
  const nodes = lan?.nodes ?? [];
  return nodes.map(({ name }) => {
    const host = group.hosts.find((one) => one.name === name);
    return [name, group.hosts.length === 0 ? 1 : (host?.power ?? 0)] as const;
  });
};

type GroupElement = BoundElement<GroupSpec>;

const powersOf = (element: GroupElement | undefined, node: string, { module }: Making) => {
  const host = childrenNamed(childNamed(element, 'cluster'), 'host').find(
    (one) => valueOf(one, 'name') === node,
  );
  return host === undefined ? [] : module.directives.of(host, 'name', 'power');
};

const serversOf = (
  group: FarmGroup,
  element: GroupElement | undefined,
  rule: FarmRule,
  checks: readonly PortCheck[],
  vip: string,
  making: Making,
): Statement[] =>
  weightsOf(group, making).flatMap(([node, weight]) => {
    const one = making.lan?.nodes.find(({ name }) => name === node);
    const from = powersOf(element, node, making);
    if (one?.ip === undefined || weight === 0) return [];
    // Direct routing passes packets on as they are.
    if (familyOf(one.ip) !== familyOf(vip)) return [];
    making.context.trail.note(from, 'power');
    return say(
      ['real_server', one.ip, rule.port === '*' ? 0 : rule.port],
      [...one.from, ...from],
      [
        say(['weight', weight], from),
        // It keeps its place in the table: nodes with their servers in another order would send what
        // they were sent on to each other.
        say(['inhibit_on_failure']),
        checkOf(rule, one.ip, checks),
      ],
    );
  });

/** The services of one rule: one for each of its addresses. */
const servicesOf = (
  group: FarmGroup,
  element: GroupElement | undefined,
  rule: FarmRule,
  checks: readonly PortCheck[],
  making: Making,
): Statement[] => {
  const { module, placed, context } = making;
  const { directives } = module;
  const own = childrenNamed(element, 'rule').find(({ xml }) => xml.span.start === rule.span.start);
  const from = own === undefined ? [] : directives.of(own, 'virtual_addr', 'port', 'proto');
  if (rule.protocol === 'arp') {
    const whole = own === undefined ? [] : directives.of(own, ...own.attributes.keys());
    context.trail.note(whole, 'rule-arp');
    return [];
  }
  const { protocol, port } = rule;
  noteRule(rule, from, checks, making);
  const filter = own === undefined ? [] : directives.attributes(own, 'filter');
  const { statements, isPersistent } = schedulingOf(rule, filter, making);
  const idle = weightsOf(group, making).flatMap(([node, weight]) =>
    weight === 0 ? powersOf(element, node, making) : [],
  );
  const around = [...(element === undefined ? [] : directives.of(element, 'name')), ...idle];
  const ips = placed.addresses.filter(({ ip }) => rule.host === '*' || rule.host === ip);
  const isOwnProbe = port !== '*' && !isChecked(rule, checks);
  const services = ips.flatMap(({ ip }): Statement[] => {
    const servers = serversOf(group, element, rule, checks, ip, making);
    if (servers.length === 0) return [];
    const service = say(
      ['virtual_server', ip, port === '*' ? 0 : port],
      [...from, ...around],
      [
        say(['delay_loop', delayFor(rule, checks, making)], isOwnProbe ? from : []),
        ...statements,
        say(['lvs_method', 'DR']),
        say(['protocol', protocol.toUpperCase()], from),
        ...(isPersistent ? [say(['persistence_timeout', persistenceOf(making)], from)] : []),
        ...servers,
      ],
    );
    return [{ ...service, note: `Group ${group.name}.` }];
  });
  if (services.length === 0) context.trail.note([...from, ...filter], 'rule-without-servers');
  else if (services.length < ips.length) context.trail.note(from, 'rule-partly');
  return services;
};

const groupServices = (checks: readonly PortCheck[], making: Making): Statement[] => {
  const { farm, module, context } = making;
  const list = childNamed(childNamed(module.service, 'vip'), 'loadbalancing_list');
  const elements = childrenNamed(list, 'group');
  return farm.groups.flatMap((group) => {
    const element = elements.find(({ xml }) => xml.span.start === group.span.start);
    if (element !== undefined) context.trail.note(module.directives.of(element, 'name'), 'group');
    for (const [node, weight] of weightsOf(group, making)) {
      if (weight === 0) context.trail.note(powersOf(element, node, making), 'power-none');
    }
    return group.rules.flatMap((rule) => servicesOf(group, element, rule, checks, making));
  });
};

/** What every node needs to answer for the addresses: they are on lo, and nobody is told. */
export const realServerScript = (
  { name, service, directives }: SourceModule,
  { addresses }: Placed,
  path: string,
  scripts: string | undefined,
): Output => {
  const isIpv4 = addresses.some(({ ip }) => familyOf(ip) === 'inet');
  const user = childNamed(service, 'user');
  const ofUser = user === undefined ? [] : directives.of(user);
  const run = (script: string, words: string) =>
    scripts === undefined
      ? []
      : [scriptLine(`    [ -x ${scripts}/${script} ] && ${scripts}/${script} ${words}`, ofUser)];
  const addressLines = (verb: 'replace' | 'del') =>
    addresses.map(({ ip, from }) => {
      const host = `${ip}/${addressBits(familyOf(ip))}`;
      const quiet = verb === 'del' ? ' 2>/dev/null' : '';
      return scriptLine(`    ip addr ${verb} ${host} dev lo${quiet}`, from);
    });
  return scriptOutput(
    path,
    [
      `${name}, every node: start or stop. With start the node has the addresses on lo and does not answer`,
      'ARP for them, so that it serves what the director sends.',
    ],
    [
      scriptLine('case "$1" in'),
      scriptLine('  start)'),
      ...(isIpv4
        ? [
            scriptLine('    sysctl -qw net.ipv4.conf.all.arp_ignore=1'),
            scriptLine('    sysctl -qw net.ipv4.conf.all.arp_announce=2'),
          ]
        : []),
      ...addressLines('replace'),
      ...run('prestart', 'STOP WAIT start'),
      ...run('start_both', 'WAIT UP start'),
      scriptLine('    ;;'),
      scriptLine('  stop)'),
      ...run('stop_both', 'UP WAIT stop'),
      ...run('stop_both', 'force UP WAIT stop'),
      ...run('poststop', 'WAIT STOP stop'),
      ...addressLines('del'),
      scriptLine('    ;;'),
      scriptLine('esac'),
    ],
  );
};

const noteModule = (making: Making, script: string): readonly Directive[] => {
  const { module, farm, context, placed } = making;
  const { service, directives } = module;
  const { trail } = context;
  const head = directives.of(service, 'mode');
  trail.note(head, 'farm');
  const vip = childNamed(service, 'vip');
  const interfaces = childrenNamed(childNamed(vip, 'interface_list'), 'interface');
  const holders = interfaces.flatMap((one) => childNamed(one, 'virtual_interface') ?? []);
  const types = holders.flatMap((one) => directives.attributes(one, 'type', 'addr'));
  trail.note(types, 'farm-vmac');
  trail.note(
    placed.addresses.flatMap(({ from }) => from).filter(({ path }) => path.at(-1) === '@addr'),
    'farm-address',
    { script },
  );
  const reset = vip === undefined ? [] : directives.attributes(vip, 'tcpreset');
  trail.note(reset, farm.tcpReset ? 'farm-reset' : 'no-tcp-reset');
  const control = vip === undefined ? [] : directives.attributes(vip, 'scriptcontrol');
  trail.note(control, farm.scriptControl ? 'script-control' : 'no-script-control');
  const user = childNamed(service, 'user');
  if (user !== undefined) {
    trail.note(directives.of(user), 'farm-user');
    const vars = childrenNamed(user, 'var').flatMap((one) => directives.of(one, 'name', 'value'));
    trail.note(vars, 'farm-variable');
    trail.note(directives.attributes(user, 'nicestoptimeout', 'forcestoptimeout'), 'script-log');
  }
  return [
    ...head,
    ...types,
    ...placed.ambient,
    ...(farm.tcpReset ? [] : reset),
    ...(farm.scriptControl ? [] : control),
  ];
};

/** A farm on the node of this name. */
export const farmOnNode = (
  module: SourceModule,
  farm: Farm,
  node: string,
  vrid: number,
  fileOf: FileOf,
  context: Context,
): NodeModule => {
  const { service, directives, name } = module;
  const { trail, choices } = context;
  const element = childNamed(service, 'farm');
  const lans = childrenNamed(element, 'lan');
  const [first, ...more] = lans;
  const ofLan = [
    ...(element === undefined ? [] : directives.of(element)),
    ...(first === undefined ? [] : directives.of(first, 'name')),
  ];
  for (const one of more) trail.note(directives.of(one, 'name'), 'heartbeat-lost');
  const lan = lanNamed(context.network, farm.lans[0]?.name ?? '');
  const named = farm.interfaces.find((one) => one.name !== undefined)?.name;
  const primary = advertInterface(name, named, ofLan, context);
  const ofCluster = lan?.from ?? [];
  trail.note(ofCluster, 'lan');
  const family = routerFamily(lan, literalAddresses(farm.interfaces));
  const router: Router = { vrid, device: primary, family };
  const placed = placeAddresses(module, farm.interfaces, router, context);
  const { pulseMs, leaderPulses } = farm.membership;
  const { advertS, count } = timersFor(pulseMs, pulseMs * leaderPulses);
  const timers =
    element === undefined
      ? []
      : directives.attributes(element, 'pulse', 'mlost_count', 'slost_count');
  trail.note(timers, 'farm-timers', { advert: advertS, count });
  const making: Making = { module, farm, lan, placed, context };
  const head = noteModule(making, `${name}-realserver`);
  const checkers = checkersOf(module, { device: primary, lan }, fileOf, context);
  const user = childNamed(service, 'user');
  const scripts =
    user === undefined
      ? undefined
      : choices.choose(`module.${name}.scripts`, {
          form: 'path',
          fallback: `/opt/safekit/modules/${name}/bin`,
          why: 'where the scripts of the module are on the nodes: copy them before SafeKit goes',
          about: directives.of(user),
        });
  const instance = say(
    ['vrrp_instance', name],
    [...head, ...checkers.ambient],
    [
      say(['state', 'BACKUP']),
      say(
        ['interface', primary],
        [...ofLan, ...ofCluster, ...(placed.checked.get(primary) ?? []), ...checkers.ofInterface],
      ),
      say(['virtual_router_id', vrid]),
      say(['version', 3]),
      say(['priority', 100]),
      say(['nopreempt']),
      say(['advert_int', advertS], timers),
      say(['down_timer_adverts', count], timers),
      ...unicast(lan, node, router, context),
      ...placed.reroute,
      ...addressStatements(placed, router),
      ...followStatements(placed, router, checkers.ofInterface.length > 0),
      ...listOf('track_script', checkers.tracked),
    ],
  );
  const services = groupServices(portChecks(module, context), making);
  const script = realServerScript(module, placed, fileOf(`${name}-realserver`), scripts);
  return {
    statements: [...checkers.scripts, instance, ...services],
    files: [script, ...checkers.files],
  };
};
