// One word against what its argument must be: a typed value, or what is wrong with it.

import {
  addressBits,
  type Family,
  familyOf,
  isMulticast,
  lengthMask,
  maskLength,
  parseIp,
  parseShortened,
} from '../base/ip.ts';
import { parseMac } from '../base/mac.ts';
import { durationIn } from '../base/duration.ts';
import { sameButCase, suggest } from '../base/suggest.ts';
import { accepted, type Diagnostic, diagnostic, mendedBy } from '../diag/diagnostic.ts';
import type { ArgSpec, Form } from '../../grammars/schema.ts';
import { forms } from './forms.ts';
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

/** Its value, with a word about what keepalived makes of it. */
const readAs = (word: Word, used: string, value: Value = used): Parsed => ({
  value,
  problem: diagnostic('HA2034', word, { text: word.text, used }),
});

/** strtoul(3) skips blanks before a number, and takes nothing for 0. */
const inRange = (word: Word, spec: ArgSpec, form: RegExp, expected: string): Parsed => {
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = spec;
  const { text: written, quoted } = word;
  const text = quoted ? written.replace(/^[ \t\v\f\r]+/, '') : written;
  if (text === '' && min <= 0) return readAs(word, '0', 0);
  if (!form.test(text)) return { problem: diagnostic('HA2008', word, { text: written, expected }) };
  const value = Number(text);
  if (value < min || value > max) {
    return { problem: diagnostic('HA2009', word, { text, min, max }) };
  }
  if (text !== written) return readAs(word, text, value);
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
const parsePrefix = (text: string, isNumeric: boolean): string | null => {
  const any = isNumeric ? undefined : anyAddress.get(text);
  if (any !== undefined) return any;
  const [head = '', tail, ...more] = text.split('/');
  const ip = parseIp(head);
  if (ip === null || more.length > 0) return null;
  const bits = addressBits(familyOf(ip));
  if (tail === undefined || tail === '') return `${ip}/${bits}`;
  if (!/^\+?\d{1,3}$/.test(tail) || Number(tail) > bits) return null;
  return `${ip}/${Number(tail)}`;
};

const prefixOf = (word: Word, { isNumeric = false }: ArgSpec): Parsed => {
  const { text } = word;
  const value = parsePrefix(text, isNumeric);
  const parsed = address(word, expectations.prefix, value);
  return value !== null && /\/(?:\+|$)/.test(text) ? readAs(word, value) : parsed;
};

/** A mask as inet_aton(3) takes it, and that may be a prefix length of IPv6 as well: a bare number. */
const netmaskOf = (word: Word): Parsed => {
  const { text } = word;
  const length = maskLength(text);
  if (length !== null) return { value: lengthMask(length) };
  const mask = parseShortened(text);
  if (mask === null) return address(word, expectations.netmask, null);
  if (/^\d+$/.test(text)) return { value: String(Number(text)) };
  if (mask !== text) return readAs(word, mask);
  const problem = diagnostic('HA2010', word, { text, expected: expectations.netmask });
  return { value: mask, problem: accepted(problem, false) };
};

/** One address. keepalived cuts it off at a dash or slash, as in the lines of a group (inet_stosockaddr). */
const single = (word: Word, spec: ArgSpec, expected: string, family?: Family): Parsed => {
  const { text } = word;
  const isCut = spec.whole !== true && /[-/]/.test(text);
  const [head = ''] = isCut ? text.split(/[-/]/, 1) : [text];
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

/** Up to 0777, of which the digits are most likely meant as octal ones. */
const isDecimalMask = /^(?:[1-9]\d?|[1-4]\d\d|50\d|51[01])$/;

/** Forms that strtoul(3) reads, which skips blanks. */
const readByNumber: readonly Form[] = ['lifetime', 'status'];
/** Forms of which keepalived takes nothing for none. */
const mayBeEmpty: readonly Form[] = ['label', 'dnsName'];

const limited = (word: Word, spec: ArgSpec): Parsed => {
  const { maxLength: max = Number.POSITIVE_INFINITY } = spec;
  const { text } = word;
  const { length } = text;
  if (length > max) return { problem: diagnostic('HA2012', word, { text, length, max }) };
  if (spec.form === undefined) return { value: text };
  const { form, expected, mend } = forms[spec.form];
  if (spec.form === 'umask' && isDecimalMask.test(text)) {
    return readAs(word, `0${Number(text).toString(8)}`);
  }
  if (form.test(text)) return { value: text };
  const rest = text.trimStart();
  if (readByNumber.includes(spec.form) && rest !== text && form.test(rest)) {
    return readAs(word, rest);
  }
  if (spec.form === 'lifetime' && rest === '') return readAs(word, '0');
  if (mayBeEmpty.includes(spec.form) && text === '') {
    return { problem: accepted(diagnostic('HA2014', word, { text, expected, mend }), false) };
  }
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
      return prefixOf(word, spec);
    case 'netmask':
      return netmaskOf(word);
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
