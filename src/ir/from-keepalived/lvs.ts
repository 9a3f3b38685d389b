// virtual_server and real_server, with what keepalived makes of them (check_data.c, validated against
// the kernel tables of 2.2.7).

import { type Family, familyOf, ipPort } from '../../base/ip.ts';
import { accepted, type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { keepalived } from '../../../grammars/keepalived/index.ts';
import {
  all,
  arg,
  type BoundBlock,
  type BoundStatement,
  blockOf,
  isOn,
  isWritten,
  one,
  option,
  optionValue,
  value,
} from '../../syntax/tree.ts';
import type {
  Forwarding,
  Listener,
  Notify,
  Persistence,
  Protocol,
  Server,
  Service,
  SorryServer,
  Tunnel,
} from '../model.ts';
import { buildCheckers } from './checkers.ts';
import { familyNames } from './checks/family-names.ts';
import { checkService } from './checks/service.ts';
import type { Trackers } from './checks/trackers.ts';
import { checkTunnel } from './checks/tunnels.ts';
import { buildNotify, noNotify } from './command.ts';
import { defined } from '../defined.ts';
import { granularityOf } from './granularity.ts';
import { buildHead, type GroupListener, type Head } from './listeners.ts';
import { buildFlags } from './scheduler-flags.ts';

type Schema = typeof keepalived;
type ServerStatement = BoundStatement<Schema['virtual_server']>;
type ServerBlock = BoundBlock<Schema['virtual_server']['block']>;
type RealStatement = BoundStatement<Schema['virtual_server']['block']['real_server']>;
/** lb_kind, lvs_method and sorry_server_lvs_method are written alike. */
type MethodStatement = BoundStatement<
  Pick<Schema['virtual_server']['block']['lb_kind'], 'args' | 'options'>
>;

const defaultPersistenceS = 360;

const buildForwarding = (statement: MethodStatement | undefined): Forwarding | undefined => {
  const method = arg(statement, 0);
  if (method === undefined) return undefined;
  if (method === 'NAT') return { method: 'nat' };
  if (method === 'DR') return { method: 'dr' };
  const checksum = (['csum', 'remcsum'] as const).find((word) => option(statement, word));
  const tunnel = defined<Tunnel>({
    type: optionValue(statement, 'type') ?? 'ipip',
    port: optionValue(statement, 'port'),
    checksum: checksum ?? 'nocsum',
  });
  return { method: 'tun', tunnel };
};

const isForSomePorts = (listener: Listener): boolean =>
  listener.kind === 'fwmark' || listener.port > 0;

const buildPersistence = (
  server: ServerStatement,
  head: Head,
  diagnostics: Diagnostic[],
): Persistence | undefined => {
  const block = blockOf(server);
  const statement = one(block, 'persistence_timeout');
  const granularity = granularityOf(block, head.listeners, diagnostics);
  const engine = value(block, 'persistence_engine');
  let timeoutS = statement && (arg(statement, 0) ?? defaultPersistenceS);
  if (timeoutS === undefined && granularity !== undefined) timeoutS = defaultPersistenceS;
  if (timeoutS === undefined && !head.listeners.every(isForSomePorts)) {
    timeoutS = defaultPersistenceS;
    const values = { name: head.name, seconds: timeoutS };
    diagnostics.push(diagnostic('HA3022', server.span, values));
  }
  return timeoutS === undefined
    ? undefined
    : defined<Persistence>({ timeoutS, granularity, engine });
};

/** What services refer to, and where to say what is wrong. */
export interface ServiceContext {
  readonly groups: ReadonlyMap<string, readonly GroupListener[]>;
  readonly trackers: Trackers;
  readonly diagnostics: Diagnostic[];
}

interface ServerDefaults {
  readonly forwarding: Forwarding;
  readonly weight: number;
  readonly alpha: boolean;
  readonly inhibit: boolean;
}

type RealBlock = BoundBlock<Schema['virtual_server']['block']['real_server']['block']>;

/** Most servers notify nobody. */
const notifyOf = (block: RealBlock | undefined): Notify =>
  isWritten(block, 'notify_up') || isWritten(block, 'notify_down')
    ? buildNotify([
        ['up', one(block, 'notify_up')],
        ['down', one(block, 'notify_down')],
      ])
    : noNotify;

const buildServer = (
  statement: RealStatement,
  defaults: ServerDefaults,
  { trackers, diagnostics }: ServiceContext,
): Server | undefined => {
  const ip = arg(statement, 0);
  // A server with a port that is none is skipped.
  if (ip === undefined || statement.line.args.includes(undefined)) return undefined;
  const block = blockOf(statement);
  const method = one(block, 'lvs_method');
  checkTunnel(method, ip, diagnostics);
  const checkers = buildCheckers(block, { server: ip, trackers, diagnostics });
  const alpha = isOn(block, 'alpha', defaults.alpha);
  return {
    ip,
    // Port 0 stands for the port of the service.
    port: arg(statement, 1) || undefined,
    weight: value(block, 'weight') ?? defaults.weight,
    forwarding: buildForwarding(method) ?? defaults.forwarding,
    upperThreshold: value(block, 'uthreshold') ?? 0,
    lowerThreshold: value(block, 'lthreshold') ?? 0,
    // Alpha mode waits for a checker: without one there is nothing to wait for.
    startsDown: alpha && checkers.length > 0,
    inhibitOnFailure: isOn(block, 'inhibit_on_failure', defaults.inhibit),
    checkers,
    notify: notifyOf(block),
    span: statement.span,
  };
};

const listenerFamily = (listener: Listener): Family =>
  listener.kind === 'fwmark' ? listener.family : familyOf(listener.ip);

/** A service for its servers: the name it has in messages, and the families of its listeners. */
interface Front {
  readonly isGroup: boolean;
  readonly name: string;
  readonly families: ReadonlySet<Family>;
}

/** Only a tunnel leads from one family to the other. */
const isReachable = (
  { ip, forwarding, span }: Pick<Server, 'ip' | 'forwarding' | 'span'>,
  { name, isGroup, families }: Front,
  diagnostics: Diagnostic[],
): boolean => {
  const family = familyOf(ip);
  if (forwarding.method === 'tun') return true;
  if (families.size === 0 || (families.size === 1 && families.has(family))) return true;
  const other = familyNames[family === 'inet' ? 'inet6' : 'inet'];
  const method = forwarding.method.toUpperCase();
  const values = { server: ip, family: familyNames[family], name, other, method };
  const problem = diagnostic('HA3030', span, values);
  // keepalived goes by the first server of a group, and does not look at the lines of the group.
  diagnostics.push(isGroup ? accepted(problem, true) : problem);
  return false;
};

/** The servers without those that were there before. */
const withoutTwins = (
  servers: readonly Server[],
  name: string,
  diagnostics: Diagnostic[],
): readonly Server[] => {
  // Most services have one server on an address.
  if (new Set(servers.map(({ ip }) => ip)).size === servers.length) return servers;
  const kept = new Map<string, Server>();
  for (const server of servers) {
    const key = ipPort(server.ip, server.port ?? 0);
    const first = kept.get(key);
    if (first === undefined) kept.set(key, server);
    else {
      const labels = [{ span: first.span, text: 'first defined here' }];
      diagnostics.push(diagnostic('HA3013', server.span, { server: key, name }, labels));
    }
  }
  return [...kept.values()];
};

const buildServers = (
  block: ServerBlock | undefined,
  front: Front,
  defaults: ServerDefaults,
  context: ServiceContext,
): readonly Server[] => {
  const { diagnostics } = context;
  const servers: Server[] = [];
  for (const statement of all(block, 'real_server')) {
    const server = buildServer(statement, defaults, context);
    if (server !== undefined && isReachable(server, front, diagnostics)) servers.push(server);
  }
  return withoutTwins(servers, front.name, diagnostics);
};

const buildSorryServer = (
  block: ServerBlock | undefined,
  front: Front,
  forwarding: Forwarding,
  diagnostics: Diagnostic[],
): SorryServer | undefined => {
  const statement = one(block, 'sorry_server');
  const ip = arg(statement, 0);
  if (statement === undefined || ip === undefined) return undefined;
  const server: SorryServer = {
    ip,
    port: arg(statement, 1) ?? 0,
    forwarding: buildForwarding(one(block, 'sorry_server_lvs_method')) ?? forwarding,
    inhibit: one(block, 'sorry_server_inhibit') !== undefined,
    span: statement.span,
  };
  return isReachable(server, front, diagnostics) ? server : undefined;
};

/** A fwmark service is of the family it says, else of its servers' family. */
const markFamily = (block: ServerBlock | undefined): Family => {
  const written = value(block, 'ip_family');
  if (written !== undefined) return written;
  const ip = arg(one(block, 'real_server'), 0);
  return ip === undefined ? 'inet' : familyOf(ip);
};

const checkDefaults = (
  statement: ServerStatement,
  block: ServerBlock | undefined,
  head: Head,
  diagnostics: Diagnostic[],
): void => {
  const wantsProtocol = head.listeners.some(({ kind }) => kind === 'address');
  const missing: [string, string][] = [];
  if (!isWritten(block, 'lb_algo')) missing.push(['lb_algo', 'wlc']);
  if (!isWritten(block, 'lb_kind')) missing.push(['lb_kind', 'NAT']);
  if (wantsProtocol && one(block, 'protocol') === undefined) missing.push(['protocol', 'UDP']);
  for (const [keyword, taken] of missing) {
    const values = { name: head.name, keyword, value: taken };
    diagnostics.push(diagnostic('HA3017', statement.span, values));
  }
};

const checkPorts = (service: Service, diagnostics: Diagnostic[]): void => {
  const port = service.listeners.find((listener) => listener.kind === 'address')?.port;
  if (port === undefined) return;
  const { servers, sorryServer } = service;
  for (const server of sorryServer === undefined ? servers : [...servers, sorryServer]) {
    const { method } = server.forwarding;
    if (method === 'nat' || !server.port || server.port === port) continue;
    const values = {
      server: server.ip,
      port: server.port,
      used: port,
      method: method.toUpperCase(),
    };
    diagnostics.push(diagnostic('HA3018', server.span, values));
  }
};

/** check_data.c: no quorum above all weights, no hysteresis that is not below the quorum. */
const buildQuorum = (
  block: ServerBlock | undefined,
  name: string,
  servers: readonly Server[],
  diagnostics: Diagnostic[],
): Pick<Service, 'quorum' | 'hysteresis'> => {
  const weight = servers.reduce((sum, server) => sum + server.weight, 0);
  const wanted = value(block, 'quorum') ?? 1;
  const quorum = weight === 0 ? wanted : Math.min(wanted, weight);
  if (quorum !== wanted) {
    const at = one(block, 'quorum')?.span ?? null;
    diagnostics.push(diagnostic('HA3020', at, { name, quorum: wanted, weight }));
  }
  const written = value(block, 'hysteresis') ?? 0;
  const hysteresis = Math.min(written, quorum - 1);
  const at = one(block, 'hysteresis')?.span ?? null;
  if (hysteresis !== written) {
    const values = { hysteresis: written, quorum, used: hysteresis };
    diagnostics.push(diagnostic('HA3028', at, values));
  }
  if (hysteresis > 0 && quorum + hysteresis > weight) {
    const most = weight - quorum;
    const mend = most === 0 ? 'remove the hysteresis' : `lower the hysteresis to at most ${most}`;
    const values = { name, quorum, hysteresis, weight, mend };
    diagnostics.push(diagnostic('HA3023', at, values));
  }
  return { quorum, hysteresis };
};

const buildService = (statement: ServerStatement, context: ServiceContext): Service | undefined => {
  const { groups, diagnostics } = context;
  const block = blockOf(statement);
  const head = buildHead(statement, groups, markFamily(block), diagnostics);
  if (head === undefined || block === undefined) return undefined;
  checkDefaults(statement, block, head, diagnostics);
  const forwarding = buildForwarding(one(block, 'lb_kind')) ?? { method: 'nat' };
  const scheduler = value(block, 'lb_algo') ?? 'wlc';
  const protocol = (value(block, 'protocol') ?? 'UDP').toLowerCase() as Protocol;
  const defaults = {
    forwarding,
    weight: value(block, 'weight') ?? 1,
    alpha: one(block, 'alpha') !== undefined,
    inhibit: one(block, 'inhibit_on_failure') !== undefined,
  };
  const front = {
    name: head.name,
    isGroup: head.group !== undefined,
    families: new Set(head.listeners.map(listenerFamily)),
  };
  const servers = buildServers(block, front, defaults, context);
  if (servers.length === 0) {
    // One whose address could not be read is reported already.
    if (all(block, 'real_server').length === 0) {
      diagnostics.push(diagnostic('HA3011', statement.span, { name: head.name }));
    }
    return undefined;
  }
  const ops = one(block, 'ops');
  const takesOps = protocol === 'udp' || head.listeners.every(({ kind }) => kind === 'fwmark');
  if (ops !== undefined && !takesOps) {
    diagnostics.push(diagnostic('HA3021', ops.span, { name: head.name }));
  }
  const persistence = buildPersistence(statement, head, diagnostics);
  const { quorum, hysteresis } = buildQuorum(block, head.name, servers, diagnostics);
  const sorryServer = buildSorryServer(block, front, forwarding, diagnostics);
  const virtualHost = value(block, 'virtualhost');
  const service: Service = {
    name: head.name,
    ...(head.group !== undefined && { group: head.group }),
    listeners: head.listeners,
    protocol,
    scheduler,
    schedulerFlags: buildFlags(block, scheduler, diagnostics),
    onePacket: ops !== undefined && takesOps,
    ...(persistence !== undefined && { persistence }),
    quorum,
    hysteresis,
    servers,
    ...(sorryServer !== undefined && { sorryServer }),
    delayLoopS: value(block, 'delay_loop') ?? 60,
    ...(virtualHost !== undefined && { virtualHost }),
    span: statement.span,
  };
  checkPorts(service, diagnostics);
  checkService({ block, service, diagnostics });
  return service;
};

/** The services of a file, in its order. */
export const buildServices = (
  statements: readonly ServerStatement[],
  context: ServiceContext,
): Service[] => statements.flatMap((statement) => buildService(statement, context) ?? []);
