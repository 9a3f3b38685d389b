// The byte layout of netlink messages and their attributes, netlink(7): little-endian lengths and
// types as on all machines that Node.js runs on, values aligned to four bytes. Large tables are
// written into one buffer, since a buffer for each attribute costs more than the kernel does.

const align = (length: number): number => (length + 3) & ~3;

const nestedFlag = 0x8000;
/** NLA_F_NESTED and NLA_F_NET_BYTEORDER are no part of the type. */
const typeMask = 0x3fff;
const headerLength = 16;
const maxAttributeLength = 0xffff;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export interface Header {
  readonly type: number;
  readonly flags: number;
  readonly sequence: number;
}

/** Messages, one behind the other, growing as they are written. */
export interface Writer {
  /** Writes a message whose contents `write` gives; the kernel fills in the port id. */
  readonly message: (header: Header, write: () => void) => void;
  readonly bytes: (value: ArrayLike<number>) => void;
  readonly attribute: (type: number, value: ArrayLike<number>) => void;
  readonly nested: (type: number, write: () => void) => void;
  readonly u8: (type: number, value: number) => void;
  readonly u16: (type: number, value: number) => void;
  readonly u32: (type: number, value: number) => void;
  /** In network byte order, as ports are. */
  readonly be16: (type: number, value: number) => void;
  /** Text with the zero byte that ends it. */
  readonly string: (type: number, text: string) => void;
  /** What was written; valid until the next write. */
  readonly written: () => Uint8Array;
  readonly clear: () => void;
}

export const createWriter = (): Writer => {
  let buffer = new Uint8Array(1 << 16);
  let view = new DataView(buffer.buffer);
  let at = 0;

  const reserve = (length: number): void => {
    if (at + length <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, at + length));
    larger.set(buffer.subarray(0, at));
    buffer = larger;
    view = new DataView(buffer.buffer);
  };
  /** Padding is zero, also where an earlier use left something. */
  const pad = (): void => {
    const end = align(at);
    buffer.fill(0, at, end);
    at = end;
  };
  const bytes = (value: ArrayLike<number>): void => {
    reserve(value.length + 4);
    buffer.set(value, at);
    at += value.length;
    pad();
  };
  const setLength = (start: number, type: number, length: number): void => {
    if (length > maxAttributeLength) {
      throw new Error(`netlink attribute ${type} is too long: ${length} bytes`);
    }
    view.setUint16(start, length, true);
  };
  const head = (type: number, length: number): void => {
    reserve(length + 8);
    setLength(at, type, 4 + length);
    view.setUint16(at + 2, type, true);
    at += 4;
  };
  const number = (size: 1 | 2 | 4, isLittleEndian: boolean) => (type: number, value: number) => {
    head(type, size);
    if (size === 1) view.setUint8(at, value);
    else if (size === 2) view.setUint16(at, value, isLittleEndian);
    else view.setUint32(at, value, isLittleEndian);
    at += size;
    pad();
  };
  const attribute = (type: number, value: ArrayLike<number>): void => {
    head(type, value.length);
    bytes(value);
  };

  return {
    message: ({ type, flags, sequence }, write) => {
      reserve(headerLength);
      const start = at;
      buffer.fill(0, start, start + headerLength);
      view.setUint16(start + 4, type, true);
      view.setUint16(start + 6, flags, true);
      view.setUint32(start + 8, sequence, true);
      at += headerLength;
      write();
      view.setUint32(start, at - start, true);
    },
    bytes,
    attribute,
    nested: (type, write) => {
      const start = at;
      head(type | nestedFlag, 0);
      write();
      setLength(start, type, at - start);
    },
    u8: number(1, true),
    u16: number(2, true),
    u32: number(4, true),
    be16: number(2, false),
    string: (type, text) => attribute(type, encoder.encode(`${text}\0`)),
    written: () => buffer.subarray(0, at),
    clear: () => {
      at = 0;
    },
  };
};

/** Attributes by type, as views into the datagram that they came in. */
export type Attributes = ReadonlyMap<number, DataView>;

/** The attributes of a payload; a broken length ends the list. */
export const readAttributes = (payload: DataView): Attributes => {
  const found = new Map<number, DataView>();
  for (let at = 0; at + 4 <= payload.byteLength;) {
    const length = payload.getUint16(at, true);
    if (length < 4 || at + length > payload.byteLength) break;
    const value = new DataView(payload.buffer, payload.byteOffset + at + 4, length - 4);
    found.set(payload.getUint16(at + 2, true) & typeMask, value);
    at += align(length);
  }
  return found;
};

const holds = (value: DataView | undefined, size: number): value is DataView =>
  value !== undefined && value.byteLength >= size;

export const readU8 = (value: DataView | undefined): number =>
  holds(value, 1) ? value.getUint8(0) : 0;
export const readU16 = (value: DataView | undefined): number =>
  holds(value, 2) ? value.getUint16(0, true) : 0;
export const readU32 = (value: DataView | undefined): number =>
  holds(value, 4) ? value.getUint32(0, true) : 0;
export const readBe16 = (value: DataView | undefined): number =>
  holds(value, 2) ? value.getUint16(0, false) : 0;

export const readBytes = (value: DataView | undefined): Uint8Array =>
  value === undefined
    ? new Uint8Array()
    : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);

/** Text up to its zero byte. */
export const readString = (value: DataView | undefined): string => {
  const bytes = readBytes(value);
  const end = bytes.indexOf(0);
  return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end));
};

export interface Message extends Header {
  readonly payload: DataView;
}

/** The messages of one datagram. */
export const readMessages = (datagram: Uint8Array): Message[] => {
  const messages: Message[] = [];
  const view = new DataView(datagram.buffer, datagram.byteOffset, datagram.byteLength);
  for (let at = 0; at + headerLength <= datagram.length;) {
    const length = view.getUint32(at, true);
    if (length < headerLength || at + length > datagram.length) break;
    const start = datagram.byteOffset + at + headerLength;
    messages.push({
      type: view.getUint16(at + 4, true),
      flags: view.getUint16(at + 6, true),
      sequence: view.getUint32(at + 8, true),
      payload: new DataView(datagram.buffer, start, length - headerLength),
    });
    at += align(length);
  }
  return messages;
};

/** linux/netlink.h NLMSG_ERROR, which is also an acknowledgement, and NLMSG_DONE. */
const [errorType, doneType] = [2, 3];
/** struct genlmsghdr. */
const genlHeaderLength = 4;

/** What the kernel answers: data, or how a request or a list ended; 0 is well. */
export type Answer = { readonly attributes: DataView } | { readonly errno: number };

/** The meaning of one message of a generic netlink family; throws when it is cut off. */
export const readAnswer = ({ type, payload }: Message): Answer => {
  const { buffer, byteOffset, byteLength } = payload;
  // Only the end of a list may come without a number.
  if (type === doneType && byteLength === 0) return { errno: 0 };
  if (byteLength < 4) {
    throw new Error(`netlink message of type ${type} is too short: ${byteLength} bytes`);
  }
  // The number is negated; behind it comes the header that an error is about.
  if (type === errorType || type === doneType) return { errno: 0 - payload.getInt32(0, true) };
  const start = byteOffset + genlHeaderLength;
  return { attributes: new DataView(buffer, start, byteLength - genlHeaderLength) };
};
