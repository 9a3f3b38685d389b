// Services, servers, daemons and timeouts as ipvsadm(8) is told.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { emitServer, emitService, emitSyncDaemon, emitTimeouts } from '../../src/emit/ipvsadm.ts';
import type { IpvsServer, IpvsService, ServiceId } from '../../src/plan/state.ts';

type Op = '+' | '~' | '-';

const web: ServiceId = { protocol: 'tcp', ip: '10.0.0.1', port: 80 };

const service = (id: ServiceId, more: Partial<IpvsService> = {}): IpvsService => ({
  kind: 'ipvs-service',
  id,
  scheduler: 'rr',
  flags: [],
  onePacket: false,
  ...more,
});

const services: readonly (readonly [op: Op, service: IpvsService, line: string])[] = [
  ['+', service(web), '-A -t 10.0.0.1:80 -s rr'],
  ['-', service(web), '-D -t 10.0.0.1:80'],
  ['+', service({ ...web, protocol: 'udp' }, { onePacket: true }), '-A -u 10.0.0.1:80 -s rr -o'],
  ['+', service({ ...web, protocol: 'sctp' }), '-A --sctp-service 10.0.0.1:80 -s rr'],
  ['+', service({ protocol: 'tcp', ip: '2001:db8::1', port: 80 }), '-A -t [2001:db8::1]:80 -s rr'],
  ['+', service({ mark: 3, family: 'inet' }), '-A -f 3 -s rr'],
  ['+', service({ mark: 3, family: 'inet6' }), '-A -f 3 -6 -s rr'],
  // An edit replaces all, so all is said again.
  [
    '~',
    service(web, {
      scheduler: 'sh',
      flags: ['sh-fallback', 'sh-port'],
      persistenceS: 300,
      granularity: '255.255.255.0',
      engine: 'sip',
    }),
    '-E -t 10.0.0.1:80 -s sh -p 300 -M 255.255.255.0 --pe sip -b sh-fallback,sh-port',
  ],
];

for (const [op, one, line] of services) {
  test(`a service is written as: ${line}`, () => {
    assert.equal(emitService(op, one).input, [line]);
  });
}

const server = (more: Partial<IpvsServer> = {}): IpvsServer => ({
  kind: 'ipvs-server',
  service: web,
  ip: '10.1.0.1',
  port: 8080,
  forwarding: { method: 'nat' },
  weight: 1,
  upperThreshold: 0,
  lowerThreshold: 0,
  ...more,
});

const servers: readonly (readonly [op: Op, server: IpvsServer, line: string])[] = [
  ['+', server(), '-a -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 1'],
  ['-', server(), '-d -t 10.0.0.1:80 -r 10.1.0.1:8080'],
  [
    '~',
    server({ forwarding: { method: 'dr' }, weight: 0 }),
    '-e -t 10.0.0.1:80 -r 10.1.0.1:8080 -g -w 0',
  ],
  [
    '+',
    server({ upperThreshold: 100, lowerThreshold: 50 }),
    '-a -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 1 -x 100 -y 50',
  ],
  ['+', server({ ip: '2001:db8::5' }), '-a -t 10.0.0.1:80 -r [2001:db8::5]:8080 -m -w 1'],
  [
    '+',
    server({ forwarding: { method: 'tun', tunnel: { type: 'ipip', checksum: 'nocsum' } } }),
    '-a -t 10.0.0.1:80 -r 10.1.0.1:8080 -i -w 1',
  ],
  [
    '+',
    server({
      forwarding: { method: 'tun', tunnel: { type: 'gue', port: 6080, checksum: 'remcsum' } },
    }),
    '-a -t 10.0.0.1:80 -r 10.1.0.1:8080 -i --tun-type gue --tun-port 6080 --tun-remcsum -w 1',
  ],
  [
    '+',
    server({ forwarding: { method: 'tun', tunnel: { type: 'gre', checksum: 'csum' } } }),
    '-a -t 10.0.0.1:80 -r 10.1.0.1:8080 -i --tun-type gre --tun-csum -w 1',
  ],
  [
    '+',
    server({ service: { mark: 3, family: 'inet6' }, ip: '2001:db8::5', port: 0 }),
    '-a -f 3 -6 -r [2001:db8::5]:0 -m -w 1',
  ],
];

for (const [op, one, line] of servers) {
  test(`a server is written as: ${line}`, () => {
    assert.equal(emitServer(op, one).input, [line]);
  });
}

test('a sync daemon is started with what is asked for and no more', () => {
  const daemon = { kind: 'ipvs-sync', role: 'master', device: 'eth0', syncId: 5 } as const;
  assert.equal(emitSyncDaemon('+', daemon).input, [
    '--start-daemon master --mcast-interface eth0 --syncid 5',
  ]);
  const full = { ...daemon, maxLengthBytes: 1400, group: '224.0.0.99', port: 8849, ttl: 2 };
  assert.equal(emitSyncDaemon('+', full).input, [
    '--start-daemon master --mcast-interface eth0 --syncid 5 --sync-maxlen 1400 --mcast-group 224.0.0.99 --mcast-port 8849 --mcast-ttl 2',
  ]);
  assert.equal(emitSyncDaemon('-', full).input, ['--stop-daemon master']);
});

test('a timeout that is not asked for is written as 0, which leaves it', () => {
  assert.equal(emitTimeouts({ kind: 'ipvs-timeouts', tcpFinS: 60 }).input, ['--set 0 60 0']);
});

test('ipvsadm goes on after a line that is refused', () => {
  assert.is(emitService('+', service(web)).contract, 'goes-on');
});

test.run();
