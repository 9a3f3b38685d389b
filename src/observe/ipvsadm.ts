// IPVS by ipvsadm(8): services and servers from -Sn; thresholds, timeouts and sync daemons, which -Sn
// leaves out, from -L.

import { parseIp } from '../base/ip.ts';
import type { Forwarding, Protocol, Tunnel } from '../ir/model.ts';
import type {
  IpvsServer,
  IpvsService,
  IpvsSyncDaemon,
  IpvsTimeouts,
  Resource,
  ServiceId,
} from '../plan/state.ts';
import { serviceIdText } from '../plan/resources/ipvs.ts';
import { compact } from './query.ts';

const splitHost = (place: string): { ip: string; port: number } => {
  const colon = place.lastIndexOf(':');
  const host = place.slice(0, colon).replace(/^\[|\]$/g, '');
  return { ip: parseIp(host) ?? host, port: Number(place.slice(colon + 1)) };
};

const protocolOptions = new Map<string, Protocol>([
  ['-t', 'tcp'],
  ['-u', 'udp'],
  ['--sctp-service', 'sctp'],
]);

/** Options of one line of -Sn by name; a flag has an empty value. */
const readOptions = (words: readonly string[]): Map<string, string> => {
  const options = new Map<string, string>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const next = words[at + 1];
    const takesNext = next !== undefined && !/^-{1,2}[a-zA-Z6]/.test(next);
    options.set(word, takesNext ? next : '');
    if (takesNext) at++;
  }
  return options;
};

const readId = (options: ReadonlyMap<string, string>): ServiceId => {
  for (const [option, protocol] of protocolOptions) {
    const place = options.get(option);
    if (place !== undefined) return { protocol, ...splitHost(place) };
  }
  return { mark: Number(options.get('-f')), family: options.has('-6') ? 'inet6' : 'inet' };
};

const readService = (options: ReadonlyMap<string, string>): IpvsService => {
  const persistence = options.get('-p');
  return compact<IpvsService>({
    kind: 'ipvs-service',
    id: readId(options),
    scheduler: options.get('-s') ?? 'wlc',
    flags: (options.get('-b') ?? '')
      .split(',')
      .filter((flag) => flag !== '')
      .sort(),
    onePacket: options.has('-o'),
    persistenceS: persistence === undefined ? undefined : Number(persistence),
    granularity: options.get('-M'),
    engine: options.get('--pe'),
  });
};

const readForwarding = (options: ReadonlyMap<string, string>): Forwarding => {
  if (options.has('-m')) return { method: 'nat' };
  if (options.has('-g')) return { method: 'dr' };
  const port = options.get('--tun-port');
  const checksum = (['csum', 'remcsum'] as const).find((word) => options.has(`--tun-${word}`));
  const tunnel = compact<Tunnel>({
    type: (options.get('--tun-type') ?? 'ipip') as Tunnel['type'],
    port: port === undefined ? undefined : Number(port),
    checksum: checksum ?? 'nocsum',
  });
  return { method: 'tun', tunnel };
};

const readServer = (options: ReadonlyMap<string, string>): IpvsServer => ({
  kind: 'ipvs-server',
  service: readId(options),
  ...splitHost(options.get('-r') ?? ''),
  forwarding: readForwarding(options),
  weight: Number(options.get('-w') ?? 1),
  upperThreshold: 0,
  lowerThreshold: 0,
});

/** Services and servers of `ipvsadm -Sn`. */
export const readTable = (output: string): (IpvsService | IpvsServer)[] =>
  output.split('\n').flatMap((line): (IpvsService | IpvsServer)[] => {
    const [command, ...words] = line.trim().split(/\s+/);
    if (command === '-A') return [readService(readOptions(words))];
    return command === '-a' ? [readServer(readOptions(words))] : [];
  });

const serviceOfHeading = (words: readonly string[]): ServiceId => {
  const [protocol = '', place = '', third] = words;
  if (protocol === 'FWM') {
    return { mark: Number(place), family: third === 'IPv6' ? 'inet6' : 'inet' };
  }
  return { protocol: protocol.toLowerCase() as Protocol, ...splitHost(place) };
};

const serverText = (service: string, ip: string, port: number) => `${service} ${ip} ${port}`;

interface Thresholds {
  readonly upperThreshold: number;
  readonly lowerThreshold: number;
}

/** Thresholds of `ipvsadm -Ln --thresholds`, where they are not 0. */
export const readThresholds = (output: string): Map<string, Thresholds> => {
  const thresholds = new Map<string, Thresholds>();
  let service = '';
  for (const line of output.split('\n')) {
    const words = line.trim().split(/\s+/);
    if (/^(TCP|UDP|SCTP|FWM)\s/.test(line)) service = serviceIdText(serviceOfHeading(words));
    const [arrow, place = '', upper = '0', lower = '0'] = words;
    if (arrow !== '->' || !/^\d+$/.test(upper) || (upper === '0' && lower === '0')) continue;
    const { ip, port } = splitHost(place);
    const found = { upperThreshold: Number(upper), lowerThreshold: Number(lower) };
    thresholds.set(serverText(service, ip, port), found);
  }
  return thresholds;
};

/** Puts the thresholds on the servers of a table. */
export const withThresholds = (
  table: readonly (IpvsService | IpvsServer)[],
  thresholds: ReadonlyMap<string, Thresholds>,
): Resource[] => {
  if (thresholds.size === 0) return [...table];
  return table.map((resource) => {
    if (resource.kind === 'ipvs-service') return resource;
    const { service, ip, port } = resource;
    return { ...resource, ...thresholds.get(serverText(serviceIdText(service), ip, port)) };
  });
};

/** `Timeout (tcp tcpfin udp): 900 120 300`. */
export const readTimeouts = (output: string): IpvsTimeouts[] => {
  const match = /Timeout \(tcp tcpfin udp\): (\d+) (\d+) (\d+)/.exec(output);
  if (match === null) return [];
  const [, tcpS, tcpFinS, udpS] = match.map(Number);
  return [compact<IpvsTimeouts>({ kind: 'ipvs-timeouts', tcpS, tcpFinS, udpS })];
};

/** `master sync daemon (mcast=eth0, syncid=5, maxlen=1472, group=224.0.0.81, port=8848, ttl=1)`. */
export const readSyncDaemons = (output: string): IpvsSyncDaemon[] =>
  [...output.matchAll(/(master|backup) sync daemon \(([^)]*)\)/g)].map(([, role, list = '']) => {
    const members = new Map(list.split(', ').map((pair) => pair.split('=') as [string, string]));
    const number = (name: string) => (members.has(name) ? Number(members.get(name)) : undefined);
    return compact<IpvsSyncDaemon>({
      kind: 'ipvs-sync',
      role: role as IpvsSyncDaemon['role'],
      device: members.get('mcast') ?? '',
      syncId: number('syncid') ?? 0,
      maxLengthBytes: number('maxlen'),
      group: members.get('group'),
      port: number('port'),
      ttl: number('ttl'),
    });
  });

/** What is asked, in the order that the readers take it. */
export const ipvsCommands = {
  table: ['ipvsadm', '-Sn'],
  thresholds: ['ipvsadm', '-Ln', '--thresholds'],
  timeouts: ['ipvsadm', '-L', '--timeout'],
  daemons: ['ipvsadm', '-L', '--daemon'],
} as const;
