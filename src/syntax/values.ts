// One word against what its argument must be: a typed value, or what is wrong with it.

import { addressBits, familyOf, lengthMask, maskLength, parseIp } from '../base/ip.ts';
import { parseMac } from '../base/mac.ts';
import { suggest } from '../base/suggest.ts';
import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import type { ArgSpec } from '../../grammars/schema.ts';
import type { Word } from './words.ts';

export type Value = string | number | boolean;
export type Parsed = { readonly value: Value } | { readonly problem: Diagnostic };

const booleans = new Map([
  ['true', true],
  ['on', true],
  ['yes', true],
  ['false', false],
  ['off', false],
  ['no', false],
]);

const number = (word: Word, spec: ArgSpec, form: RegExp, expected: string): Parsed => {
  const { text } = word;
  if (!form.test(text)) return { problem: diagnostic('HA2008', word, { text, expected }) };
  const value = Number(text);
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = spec;
  if (value < min || value > max) {
    return { problem: diagnostic('HA2009', word, { text, min, max }) };
  }
  return { value };
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

const ofFamily = (text: string, family: 'inet' | 'inet6'): string | null => {
  const ip = parseIp(text);
  return ip !== null && familyOf(ip) === family ? ip : null;
};

const choice = (word: Word, spec: ArgSpec): Parsed => {
  const values = spec.values ?? [];
  const wanted = spec.ignoreCase === true ? word.text.toUpperCase() : word.text;
  if (values.includes(wanted)) return { value: wanted };
  const near = suggest(word.text, values);
  const mend = near === undefined ? `write one of ${values.join(', ')}` : `did you mean "${near}"?`;
  return {
    problem: diagnostic('HA2011', word, { text: word.text, values: values.join(', '), mend }),
  };
};

/** dev_valid_name() of the kernel, and nothing that a command line would have to quote. */
const forms = {
  ifname: { form: /^(?!\.{1,2}$)[^\s/:"'#\\]+$/, expected: 'an interface name' },
  name: { form: /^[\w.-]+$/, expected: 'a name of letters, digits, "_", "." and "-"' },
} as const;

const limited = (word: Word, spec: ArgSpec): Parsed => {
  const { maxLength: max = Number.POSITIVE_INFINITY } = spec;
  const { text } = word;
  const { length } = text;
  if (length > max) return { problem: diagnostic('HA2012', word, { text, length, max }) };
  if (spec.form === undefined || forms[spec.form].form.test(text)) return { value: text };
  const { expected } = forms[spec.form];
  return { problem: diagnostic('HA2014', word, { text, expected }) };
};

/** The value of a word as `spec` wants it. Never throws. */
export const parseValue = (word: Word, spec: ArgSpec): Parsed => {
  const { text } = word;
  switch (spec.kind) {
    case 'word':
      return limited(word, spec);
    case 'int':
      return number(word, spec, /^[+-]?\d+$/, 'a whole number');
    case 'decimal':
      return number(word, spec, /^[+-]?(?:\d+\.?\d*|\.\d+)$/, 'a number');
    case 'bool': {
      const value = booleans.get(text);
      if (value !== undefined) return { value };
      const values = [...booleans.keys()].join(', ');
      const mend = 'write on or off, in lower case';
      return { problem: diagnostic('HA2011', word, { text, values, mend }) };
    }
    case 'ip':
      return address(word, 'an IPv4 or IPv6 address', parseIp(text));
    case 'ip4':
      return address(word, 'an IPv4 address', ofFamily(text, 'inet'));
    case 'ip6':
      return address(word, 'an IPv6 address', ofFamily(text, 'inet6'));
    case 'prefix':
      return address(word, 'an address with an optional /length', parsePrefix(text));
    case 'netmask':
      return address(word, 'an IPv4 netmask or an IPv6 prefix length', parseNetmask(text));
    case 'mac':
      return address(word, 'an Ethernet address', parseMac(text));
    case 'enum':
      return choice(word, spec);
  }
};
