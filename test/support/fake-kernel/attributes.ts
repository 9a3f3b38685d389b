// Attributes of netlink, netlink(7), written and read apart from src/base/netlink.ts: length and type of
// 16 bits each, the value, and nothing up to a multiple of four.

const align = (length: number): number => (length + 3) & ~3;

type Value = readonly number[];

export const u8 = (value: number): Value => [value & 255];
export const u16 = (value: number): Value => [value & 255, (value >> 8) & 255];
export const u32 = (value: number): Value => [0, 8, 16, 24].map((shift) => (value >>> shift) & 255);
export const be16 = (value: number): Value => [(value >> 8) & 255, value & 255];
export const string = (text: string): Value => [...new TextEncoder().encode(text), 0];

export const attribute = (type: number, value: Value): Value => [
  ...u16(value.length + 4),
  ...u16(type),
  ...value,
  ...Array<number>(align(value.length) - value.length).fill(0),
];

export const viewOf = (value: Value): DataView => new DataView(Uint8Array.from(value).buffer);

export interface Attributes {
  readonly has: (type: number) => boolean;
  readonly bytes: (type: number) => number[];
  /** Little-endian, of any length. */
  readonly number: (type: number) => number;
  readonly bigEndian: (type: number) => number;
  readonly text: (type: number) => string;
  readonly nested: (type: number) => Attributes;
}

const fold = (bytes: readonly number[]): number => bytes.reduce((sum, byte) => sum * 256 + byte, 0);

/** Throws where a length is wrong: a kernel would refuse the message. */
export const parseAttributes = (bytes: readonly number[]): Attributes => {
  const found = new Map<number, readonly number[]>();
  for (let at = 0; at < bytes.length;) {
    const [low = 0, high = 0, type = 0, flags = 0] = bytes.slice(at, at + 4);
    const length = low + high * 256;
    if (length < 4 || at + length > bytes.length) throw new Error('attribute of a wrong length');
    found.set(type + (flags & 0x3f) * 256, bytes.slice(at + 4, at + length));
    at += align(length);
  }
  const get = (type: number) => found.get(type) ?? [];
  return {
    has: (type) => found.has(type),
    bytes: (type) => [...get(type)],
    number: (type) => fold(get(type).toReversed()),
    bigEndian: (type) => fold(get(type)),
    text: (type) => {
      const value = get(type);
      const end = value.indexOf(0);
      return new TextDecoder().decode(Uint8Array.from(end < 0 ? value : value.slice(0, end)));
    },
    nested: (type) => parseAttributes(get(type)),
  };
};
