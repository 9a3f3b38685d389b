// What ipvsadm(8) 1.31 prints of the fake kernel.

import { ipPort } from '../../../src/base/ip.ts';
import type { FakeDestination, FakeIpvs, FakeService } from './state.ts';

const lines = (list: readonly string[]): string => list.map((line) => `${line}\n`).join('');

const serviceWords = (service: FakeService): string =>
  [
    `-A ${service.place} -s ${service.scheduler}`,
    ...(service.persistence === undefined ? [] : [`-p ${service.persistence}`]),
    ...(service.netmask === undefined ? [] : [`-M ${service.netmask}`]),
    ...(service.engine === undefined ? [] : [`--pe ${service.engine}`]),
    ...(service.onePacket ? ['-o'] : []),
    ...(service.flags.length === 0 ? [] : [`-b ${service.flags.join(',')}`]),
  ].join(' ');

const serverWords = (place: string, server: FakeDestination): string => {
  const { ip, port, forward, weight, tunnel } = server;
  const words = [`-a ${place} -r ${ipPort(ip, port)} ${forward} -w ${weight}`];
  return [...words, ...(tunnel === '' ? [] : [tunnel])].join(' ');
};

/** `ipvsadm -Sn`: all but thresholds. */
export const listTable = ({ services }: FakeIpvs): string =>
  lines(
    services.flatMap((service) => [
      serviceWords(service),
      ...service.destinations.map((server) => serverWords(service.place, server)),
    ]),
  );

const heading = (service: FakeService): string => {
  const [option = '', address = '', family] = service.place.split(' ');
  const protocols: { readonly [option: string]: string } = { '-t': 'TCP ', '-u': 'UDP ' };
  const who =
    option === '-f'
      ? `FWM  ${address}${family === undefined ? '' : ' IPv6'}`
      : `${protocols[option] ?? 'SCTP'} ${address}`;
  return [
    `${who} ${service.scheduler}`,
    ...(service.flags.length === 0 ? [] : [`(${service.flags.join(',')})`]),
    ...(service.onePacket ? ['ops'] : []),
    ...(service.persistence === undefined ? [] : [`persistent ${service.persistence}`]),
    ...(service.netmask === undefined ? [] : [`mask ${service.netmask}`]),
    ...(service.engine === undefined ? [] : [`pe ${service.engine}`]),
  ].join(' ');
};

/** `ipvsadm -Ln --thresholds`. */
export const listThresholds = ({ services }: FakeIpvs): string =>
  lines([
    'IP Virtual Server version 1.2.1 (size=4096)',
    'Prot LocalAddress:Port            Uthreshold Lthreshold ActiveConn InActConn ',
    '  -> RemoteAddress:Port',
    ...services.flatMap((service) => [
      heading(service),
      ...service.destinations.map(({ ip, port, upper, lower }) => {
        const counts = [upper, lower, 0, 0].map((count) => String(count).padEnd(10)).join(' ');
        return `  -> ${ipPort(ip, port).padEnd(28)} ${counts}`;
      }),
    ]),
  ]);

/** `ipvsadm -L --timeout`. */
export const listTimeouts = ({ timeouts }: FakeIpvs): string =>
  `Timeout (tcp tcpfin udp): ${timeouts.join(' ')}\n`;

/** `ipvsadm -L --daemon`. */
export const listDaemons = ({ daemons }: FakeIpvs): string =>
  lines(
    (['master', 'backup'] as const).flatMap((role) => {
      const daemon = daemons[role];
      if (daemon === undefined) return [];
      const { device, syncId, maxLength, group, port, ttl } = daemon;
      const what = `mcast=${device}, syncid=${syncId}, maxlen=${maxLength}`;
      return `${role} sync daemon (${what}, group=${group}, port=${port}, ttl=${ttl})`;
    }),
  );
