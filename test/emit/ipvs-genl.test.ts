// IPVS steps as requests of generic netlink: what they hold, and that a dump in the same form reads as
// the resource that was written.

import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createWriter } from '../../src/base/netlink.ts';
import { ipvsRequest } from '../../src/emit/ipvs-genl.ts';
import { readConfig, readDaemon, readServer, readService } from '../../src/observe/ipvs-genl.ts';
import type {
  IpvsServer,
  IpvsService,
  IpvsSyncDaemon,
  IpvsTimeouts,
  Resource,
} from '../../src/plan/state.ts';
import type { Step } from '../../src/plan/step.ts';
import { type Attributes, parseAttributes } from '../support/fake-kernel/attributes.ts';
import { link, server, service } from '../support/resources.ts';

type Ipvs = IpvsService | IpvsServer | IpvsSyncDaemon | IpvsTimeouts;

const request = (op: Step['op'], resource: Resource) => {
  const side = op === '-' ? { before: resource } : { after: resource };
  return ipvsRequest({ id: 1, op, key: 'x', ...side });
};

const bytesOf = (op: Step['op'], resource: Resource): Uint8Array => {
  const writer = createWriter();
  request(op, resource).write(writer);
  return writer.written().slice();
};

const attributesOf = (op: Step['op'], resource: Resource): Attributes =>
  parseAttributes([...bytesOf(op, resource)]);

const daemon: IpvsSyncDaemon = { kind: 'ipvs-sync', role: 'backup', device: 'eth0', syncId: 5 };
const timeouts: IpvsTimeouts = { kind: 'ipvs-timeouts', tcpS: 900, udpS: 300 };

/** IPVS_CMD_* of linux/ip_vs.h. */
const commands: readonly (readonly [resource: Ipvs, add: number, change: number, del: number])[] = [
  [service(3), 1, 2, 3],
  [server(3, '10.1.0.1'), 5, 6, 7],
  [daemon, 9, 9, 10],
  [timeouts, 12, 12, 12],
];

for (const [resource, ...expected] of commands) {
  test(`asks for the commands ${expected.join(', ')} for ${resource.kind}`, () => {
    const asked = (['+', '~', '-'] as const).map((op) => request(op, resource).command);
    assert.equal(asked, expected);
  });
}

test('has no request for other kinds', () => {
  assert.throws(() => request('+', link('eth0.1')), 'not an IPVS step: link');
});

test('a service is removed by its name alone', () => {
  const outer = attributesOf('-', service(3, { persistenceS: 50 })).nested(1);
  assert.equal([1, 5, 6, 7, 8, 9].filter(outer.has), [1, 5]);
});

test('a server is removed by its place alone', () => {
  const outer = attributesOf('-', server(3, '10.1.0.1'));
  assert.ok(outer.has(1), 'the service it belongs to');
  const inner = outer.nested(2);
  assert.equal([1, 2, 3, 4, 5, 6, 11].filter(inner.has), [1, 2, 11]);
});

test('flags come with a mask that means all of them, so that a change takes flags away', () => {
  const outer = attributesOf('~', service(3, { onePacket: true, flags: ['flag-2'] })).nested(1);
  assert.equal(outer.bytes(7), [4 | 16, 0, 0, 0, 255, 255, 255, 255]);
});

test('a timeout that is not wanted is left as it is', () => {
  const outer = attributesOf('~', timeouts);
  assert.equal([4, 5, 6].map(outer.number), [900, 0, 300]);
});

const u16 = fc.integer({ min: 0, max: 0xffff });
const u32 = fc.integer({ min: 0, max: 0xffffffff });
const octet = fc.integer({ min: 0, max: 255 });
const inet = fc.tuple(octet, octet, octet, octet).map((octets) => octets.join('.'));
const inet6 = fc.constantFrom('::', '::1', '2001:db8::10', 'fe80::1:2:3:4', 'ff02::12');
const ip = fc.oneof(inet, inet6);

/** Some of the members of `record`, the others absent. */
const optional = <T extends object>(record: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(record, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;

const id: fc.Arbitrary<IpvsService['id']> = fc.oneof(
  fc.record({ protocol: fc.constantFrom('tcp', 'udp', 'sctp'), ip, port: u16 }),
  fc.record({
    mark: fc.integer({ min: 1, max: 0xffffffff }),
    family: fc.constantFrom('inet', 'inet6'),
  }),
);

const isInet6 = (one: IpvsService['id']): boolean =>
  'mark' in one ? one.family === 'inet6' : one.ip.includes(':');

const scheduling = fc.oneof(
  fc.tuple(fc.constantFrom('rr', 'wlc'), fc.subarray<string>(['flag-1', 'flag-2', 'flag-3'])),
  fc.tuple(fc.constant('sh'), fc.subarray<string>(['sh-fallback', 'sh-port'])),
  fc.tuple(fc.constant('mh'), fc.subarray<string>(['mh-fallback', 'mh-port'])),
);

/** Only a persistent service has a granularity; that of one address is none. */
const persistence = (one: IpvsService['id']) =>
  fc.oneof(
    fc.constant({}),
    fc.record({ persistenceS: u32 }),
    fc.record({
      persistenceS: u32,
      granularity: isInet6(one)
        ? fc.integer({ min: 1, max: 127 }).map(String)
        : fc.constantFrom('255.255.255.0', '255.255.0.0', '255.255.255.254'),
    }),
  );

const anyService: fc.Arbitrary<IpvsService> = id.chain((one) =>
  fc
    .tuple(scheduling, fc.boolean(), persistence(one), optional({ engine: fc.constant('sip') }))
    .map(([[scheduler, flags], onePacket, ...more]) => ({
      kind: 'ipvs-service',
      id: one,
      scheduler,
      flags,
      onePacket,
      ...Object.assign({}, ...more),
    })),
);

const tunnel = fc
  .tuple(
    fc.record({
      type: fc.constantFrom('ipip', 'gue', 'gre'),
      checksum: fc.constantFrom('nocsum', 'csum', 'remcsum'),
    }),
    optional({ port: fc.integer({ min: 1, max: 0xffff }) }),
  )
  .map(([required, more]) => ({ ...required, ...more }));

const anyServer: fc.Arbitrary<IpvsServer> = fc.record({
  kind: fc.constant('ipvs-server'),
  service: id,
  ip,
  port: u16,
  forwarding: fc.oneof(
    fc.record({ method: fc.constantFrom('nat', 'dr') }),
    fc.record({ method: fc.constant('tun'), tunnel }),
  ) as fc.Arbitrary<IpvsServer['forwarding']>,
  weight: u32,
  upperThreshold: u32,
  lowerThreshold: u32,
});

const anyDaemon: fc.Arbitrary<IpvsSyncDaemon> = fc
  .tuple(
    fc.record({
      kind: fc.constant('ipvs-sync'),
      role: fc.constantFrom('master', 'backup'),
      device: fc.constantFrom('eth0', 'a-name-of-15-ch'),
      syncId: octet,
    }),
    optional({
      maxLengthBytes: fc.integer({ min: 1, max: 0xffff }),
      group: fc.oneof(inet, inet6),
      port: fc.integer({ min: 1, max: 0xffff }),
      ttl: fc.integer({ min: 1, max: 255 }),
    }),
  )
  .map(([required, more]) => ({ ...required, ...more }) as IpvsSyncDaemon);

const anyTimeouts: fc.Arbitrary<IpvsTimeouts> = fc.record({
  kind: fc.constant('ipvs-timeouts'),
  tcpS: u32,
  tcpFinS: u32,
  udpS: u32,
});

const read = (payload: DataView, like: Ipvs): Ipvs | undefined => {
  switch (like.kind) {
    case 'ipvs-service':
      return readService(payload);
    case 'ipvs-server':
      return readServer(payload, like.service);
    case 'ipvs-sync':
      return readDaemon(payload);
    case 'ipvs-timeouts':
      return readConfig(payload);
  }
};

const anyResource = fc
  .oneof<fc.Arbitrary<Ipvs>[]>(anyService, anyServer, anyDaemon, anyTimeouts)
  // Some of them come without a prototype, which would make them unequal to all that is read.
  .map((resource) => structuredClone(resource));

test('what is written reads as it was', () => {
  const property = fc.property(anyResource, fc.constantFrom('+', '~'), (resource, op) => {
    const payload = new DataView(bytesOf(op, resource).buffer);
    assert.equal(read(payload, resource), resource);
  });
  fc.assert(property, { seed: 54, numRuns: 2000 });
});

test('a reply that is cut off or garbled reads as something or nothing, and does no harm', () => {
  const hits = fc.array(fc.tuple(fc.nat(), octet), { maxLength: 6 });
  const property = fc.property(anyResource, hits, fc.nat(), (resource, changes, cut) => {
    const bytes = bytesOf('+', resource);
    for (const [at, value] of changes) bytes[at % bytes.length] = value;
    const payload = new DataView(bytes.buffer, 0, cut % (bytes.length + 1));
    const found = read(payload, resource);
    assert.ok(found === undefined || found.kind === resource.kind);
  });
  fc.assert(property, { seed: 55, numRuns: 2000 });
});

test.run();
