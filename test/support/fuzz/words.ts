// Words for the arguments of the schema: such as fit, such as nearly fit, and such as fit nowhere.

import fc from 'fast-check';
import type { ArgKind, ArgSpec, Form } from '../../../grammars/schema.ts';

/** What secrets of random texts look like: nothing else holds these letters. */
export const secretMark = 'Zq7';

/** Few, so that what is defined in one place is named in another. */
export const names = ['A', 'B', 'VI_1', 'chk', 'eth0', 'G'];

/** Some characters of any kind. */
export const anyCharacters = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(fc.integer({ min: 1, max: 0x10ffff }), { maxLength })
    .map((codes) => String.fromCodePoint(...codes));

const ofKind: { readonly [K in ArgKind]: readonly string[] } = {
  word: [...names, '/bin/true', '"/bin/up now"', "'x y'", 'a@b.example', 'text'],
  int: ['1', '51', '100'],
  decimal: ['1', '0.5', '3.25'],
  bool: ['on', 'off', 'yes', 'no', 'true', 'false'],
  ip: ['192.0.2.1', '192.0.2.2', '2001:db8::1', '10.0.0.1-20'],
  ip4: ['192.0.2.1', '224.0.0.18'],
  ip6: ['2001:db8::1', 'ff02::12', 'fe80::1'],
  prefix: ['192.0.2.10/24', '192.0.2.1', '2001:db8::/32', 'default', '10.0.0.0/8'],
  netmask: ['255.255.255.0', '24', '64'],
  netmask4: ['255.255.255.0', '24'],
  mac: ['00:00:5e:00:01:33', '2:0:0:0:0:1'],
  duration: ['10', '30s', '500ms', '1d', '1.5s'],
  host: ['192.0.2.1', '2001:db8::1', '[2001:db8::1]', 'node1', 'a.b.example'],
  enum: [],
};

const ofForm: { readonly [F in Form]?: readonly string[] } = {
  ifname: ['eth0', 'eth1', 'lo', 'bond0.10'],
  link: ['eth0', '02:00:00:00:00:01'],
  label: ['eth0:1', 'eth0'],
  number: ['5', '0x1f'],
  mark: ['5/255', '0x1'],
  range: ['80-90', '80'],
  time: ['300ms', '1s', '5'],
  lifetime: ['forever', '100'],
  broadcast: ['+', '-', '192.0.2.255'],
};

const wrong = [
  '""',
  '"',
  '-1',
  '99999999999',
  '0x',
  '1e3',
  '1.2.3.4.5',
  '::::',
  '300.1.1.1/99',
  'x'.repeat(300),
  '__proto__',
  'constructor',
  'été',
  '日本',
  'a\u00a0b',
  '!',
  '\\#x',
  'a#b',
  '{{ x }}',
  '<%= x %>',
  '${V}',
  '$V',
  '${_PWD}',
];

const edges = ({ min, max }: ArgSpec): string[] => [
  ...(min === undefined ? [] : [String(min), String(min - 1)]),
  ...(max === undefined ? [] : [String(max), String(max + 1)]),
];

/** Words that fit an argument, or that lie at the edge of what fits. */
const rightFor = (arg: ArgSpec): readonly string[] => [
  ...((arg.form === undefined ? undefined : ofForm[arg.form]) ?? ofKind[arg.kind]),
  ...(arg.values ?? []),
  ...edges(arg),
];

const anySecret = fc
  .record({
    number: fc.nat({ max: 99 }),
    form: fc.constantFrom('', '', '', '"', ' more', '#more', '{more}', '"open', '_much_longer'),
  })
  .map(({ number, form }) => {
    const secret = `${secretMark}${number}`;
    if (form === '"') return `"${secret} x"`;
    if (form === '"open') return `"${secret}`;
    return secret + form.replace('more', `${secretMark}more`);
  });

/** A word in the place of an argument, most often one that fits. */
export const anyWordFor = (arg: ArgSpec): fc.Arbitrary<string> => {
  if (arg.secret) return anySecret;
  const right = rightFor(arg);
  return fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...right) },
    { weight: 1, arbitrary: fc.constantFrom(...wrong) },
  );
};
