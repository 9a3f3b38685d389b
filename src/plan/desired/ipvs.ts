// IPVS: a kernel service for each listener of a virtual_server, the servers that are up in it, the
// sync daemon and the timeouts.

import { type Family, familyOf, ipPort } from '../../base/ip.ts';
import { diagnostic } from '../../diag/diagnostic.ts';
import type { Config, Forwarding, Listener, Server, Service } from '../../ir/model.ts';
import { roleOf, type World } from '../../ir/world.ts';
import { serviceIdText } from '../resources/ipvs.ts';
import type { IpvsServer, IpvsService, NftObject, ServiceId } from '../state.ts';
import { baseChain, meta, nftTable, payload, rule, set } from './nft.ts';
import { type Wishes, wish } from './wanted.ts';

/** Who the world's verdicts are about. */
export const verdictKey = (service: Service, server: Server): string =>
  `${service.name} ${ipPort(server.ip, server.port ?? 0)}`;

const isUp = (service: Service, server: Server, world: World): boolean => {
  const verdict = world.servers.get(verdictKey(service, server));
  return verdict === undefined ? !server.startsDown : verdict === 'up';
};

/** check_data.c: gained at quorum + hysteresis; a quorum above all weights is lowered to them. */
const hasQuorum = (service: Service, up: readonly Server[]): boolean => {
  const total = service.servers.reduce((sum, { weight }) => sum + weight, 0);
  const live = up.reduce((sum, { weight }) => sum + weight, 0);
  return live > 0 && live >= Math.min(service.quorum, total) + service.hysteresis;
};

/** A kernel service, and where its traffic comes in. */
interface Place {
  readonly listener: Listener;
  readonly id: ServiceId;
  /** One of several services of a virtual_server_group. */
  readonly isOfGroup: boolean;
}

/**
 * Only NAT rewrites ports. A mark covers all ports, so then there is none to take over; a group has
 * none of its own, so a server without one gets 0, which stands for the port that was asked for.
 */
const portFor = (place: Place, forwarding: Forwarding, own: number | undefined): number => {
  const listening = place.listener.kind === 'fwmark' ? 0 : place.listener.port;
  if (forwarding.method !== 'nat') return listening;
  return own ?? (place.isOfGroup ? 0 : listening);
};

const serverResource = (place: Place, server: Server, weight: number): IpvsServer => ({
  kind: 'ipvs-server',
  service: place.id,
  ip: server.ip,
  port: portFor(place, server.forwarding, server.port),
  forwarding: server.forwarding,
  weight,
  upperThreshold: server.upperThreshold,
  lowerThreshold: server.lowerThreshold,
});

/** ip_vs_ctl.c: the lower threshold must not be above the upper one, and 0 is the lowest of all. */
const refuseThresholds = (wishes: Wishes, service: Service): void => {
  for (const { ip, port = 0, upperThreshold, lowerThreshold, span } of service.servers) {
    if (lowerThreshold <= upperThreshold) continue;
    const values = {
      object: `server ${ipPort(ip, port)}`,
      reason: `lthreshold ${lowerThreshold} is above uthreshold ${upperThreshold}`,
      mend: 'raise uthreshold, or remove lthreshold',
    };
    wishes.diagnostics.push(diagnostic('HA5011', span, values));
  }
};

const wishServers = (wishes: Wishes, service: Service, place: Place, world: World): void => {
  const up = service.servers.filter((server) => isUp(service, server, world));
  const { sorryServer: sorry } = service;
  const quorum = hasQuorum(service, up);
  // Without a sorry server a lost quorum changes nothing in the table.
  const serving = quorum || sorry === undefined;
  for (const server of service.servers) {
    if (up.includes(server)) {
      if (serving) wish(wishes, serverResource(place, server, server.weight), server.span);
    } else if (server.inhibitOnFailure) {
      wish(wishes, serverResource(place, server, 0), server.span);
    }
  }
  if (sorry === undefined || (quorum && !sorry.inhibit)) return;
  const resource: IpvsServer = {
    kind: 'ipvs-server',
    service: place.id,
    ip: sorry.ip,
    port: portFor(place, sorry.forwarding, sorry.port),
    forwarding: sorry.forwarding,
    weight: quorum ? 0 : 1,
    upperThreshold: 0,
    lowerThreshold: 0,
  };
  wish(wishes, resource, sorry.span);
};

const serviceResource = (service: Service, id: ServiceId): IpvsService => {
  const { persistence } = service;
  const { granularity, engine } = persistence ?? {};
  const isHost = granularity === '255.255.255.255' || granularity === '128';
  return {
    kind: 'ipvs-service',
    id,
    scheduler: service.scheduler,
    flags: service.schedulerFlags,
    onePacket: service.onePacket,
    ...(persistence !== undefined && { persistenceS: persistence.timeoutS }),
    ...(granularity !== undefined && !isHost && { granularity }),
    ...(engine !== undefined && { engine }),
  };
};

const idOf = (service: Service, listener: Listener): ServiceId =>
  listener.kind === 'fwmark'
    ? { mark: listener.mark, family: listener.family }
    : { protocol: service.protocol, ip: listener.ip, port: listener.port };

const placeOf = (service: Service, listener: Listener): Place => ({
  listener,
  id: idOf(service, listener),
  isOfGroup: service.group !== undefined,
});

/** nftables_ipvs: marks for the addresses of groups, so that a group is one service a family. */
interface Marks {
  readonly next: () => number;
  /** Elements of `PROTOCOL_map` by table family. */
  readonly maps: Map<string, unknown[]>;
}

const markedPlaces = (service: Service, marks: Marks): Place[] => {
  const places: Place[] = [];
  for (const family of ['inet', 'inet6'] as const satisfies readonly Family[]) {
    const addresses = service.listeners.filter(
      (listener) => listener.kind === 'address' && familyOf(listener.ip) === family,
    );
    if (addresses.length === 0) continue;
    const mark = marks.next();
    const key = `${family === 'inet' ? 'ip' : 'ip6'} ${service.protocol}`;
    const elements = marks.maps.get(key) ?? [];
    for (const listener of addresses) {
      if (listener.kind !== 'address') continue;
      elements.push([{ concat: [listener.ip, listener.port] }, mark]);
    }
    marks.maps.set(key, elements);
    places.push(placeOf(service, { kind: 'fwmark', mark, family }));
  }
  const own = service.listeners.filter((listener) => listener.kind === 'fwmark');
  return [...places, ...own.map((listener) => placeOf(service, listener))];
};

const markTable = (family: 'ip' | 'ip6', maps: Marks['maps'], priority: number): NftObject[] => {
  const objects: NftObject[] = [];
  for (const protocol of ['tcp', 'udp', 'sctp']) {
    const elements = maps.get(`${family} ${protocol}`);
    if (elements === undefined) continue;
    const type = [family === 'ip' ? 'ipv4_addr' : 'ipv6_addr', 'inet_service'];
    const place = { concat: [payload(family, 'daddr'), payload(protocol, 'dport')] };
    const value = { map: { key: place, data: `@${protocol}_map` } };
    objects.push(set(family, `${protocol}_map`, type, elements, 'mark'));
    objects.push(rule(family, 'in', [{ mangle: { key: meta('mark'), value } }]));
  }
  if (objects.length > 0) objects.push(baseChain(family, 'in', 'input', priority));
  return objects;
};

const placesOf = (service: Service, marks: Marks | undefined): Place[] =>
  marks !== undefined && service.group !== undefined
    ? markedPlaces(service, marks)
    : service.listeners.map((listener) => placeOf(service, listener));

const markCounter = (config: Config): Marks | undefined => {
  const { ipvs } = config.global.firewall;
  if (ipvs === undefined) return undefined;
  let mark = ipvs.firstMark;
  return { next: () => mark++, maps: new Map() };
};

export const wishServices = (wishes: Wishes, config: Config, world: World): void => {
  const marks = markCounter(config);
  const seen = new Set<string>();
  for (const service of config.services) {
    refuseThresholds(wishes, service);
    for (const place of placesOf(service, marks)) {
      const text = serviceIdText(place.id);
      // A mark of a group that serves several protocols: one service with the servers of all.
      if (!seen.has(text)) wish(wishes, serviceResource(service, place.id), service.span);
      seen.add(text);
      wishServers(wishes, service, place, world);
    }
  }
  const { ipvs } = config.global.firewall;
  const why = config.services.find(({ group }) => group !== undefined)?.span;
  if (ipvs === undefined || marks === undefined || why === undefined) return;
  for (const family of ['ip', 'ip6'] as const) {
    const objects = markTable(family, marks.maps, ipvs.priority);
    if (objects.length > 0) wish(wishes, nftTable(family, ipvs.table, objects), why);
  }
};

/** The sync daemon is what its instance is; without an instance it is both. */
export const wishSyncDaemon = (wishes: Wishes, config: Config, world: World): void => {
  const { syncDaemon: daemon } = config.global;
  if (daemon === undefined) return;
  const role = daemon.instance && roleOf(world, daemon.instance);
  const isMaster = daemon.instance === undefined || role === 'master';
  const isBackup = daemon.instance === undefined || role !== 'master';
  for (const [wanted, side] of [
    [isMaster, 'master'],
    [isBackup, 'backup'],
  ] as const) {
    if (!wanted) continue;
    const { interface: device, syncId, maxLengthBytes, group, port, ttl, span } = daemon;
    wish(
      wishes,
      {
        kind: 'ipvs-sync',
        role: side,
        device,
        syncId,
        ...(maxLengthBytes !== undefined && { maxLengthBytes }),
        ...(group !== undefined && { group }),
        ...(port !== undefined && { port }),
        ...(ttl !== undefined && { ttl }),
      },
      span,
    );
  }
};

export const wishTimeouts = (wishes: Wishes, config: Config): void => {
  const { lvsTimeouts: timeouts } = config.global;
  if (timeouts === undefined) return;
  const { span, ...seconds } = timeouts;
  wish(wishes, { kind: 'ipvs-timeouts', ...seconds }, span);
};
