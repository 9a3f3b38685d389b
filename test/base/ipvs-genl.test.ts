// Who a service is, in attributes of the family IPVS: by number of linux/ip_vs.h, IPVS_SVC_ATTR_*.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as genl from '../../src/base/ipvs-genl.ts';
import { createWriter, type Writer } from '../../src/base/netlink.ts';
import { type Attributes, parseAttributes } from '../support/fake-kernel/attributes.ts';

const written = (write: (writer: Writer) => void): Attributes => {
  const writer = createWriter();
  write(writer);
  return parseAttributes([...writer.written()]);
};

const zeroes = (count: number): number[] => Array<number>(count).fill(0);
const inet6 = [0x20, 0x01, 0x0d, 0xb8, ...zeroes(11), 0x10];

const addresses: readonly (readonly [ip: string, bytes: number[]])[] = [
  ['192.0.2.10', [192, 0, 2, 10, ...zeroes(12)]],
  ['255.255.255.255', [255, 255, 255, 255, ...zeroes(12)]],
  ['2001:db8::10', inet6],
  ['::', zeroes(16)],
];

for (const [ip, bytes] of addresses) {
  test(`writes ${ip} in the 16 bytes that an address of any family takes`, () => {
    assert.equal(written((writer) => genl.writeAddress(writer, 7, ip)).bytes(7), bytes);
  });
}

type Identity = Parameters<typeof genl.writeIdentity>[1];

/** Family, protocol, address, port and mark; the mark tells which of the others count. */
const identities: readonly (readonly [id: Identity, attributes: { [type: number]: number[] }])[] = [
  [
    { protocol: 'tcp', ip: '192.0.2.10', port: 80 },
    { 1: [2, 0], 2: [6, 0], 3: [192, 0, 2, 10, ...zeroes(12)], 4: [0, 80] },
  ],
  [
    { protocol: 'udp', ip: '2001:db8::10', port: 5353 },
    { 1: [10, 0], 2: [17, 0], 3: inet6, 4: [0x14, 0xe9] },
  ],
  [
    { protocol: 'sctp', ip: '192.0.2.10', port: 0 },
    { 1: [2, 0], 2: [132, 0], 3: [192, 0, 2, 10, ...zeroes(12)], 4: [0, 0] },
  ],
  [
    { mark: 3, family: 'inet' },
    { 1: [2, 0], 5: [3, 0, 0, 0] },
  ],
  [
    { mark: 0xfffffffe, family: 'inet6' },
    { 1: [10, 0], 5: [254, 255, 255, 255] },
  ],
];

for (const [id, expected] of identities) {
  test(`names the service ${JSON.stringify(id)}`, () => {
    const found = written((writer) => genl.writeIdentity(writer, id));
    const types = [1, 2, 3, 4, 5].filter(found.has);
    assert.equal(Object.fromEntries(types.map((type) => [type, found.bytes(type)])), expected);
    assert.is(genl.familyOfIdentity(id), expected[1]?.[0] === 2 ? 'inet' : 'inet6');
  });
}

test.run();
