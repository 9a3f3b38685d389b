// One word against what its argument must be: a typed value, or what is wrong with it.

import {
  addressBits,
  type Family,
  familyOf,
  isMulticast,
  lengthMask,
  maskLength,
  parseIp,
} from '../base/ip.ts';
import { parseMac } from '../base/mac.ts';
import { durationIn } from '../base/duration.ts';
import { sameButCase, suggest } from '../base/suggest.ts';
import { type Diagnostic, diagnostic, mendedBy } from '../diag/diagnostic.ts';
import type { ArgSpec, Form } from '../../grammars/schema.ts';
import type { Word } from './words.ts';

export type Value = string | number | boolean;
/** A value may come with something to say about it; without a value there is always a problem. */
export type Parsed =
  { readonly value: Value; readonly problem?: Diagnostic } | { readonly problem: Diagnostic };

const booleans = new Map([
  ['true', true],
  ['on', true],
  ['yes', true],
  ['false', false],
  ['off', false],
  ['no', false],
]);

const whole = /^[+-]?\d+$/;
const wholeOrHex = /^(?:[+-]?\d+|0x[0-9a-f]+)$/i;

const inRange = (word: Word, spec: ArgSpec, form: RegExp, expected: string): Parsed => {
  const { text } = word;
  if (!form.test(text)) return { problem: diagnostic('HA2008', word, { text, expected }) };
  const value = Number(text);
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = spec;
  if (value < min || value > max) {
    return { problem: diagnostic('HA2009', word, { text, min, max }) };
  }
  const { places = 0 } = spec;
  const dot = places === 0 ? -1 : text.indexOf('.');
  if (dot < 0 || text.length - 1 - dot <= places) return { value };
  return { value, problem: diagnostic('HA2019', word, { text, places }) };
};

const address = (word: Word, expected: string, value: string | null): Parsed =>
  value === null
    ? { problem: diagnostic('HA2010', word, { text: word.text, expected }) }
    : { value };

/** Words that stand for all addresses; keepalived and ip(8) both know them. */
const anyAddress = new Map([
  ['default', '0.0.0.0/0'],
  ['any', '0.0.0.0/0'],
  ['all', '0.0.0.0/0'],
  ['default6', '::/0'],
]);

/** `ADDRESS/LENGTH`, the length filled in when it is not given; null for anything else. */
const parsePrefix = (text: string): string | null => {
  const any = anyAddress.get(text);
  if (any !== undefined) return any;
  const [head = '', tail, ...more] = text.split('/');
  const ip = parseIp(head);
  if (ip === null || more.length > 0) return null;
  const bits = addressBits(familyOf(ip));
  if (tail === undefined) return `${ip}/${bits}`;
  if (!/^\d{1,3}$/.test(tail) || Number(tail) > bits) return null;
  return `${ip}/${Number(tail)}`;
};

const parseNetmask = (text: string): string | null => {
  if (/^\d{1,3}$/.test(text)) return Number(text) >= 1 && Number(text) <= 128 ? text : null;
  const length = maskLength(text);
  return length === null ? null : lengthMask(length);
};

/** One address. keepalived cuts it off at a dash or slash, as in the lines of a group (inet_stosockaddr). */
const single = (word: Word, spec: ArgSpec, expected: string, family?: Family): Parsed => {
  const { text } = word;
  const [head = ''] = text.includes('-') || text.includes('/') ? text.split(/[-/]/, 1) : [text];
  const ip = parseIp(head);
  if (ip === null || (family !== undefined && familyOf(ip) !== family)) {
    return { problem: diagnostic('HA2010', word, { text, expected }) };
  }
  if (spec.multicast === true && !isMulticast(ip)) {
    return { problem: diagnostic('HA2020', word, { ip }) };
  }
  if (head === text) return { value: ip };
  return { value: ip, problem: diagnostic('HA2015', word, { text, used: ip }) };
};

const choice = (word: Word, spec: ArgSpec): Parsed => {
  const values = spec.values ?? [];
  const wanted = spec.ignoreCase === true ? word.text.toUpperCase() : word.text;
  if (values.includes(wanted)) return { value: wanted };
  const near = suggest(word.text, values);
  const mend = near === undefined ? `write one of ${values.join(', ')}` : `did you mean "${near}"?`;
  const problem = diagnostic('HA2011', word, {
    text: word.text,
    values: values.join(', '),
    mend,
  });
  return { problem: mendedBy(problem, word, sameButCase(word.text, values)) };
};

const number = '(?:0x[0-9a-f]{1,8}|\\d{1,10})';

interface FormSpec {
  readonly form: RegExp;
  readonly expected: string;
  readonly mend: string;
}

const noSuchCharacters =
  'leave out blanks, slashes, colons, quotes, hashes, backslashes and control characters';

/** Nothing here that a command line would have to quote. */
const forms: { readonly [F in Form]: FormSpec } = {
  // dev_valid_name() of the kernel
  ifname: {
    form: /^(?!\.{1,2}$|\d+(?:\.\d+){3}$)[^\s\p{Cc}/:"'#\\<>]+$/u,
    expected: 'an interface name',
    mend: noSuchCharacters,
  },
  link: {
    form: /^(?!\.{1,2}$)(?:[^\s\p{Cc}/:"'#\\]{1,15}|[0-9a-f]?[02468ace](?::[0-9a-f]{1,2}){4,5})$/iu,
    expected: 'an interface name or an Ethernet address',
    mend: 'write a name of at most 15 characters, or five or six octets of which the first is even',
  },
  label: {
    form: /^[^\s\p{Cc}/"'#\\]+$/u,
    expected: 'a label of an address',
    mend: 'leave out blanks, slashes, quotes, hashes and backslashes',
  },
  name: {
    form: /^[\w.-]+$/,
    expected: 'a name',
    mend: 'use letters, digits, "_", "." and "-" only',
  },
  number: {
    form: new RegExp(`^${number}$`, 'i'),
    expected: 'a number',
    mend: 'write it in decimal digits, or in hexadecimal ones behind 0x',
  },
  digits: {
    form: /^\d{1,10}$/,
    expected: 'a number',
    mend: 'write it in decimal digits',
  },
  span: {
    form: /^\d{1,10}-\d{1,10}$/,
    expected: 'a range',
    mend: 'write two numbers with a dash between',
  },
  mark: {
    form: new RegExp(`^${number}(?:/${number})?$`, 'i'),
    expected: 'a mark',
    mend: 'write MARK or MARK/MASK, decimal or with 0x',
  },
  range: {
    form: /^\d{1,10}(?:-\d{1,10})?$/,
    expected: 'a range',
    mend: 'write a number, or two with a dash between',
  },
  time: {
    form: /^\d{1,9}(?:ms|s)?$/,
    expected: 'a length of time',
    mend: 'write it like 200ms or 1s',
  },
  lifetime: {
    form: /^(?:forever|\d{1,10})$/,
    expected: 'a lifetime',
    mend: 'write a number of seconds, or forever',
  },
  broadcast: {
    form: /^(?:[+-]|(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4})$/,
    expected: 'a broadcast address',
    mend: 'write an IPv4 address, + for all host bits set or - for all clear',
  },
  host: {
    form: /^[\w.:-]+$/,
    expected: 'the name or address of a host',
    mend: 'use letters, digits, ".", "-" and ":" only',
  },
  md5: {
    form: /^[0-9a-f]{32}$/i,
    expected: 'an MD5 sum',
    mend: 'write 32 hexadecimal digits, as genhash(1) prints them',
  },
  status: {
    form: /^[1-5]\d\d(?:-[1-5]\d\d)?$/,
    expected: 'an HTTP status',
    mend: 'write a number from 100 to 599, or a range like 200-299',
  },
  hex: {
    form: /^[0-9a-f\s]+$/i,
    expected: 'a row of bytes',
    mend: 'write two hexadecimal digits for each byte',
  },
  hexPattern: {
    form: /^[0-9a-fx\s]+$/i,
    expected: 'a row of bytes',
    mend: 'write two hexadecimal digits for each byte, or x for one that may be any',
  },
  dnsName: {
    form: /^(?:\.|[^.]+(?:\.[^.]+)*\.?)$/,
    expected: 'a name of DNS',
    mend: 'write something between any two dots',
  },
  umask: {
    form: /^(?:0?[0-7]{1,3}|I[RWX](?:USR|GRP|OTH)|IRWX[UGO])(?:\|I(?:[RWX](?:USR|GRP|OTH)|RWX[UGO]))*$/,
    expected: 'a umask',
    mend: 'write it in octal digits, like 027, or by the names of its bits, like IRWXG|IRWXO',
  },
  bufferPolicy: {
    form: /^(?:MTU|ADVERT|\d{1,10})$/i,
    expected: 'a size of buffers',
    mend: 'write MTU, ADVERT or a number of bytes',
  },
};

/** What a word of a kind must be, as sentences say it; the other kinds say it by their tables. */
const expectations = {
  int: 'a whole number',
  decimal: 'a number',
  ip: 'an IPv4 or IPv6 address',
  ip4: 'an IPv4 address',
  ip6: 'an IPv6 address',
  prefix: 'an address with an optional /length',
  netmask: 'an IPv4 netmask or an IPv6 prefix length',
  netmask4: 'an IPv4 netmask',
  mac: 'an Ethernet address of six octets',
  host: 'an address or the name of a host',
} as const;

const limitsOf = ({ min, max, maxLength }: ArgSpec): string => {
  if (maxLength !== undefined) return ` of at most ${maxLength} characters`;
  return min === undefined || max === undefined ? '' : ` from ${min} to ${max}`;
};

const orWords = ({ words = [] }: ArgSpec): string => words.map((word) => `, or ${word}`).join('');

/** What an argument must be, in words: `a whole number from 1 to 255`. */
export const expectationOf = (spec: ArgSpec): string => {
  switch (spec.kind) {
    case 'word':
      return `${spec.form === undefined ? 'a word' : forms[spec.form].expected}${limitsOf(spec)}${orWords(spec)}`;
    case 'bool':
      return `one of ${[...booleans.keys()].join(', ')}`;
    case 'enum':
      return `${spec.values?.length === 1 ? 'the word' : 'one of'} ${(spec.values ?? []).join(', ')}`;
    case 'duration':
      return `a number of ${unitNames[spec.unit ?? ''] ?? spec.unit}, or with a unit behind it (d, h, m, s, ms or us)`;
    default:
      return `${expectations[spec.kind]}${limitsOf(spec)}${orWords(spec)}`;
  }
};

const limited = (word: Word, spec: ArgSpec): Parsed => {
  const { maxLength: max = Number.POSITIVE_INFINITY } = spec;
  const { text } = word;
  const { length } = text;
  if (length > max) return { problem: diagnostic('HA2012', word, { text, length, max }) };
  if (spec.form === undefined) return { value: text };
  const { form, expected, mend } = forms[spec.form];
  if (form.test(text)) return { value: text };
  return { problem: diagnostic('HA2014', word, { text, expected, mend }) };
};

/** A name with a sign behind it that keeps keepalived from putting its value there. */
const unexpanded = /\$([A-Za-z_]\w*)(?![\w,)]|$)/;

/** The value of a word as `spec` wants it. Never throws. */
export const parseValue = (word: Word, spec: ArgSpec): Parsed => {
  const parsed = valueOf(word, spec);
  const [, name] = 'value' in parsed ? [] : (unexpanded.exec(word.text) ?? []);
  if (name === undefined || parsed.problem === undefined) return parsed;
  const help = `write \${${name}}: keepalived takes $${name} for a name only before a blank, a comma, ")" or the end`;
  return { problem: { ...parsed.problem, help } };
};

/** A label of a host name; one of digits alone would be an address of another form (RFC 1123 §2.1). */
const hostName = /^(?!(?:[^.]+\.)*\d+$)(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/i;

const parseHost = (text: string, brackets: boolean): string | null => {
  const inner = brackets ? /^\[(.*)\]$/.exec(text)?.[1] : undefined;
  const ip = parseIp(inner ?? text);
  if (ip !== null) return inner !== undefined && familyOf(ip) === 'inet' ? null : ip;
  return inner === undefined && hostName.test(text) ? text : null;
};

const hostOf = (word: Word, { brackets = false }: ArgSpec): Parsed => {
  const { text } = word;
  const value = parseHost(text, brackets);
  return value === null ? { problem: diagnostic('HA2108', word, { text }) } : { value };
};

const unitNames: { readonly [unit: string]: string } = {
  d: 'days',
  h: 'hours',
  m: 'minutes',
  s: 'seconds',
  ms: 'milliseconds',
  us: 'microseconds',
};

const durationOf = (word: Word, { unit = 's' }: ArgSpec): Parsed => {
  const { text } = word;
  const value = durationIn(text, unit);
  if (value !== null) return { value };
  return { problem: diagnostic('HA2107', word, { text, unit: unitNames[unit] ?? unit }) };
};

const valueOf = (word: Word, spec: ArgSpec): Parsed => {
  const { text } = word;
  if (spec.words?.includes(text) === true) return { value: text };
  switch (spec.kind) {
    case 'word':
      return limited(word, spec);
    case 'int':
      return inRange(word, spec, spec.hex === true ? wholeOrHex : whole, expectations.int);
    case 'decimal':
      return inRange(word, spec, /^[+-]?(?:\d+\.?\d*|\.\d+)$/, expectations.decimal);
    case 'bool': {
      const value = booleans.get(text);
      if (value !== undefined) return { value };
      const values = [...booleans.keys()].join(', ');
      const mend = 'write on or off, in lower case';
      const problem = diagnostic('HA2011', word, { text, values, mend });
      return { problem: mendedBy(problem, word, sameButCase(text, booleans.keys())) };
    }
    case 'ip':
      return single(word, spec, expectations.ip);
    case 'ip4':
      return single(word, spec, expectations.ip4, 'inet');
    case 'ip6':
      return single(word, spec, expectations.ip6, 'inet6');
    case 'prefix':
      return address(word, expectations.prefix, parsePrefix(text));
    case 'netmask':
      return address(word, expectations.netmask, parseNetmask(text));
    case 'netmask4':
      return address(word, expectations.netmask4, maskLength(text) === null ? null : text);
    case 'duration':
      return durationOf(word, spec);
    case 'host':
      return hostOf(word, spec);
    case 'mac':
      return address(word, expectations.mac, parseMac(text));
    case 'enum':
      return choice(word, spec);
  }
};
