// The patterns of words that go into command lines, and how to mend one that does not fit.

import type { Form } from '../../grammars/schema.ts';

const number = '(?:0x[0-9a-f]{1,8}|\\d{1,10})';

/** Of one octet: decimal, octal behind 0, or hexadecimal behind 0x. */
const octet =
  '(?:0[xX]0*[0-9a-fA-F]{1,2}|0+[0-3]?[0-7]{1,2}|0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])';
/** RFC 2474, 2597, 3246, 5865 and 8622, as /etc/iproute2/rt_dsfield has them. */
const dscpNames = 'CS[0-7]|AF[1-4][1-3]|EF|LE|VOICE-ADMIT|default';

interface FormSpec {
  readonly form: RegExp;
  readonly expected: string;
  readonly mend: string;
}

const noSuchCharacters =
  'leave out blanks, slashes, colons, quotes, hashes, backslashes and control characters';

/** Nothing here that a command line would have to quote. */
export const forms: { readonly [F in Form]: FormSpec } = {
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
  scope: {
    form: new RegExp(`^(?:${octet}|global|nowhere|host|link|site)$`),
    expected: 'a scope',
    mend: 'write global, site, link, host, nowhere or a number from 0 to 255',
  },
  tos: {
    form: new RegExp(`^(?:${octet}|${dscpNames})$`),
    expected: 'a type of service',
    mend: 'write a number from 0 to 255, or 0x00 to 0xff, or a name like AF11, CS1 or EF',
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
    form: /^(?:0+[0-7]{0,3}|0[xX]0*1?[0-9a-fA-F]{1,2}|I[RWX](?:USR|GRP|OTH)(?:\|I[RWX](?:USR|GRP|OTH))*)$/,
    expected: 'a umask',
    mend: 'write it in octal digits, like 027, or by the names of its bits, like IWGRP|IWOTH',
  },
  bufferPolicy: {
    form: /^(?:MTU|ADVERT|\d{1,10})$/i,
    expected: 'a size of buffers',
    mend: 'write MTU, ADVERT or a number of bytes',
  },
};
