// IP addresses and prefixes as canonical strings (RFC 5952 for IPv6), so that they compare with ===
// and stand in keys and JSON as they are. No names, no zones, no shortened IPv4.

export type Family = 'inet' | 'inet6';

/** Address length in bits. */
export const addressBits = (family: Family): number => (family === 'inet' ? 32 : 128);

/** Family of a canonical address. */
export const familyOf = (ip: string): Family => (ip.includes(':') ? 'inet6' : 'inet');

/** The code of `.`, counted from that of `0`. */
const dot = -2;

/** Whether a text is four numbers up to 255 with dots between, none with a zero before it. */
const isOctets = (text: string): boolean => {
  let parts = 1;
  let value = -1;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) {
      if (value === 0) return false;
      value = value < 0 ? digit : value * 10 + digit;
      if (value > 255) return false;
    } else {
      if (digit !== dot || value < 0) return false;
      parts++;
      value = -1;
    }
  }
  return parts === 4 && value >= 0;
};

const parseOctets = (text: string): number[] | null =>
  isOctets(text) ? text.split('.').map(Number) : null;

/** One number of inet_aton(3): decimal, octal behind 0, or hexadecimal behind 0x. */
const partOf = (text: string): number => {
  if (/^0x[0-9a-f]+$/i.test(text)) return Number(text);
  if (/^0[0-7]*$/.test(text)) return Number.parseInt(text, 8);
  return /^[1-9]\d*$/.test(text) ? Number(text) : Number.NaN;
};

/**
 * What inet_aton(3) makes of one to four numbers, of which the last fills what the others leave; null
 * when it takes them for none.
 */
export const parseShortened = (text: string): string | null => {
  const parts = text.split('.').map(partOf);
  const last = parts.pop() ?? Number.NaN;
  const isFitting = last < 2 ** (32 - 8 * parts.length) && parts.every((part) => part < 256);
  if (parts.length > 3 || !isFitting) return null;
  const value = parts.reduce((sum, part, at) => sum + part * 2 ** (24 - 8 * at), last);
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
};

const parseGroups = (text: string): number[] | null => {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (part.includes('.') && index === parts.length - 1) {
      const octets = parseOctets(part);
      if (octets === null) return null;
      const [a = 0, b = 0, c = 0, d = 0] = octets;
      groups.push(a * 256 + b, c * 256 + d);
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return null;
      groups.push(Number.parseInt(part, 16));
    }
  }
  return groups;
};

const parse6 = (text: string): number[] | null => {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return null;
  const left = parseGroups(head);
  if (left === null) return null;
  if (tail === undefined) return left.length === 8 ? left : null;
  const right = parseGroups(tail);
  if (right === null || left.length + right.length > 7) return null;
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
};

const format6 = (groups: readonly number[]): string => {
  let best = { at: -1, length: 1 };
  for (let at = 0; at < 8; at++) {
    let length = 0;
    while (at + length < 8 && groups[at + length] === 0) length++;
    if (length > best.length) best = { at, length };
  }
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  if (best.at < 0) return hex(groups);
  return `${hex(groups.slice(0, best.at))}::${hex(groups.slice(best.at + best.length))}`;
};

/** Canonical text of an address, or null when `text` is none. */
export const parseIp = (text: string): string | null => {
  if (!text.includes(':')) return isOctets(text) ? text : null;
  const groups = parse6(text);
  return groups === null ? null : format6(groups);
};

/** The address as bytes, 4 or 16 of them. `ip` is canonical. */
export const ipBytes = (ip: string): number[] => {
  if (familyOf(ip) === 'inet') return parseOctets(ip) ?? [];
  return (parse6(ip) ?? []).flatMap((group) => [group >> 8, group & 255]);
};

/** The canonical text of 4 or 16 bytes. */
export const ipFromBytes = (bytes: readonly number[]): string => {
  if (bytes.length === 4) return bytes.join('.');
  const groups: number[] = [];
  for (let i = 0; i < 16; i += 2) groups.push((bytes[i] ?? 0) * 256 + (bytes[i + 1] ?? 0));
  return format6(groups);
};

const mapHostBits = (ip: string, length: number, host: (byte: number, mask: number) => number) =>
  ipFromBytes(
    ipBytes(ip).map((byte, index) => {
      const bits = Math.min(8, Math.max(0, length - index * 8));
      return host(byte, (0xff << (8 - bits)) & 0xff);
    }),
  );

/** The network that `ip`/`length` lies in: host bits cleared. */
export const networkOf = (ip: string, length: number): string =>
  mapHostBits(ip, length, (byte, mask) => byte & mask);

/** The address of the same network with all host bits set. */
export const broadcastOf = (ip: string, length: number): string =>
  mapHostBits(ip, length, (byte, mask) => (byte & mask) | (~mask & 0xff));

/** Whether `ip` lies in `network`/`length`; false for another family. */
export const isInNetwork = (ip: string, network: string, length: number): boolean =>
  familyOf(ip) === familyOf(network) && networkOf(ip, length) === networkOf(network, length);

/** `ip` plus `count` in its last 32 bits; null when that overflows. */
export const addToIp = (ip: string, count: number): string | null => {
  const bytes = ipBytes(ip);
  let carry = count;
  for (let i = bytes.length - 1; i >= 0 && carry > 0; i--) {
    const sum = (bytes[i] ?? 0) + carry;
    bytes[i] = sum & 0xff;
    carry = Math.floor(sum / 256);
  }
  return carry > 0 ? null : ipFromBytes(bytes);
};

/** Prefix length of a contiguous IPv4 netmask, or null. */
export const maskLength = (mask: string): number | null => {
  const octets = parseOctets(mask);
  if (octets === null) return null;
  const bits = octets.map((value) => value.toString(2).padStart(8, '0')).join('');
  return /^1*0*$/.test(bits) ? bits.lastIndexOf('1') + 1 : null;
};

/** IPv4 netmask of a prefix length. */
export const lengthMask = (length: number): string => networkOf('255.255.255.255', length);

/** 224.0.0.0/4 and ff00::/8. */
export const isMulticast = (ip: string): boolean =>
  familyOf(ip) === 'inet' ? isInNetwork(ip, '224.0.0.0', 4) : isInNetwork(ip, 'ff00::', 8);

/** fe80::/10; there is no such thing for IPv4 here. */
export const isLinkLocal = (ip: string): boolean => isInNetwork(ip, 'fe80::', 10);

/** `[addr]` for IPv6, as ipvsadm and URLs write it. */
export const bracketed = (ip: string): string => (familyOf(ip) === 'inet6' ? `[${ip}]` : ip);

/** `addr:port`, with brackets for IPv6. */
export const ipPort = (ip: string, port: number): string => `${bracketed(ip)}:${port}`;
