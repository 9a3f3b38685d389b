// Netlink messages and attributes as bytes, netlink(7).

import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  createWriter,
  readAnswer,
  readAttributes,
  readBe16,
  readBytes,
  readMessages,
  readString,
  readU16,
  readU32,
  readU8,
  type Writer,
} from '../../src/base/netlink.ts';

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** What `write` writes, in a buffer of its own. */
const written = (write: (writer: Writer) => void): Uint8Array => {
  const writer = createWriter();
  write(writer);
  return writer.written().slice();
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const layouts: readonly (readonly [what: string, write: (writer: Writer) => void, hex: string])[] =
  [
    ['one byte', (writer) => writer.u8(1, 0xab), '05000100 ab000000'],
    ['two bytes', (writer) => writer.u16(2, 0x1234), '06000200 34120000'],
    ['two bytes in network order', (writer) => writer.be16(2, 0x1234), '06000200 12340000'],
    ['four bytes', (writer) => writer.u32(3, 0x12345678), '08000300 78563412'],
    ['the largest number', (writer) => writer.u32(3, 0xffffffff), '08000300 ffffffff'],
    [
      'a text with its zero byte',
      (writer) => writer.string(4, 'eth0'),
      '09000400 65746830 00000000',
    ],
    ['a text without padding', (writer) => writer.string(4, 'rr.'), '08000400 72722e00'],
    ['nothing', (writer) => writer.attribute(5, []), '04000500'],
    [
      'attributes in an attribute, marked as such',
      (writer) => writer.nested(6, () => writer.u8(1, 1)),
      '0c000680 05000100 01000000',
    ],
    [
      'a message around its attributes',
      (writer) =>
        writer.message({ type: 16, flags: 5, sequence: 7 }, () => {
          writer.bytes([3, 2, 0, 0]);
          writer.string(2, 'IPVS');
        }),
      '20000000 1000 0500 07000000 00000000 03020000 09000200 49505653 00000000',
    ],
  ];

for (const [what, write, expected] of layouts) {
  test(`writes ${what}`, () => assert.is(hex(written(write)), expected.replaceAll(' ', '')));
}

test('pads with zeroes, also where an earlier use of the buffer left something', () => {
  const writer = createWriter();
  writer.attribute(1, Array<number>(64).fill(0xff));
  writer.clear();
  writer.nested(1, () => writer.attribute(2, [1]));
  assert.is(hex(writer.written()), '0c000180050002000100' + '0000');
});

test('refuses an attribute that is longer than a length of 16 bits can say', () => {
  const writer = createWriter();
  const longest = new Uint8Array(0xffff - 4);
  assert.is(written((one) => one.attribute(1, longest)).length, 0x10000);
  assert.throws(
    () => writer.attribute(1, new Uint8Array(longest.length + 1)),
    /attribute 1 .*long/,
  );
  const twice = () => {
    writer.attribute(2, new Uint8Array(40_000));
    writer.attribute(3, new Uint8Array(40_000));
  };
  assert.throws(() => writer.nested(1, twice), /attribute 1 .*long/);
});

interface Attribute {
  readonly type: number;
  readonly value: Uint8Array | readonly Attribute[];
}

const type = fc.integer({ min: 1, max: 0x3fff });

/** Lists of attributes, some of which hold lists; a type stands once in a list. */
const { attributes } = fc.letrec<{ attributes: Attribute[] }>((tie) => ({
  attributes: fc.uniqueArray(
    fc.record({
      type,
      value: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.uint8Array({ maxLength: 40 }),
        tie('attributes'),
      ),
    }),
    { maxLength: 6, selector: (attribute) => attribute.type },
  ),
}));

const put = (writer: Writer, list: readonly Attribute[]): void => {
  for (const { type: one, value } of list) {
    if (value instanceof Uint8Array) writer.attribute(one, value);
    else writer.nested(one, () => put(writer, value));
  }
};

const holds = (payload: DataView, list: readonly Attribute[]): void => {
  const found = readAttributes(payload);
  assert.equal(
    [...found.keys()],
    list.map((attribute) => attribute.type),
  );
  for (const { type: one, value } of list) {
    const view = found.get(one);
    if (value instanceof Uint8Array) assert.equal(readBytes(view), value);
    else holds(view as DataView, value);
  }
};

const messages = fc.array(
  fc.record({
    type: fc.integer({ min: 0, max: 0xffff }),
    flags: fc.integer({ min: 0, max: 0xffff }),
    sequence: fc.integer({ min: 0, max: 0xffffffff }),
    attributes,
  }),
  { maxLength: 8 },
);

test('reads the messages that it writes', () => {
  const property = fc.property(messages, (list) => {
    const bytes = written((writer) => {
      for (const { attributes: some, ...header } of list) {
        writer.message(header, () => put(writer, some));
      }
    });
    const found = readMessages(bytes);
    assert.equal(
      found.map(({ payload, ...header }) => header),
      list.map(({ attributes: some, ...header }) => header),
    );
    for (const [index, { payload }] of found.entries())
      holds(payload, list[index]?.attributes ?? []);
  });
  fc.assert(property, { seed: 51, numRuns: 300 });
});

test('reads the numbers and texts that it writes', () => {
  const values = fc.record({
    one: fc.integer({ min: 0, max: 0xff }),
    two: fc.integer({ min: 0, max: 0xffff }),
    four: fc.integer({ min: 0, max: 0xffffffff }),
    text: fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
  });
  const property = fc.property(values, ({ one, two, four, text }) => {
    const bytes = written((writer) => {
      writer.u8(1, one);
      writer.u16(2, two);
      writer.be16(3, two);
      writer.u32(4, four);
      writer.string(5, text);
    });
    const found = readAttributes(viewOf(bytes));
    assert.equal(
      [readU8(found.get(1)), readU16(found.get(2)), readBe16(found.get(3)), readU32(found.get(4))],
      [one, two, two, four],
    );
    assert.is(readString(found.get(5)), text);
  });
  fc.assert(property, { seed: 52, numRuns: 300 });
});

test('grows in the middle of a message', () => {
  const count = 3000;
  const bytes = written((writer) => {
    for (let sequence = 0; sequence < count; sequence++) {
      writer.message({ type: 20, flags: 1, sequence }, () =>
        writer.nested(1, () => {
          writer.u32(2, sequence);
          writer.string(3, `server ${sequence}`);
        }),
      );
    }
  });
  assert.ok(bytes.length > 2 * 65_536);
  const found = readMessages(bytes);
  assert.is(found.length, count);
  for (const { payload, sequence } of found) {
    const outer = readAttributes(payload).get(1);
    const inner = readAttributes(outer ?? payload);
    assert.is(readU32(inner.get(2)), sequence);
    assert.is(readString(inner.get(3)), `server ${sequence}`);
  }
});

test('takes what is absent or too short for nothing', () => {
  const short = new DataView(Uint8Array.of(7).buffer);
  assert.equal(
    [readU8, readU16, readU32, readBe16].map((read) => [read(undefined), read(short)]),
    [
      [0, 7],
      [0, 0],
      [0, 0],
      [0, 0],
    ],
  );
  assert.is(readString(undefined), '');
  assert.is(readString(new DataView(new TextEncoder().encode('no end').buffer)), 'no end');
});

const broken: readonly (readonly [what: string, hex: string, types: readonly number[]])[] = [
  ['a length of zero', '0500010001000000 00000200 05000300', [1]],
  ['a length that ends in its own header', '0500010001000000 03000200', [1]],
  ['a length beyond the end', '0500010001000000 0900020001020304', [1]],
  ['a header cut off', '0500010001000000 0500', [1]],
  ['missing padding at the end', '0500010001', [1]],
];

for (const [what, text, types] of broken) {
  test(`ends a list of attributes at ${what}`, () => {
    const payload = viewOf(Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex')));
    assert.equal([...readAttributes(payload).keys()], types);
  });
}

test('stays inside a datagram, whatever it holds', () => {
  // Some of it is as it should be, or nothing would be read at all.
  const some = messages.map((list) =>
    written((writer) => {
      for (const { attributes: own, ...header } of list) {
        writer.message(header, () => put(writer, own));
      }
    }),
  );
  const hits = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 });
  const property = fc.property(some, hits, fc.nat(), (bytes, changes, cut) => {
    // Bytes of others around it, as in a buffer that was larger than the datagram.
    const buffer = new Uint8Array(bytes.length + 64).fill(0xff);
    buffer.set(bytes, 32);
    const datagram = buffer.subarray(32, 32 + bytes.length - (cut % (bytes.length + 1)));
    for (const [at, value] of changes) {
      if (datagram.length > 0) datagram[at % datagram.length] = value;
    }
    const end = datagram.byteOffset + datagram.length;
    const isInside = ({ byteOffset, byteLength }: DataView): boolean =>
      byteOffset >= datagram.byteOffset && byteOffset + byteLength <= end;
    for (const { payload } of readMessages(datagram)) {
      assert.ok(isInside(payload));
      for (const value of readAttributes(payload).values()) assert.ok(isInside(value));
    }
  });
  fc.assert(property, { seed: 53, numRuns: 1000 });
});

const answers: readonly (readonly [what: string, type: number, hex: string, expected: unknown])[] =
  [
    ['an acknowledgement', 2, '00000000', { errno: 0 }],
    ['a refusal', 2, 'ffffffff', { errno: 1 }],
    [
      'a refusal with the header it is about',
      2,
      'eaffffff 14000000 1400 0500 0100000000000000',
      { errno: 22 },
    ],
    ['the end of a list', 3, '00000000', { errno: 0 }],
    ['the end of a list that broke off', 3, 'fcffffff', { errno: 4 }],
    ['the end of a list, without a number', 3, '', { errno: 0 }],
    ['data', 20, '01020000 05000100 ab000000', { attributes: '05000100ab000000' }],
  ];

for (const [what, kind, text, expected] of answers) {
  test(`knows ${what}`, () => {
    const payload = viewOf(Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex')));
    const answer = readAnswer({ type: kind, flags: 0, sequence: 1, payload });
    if ('errno' in answer) assert.equal(answer, expected);
    else assert.equal({ attributes: hex(readBytes(answer.attributes)) }, expected);
  });
}

for (const [kind, text] of [
  [2, 'ffff'],
  [20, '0102'],
] as const) {
  test(`says that a message of type ${kind} is too short`, () => {
    const payload = viewOf(Uint8Array.from(Buffer.from(text, 'hex')));
    assert.throws(
      () => readAnswer({ type: kind, flags: 0, sequence: 1, payload }),
      `netlink message of type ${kind} is too short: 2 bytes`,
    );
  });
}

test.run();
