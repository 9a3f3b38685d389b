// IPVS as lines for `ipvsadm -R`, ipvsadm(8). An edit replaces all attributes, so all are written.

import { bracketed, ipPort } from '../base/ip.ts';
import type { Forwarding } from '../ir/model.ts';
import type {
  IpvsServer,
  IpvsService,
  IpvsSyncDaemon,
  IpvsTimeouts,
  ServiceId,
} from '../plan/state.ts';
import type { Line } from './command.ts';

const restore = (words: readonly string[]): Line => ({
  tool: 'ipvsadm',
  argv: ['ipvsadm', '-R'],
  contract: 'goes-on',
  input: [words.join(' ')],
});

const protocolOptions = { tcp: '-t', udp: '-u', sctp: '--sctp-service' } as const;

const serviceWords = (id: ServiceId): string[] =>
  'mark' in id
    ? ['-f', String(id.mark), ...(id.family === 'inet6' ? ['-6'] : [])]
    : [protocolOptions[id.protocol], ipPort(id.ip, id.port)];

type Op = '+' | '~' | '-';

export const emitService = (op: Op, service: IpvsService): Line => {
  if (op === '-') return restore(['-D', ...serviceWords(service.id)]);
  const { persistenceS, granularity, engine, flags } = service;
  return restore([
    op === '+' ? '-A' : '-E',
    ...serviceWords(service.id),
    '-s',
    service.scheduler,
    ...(service.onePacket ? ['-o'] : []),
    ...(persistenceS === undefined ? [] : ['-p', String(persistenceS)]),
    ...(granularity === undefined ? [] : ['-M', granularity]),
    ...(engine === undefined ? [] : ['--pe', engine]),
    ...(flags.length === 0 ? [] : ['-b', flags.join(',')]),
  ]);
};

const methodWords = (forwarding: Forwarding): string[] => {
  if (forwarding.method === 'nat') return ['-m'];
  if (forwarding.method === 'dr') return ['-g'];
  const { type, port, checksum } = forwarding.tunnel;
  return [
    '-i',
    ...(type === 'ipip' ? [] : ['--tun-type', type]),
    ...(port === undefined ? [] : ['--tun-port', String(port)]),
    ...(type === 'ipip' ? [] : [`--tun-${checksum}`]),
  ];
};

export const emitServer = (op: Op, server: IpvsServer): Line => {
  const { ip, port, weight, upperThreshold, lowerThreshold } = server;
  const place = [...serviceWords(server.service), '-r', `${bracketed(ip)}:${port}`];
  if (op === '-') return restore(['-d', ...place]);
  return restore([
    op === '+' ? '-a' : '-e',
    ...place,
    ...methodWords(server.forwarding),
    '-w',
    String(weight),
    ...(upperThreshold === 0 ? [] : ['-x', String(upperThreshold)]),
    ...(lowerThreshold === 0 ? [] : ['-y', String(lowerThreshold)]),
  ]);
};

const given = (option: string, value: string | number | undefined): string[] =>
  value === undefined ? [] : [option, String(value)];

export const emitSyncDaemon = (op: Op, daemon: IpvsSyncDaemon): Line =>
  op === '-'
    ? restore(['--stop-daemon', daemon.role])
    : restore([
        '--start-daemon',
        daemon.role,
        '--mcast-interface',
        daemon.device,
        '--syncid',
        String(daemon.syncId),
        ...given('--sync-maxlen', daemon.maxLengthBytes),
        ...given('--mcast-group', daemon.group),
        ...given('--mcast-port', daemon.port),
        ...given('--mcast-ttl', daemon.ttl),
      ]);

/** 0 leaves a timeout as it is. */
export const emitTimeouts = ({ tcpS = 0, tcpFinS = 0, udpS = 0 }: IpvsTimeouts): Line =>
  restore(['--set', String(tcpS), String(tcpFinS), String(udpS)]);
