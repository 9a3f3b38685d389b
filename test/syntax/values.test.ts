// One word against what its argument must be.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type ArgSpec,
  bool,
  decimal,
  type Form,
  ifname,
  int,
  ip,
  ip4,
  ip6,
  mac,
  netmask,
  oneOf,
  oneOfAnyCase,
  port,
  prefix,
  word,
} from '../../grammars/schema.ts';
import { parseValue } from '../../src/syntax/values.ts';

/** The value, or the code of what is wrong; `value CODE` when there is something to say about it. */
const outcome = (text: string, spec: ArgSpec): string => {
  const parsed = parseValue({ text, start: 0, end: text.length, quoted: false }, spec);
  const value = 'value' in parsed ? [String(parsed.value)] : [];
  return [...value, ...(parsed.problem === undefined ? [] : [parsed.problem.code])].join(' ');
};

const ofForm = (form: Form) => word('WORD', { form });

const kinds: readonly [string, ArgSpec, readonly [string, string][]][] = [
  [
    'a whole number',
    int('NUMBER', -5, 300),
    [
      ['0', '0'],
      ['007', '7'],
      ['+5', '5'],
      ['-5', '-5'],
      ['300', '300'],
      ['301', 'HA2009'],
      ['-6', 'HA2009'],
      ['99999999999999999999', 'HA2009'],
      ['1.0', 'HA2008'],
      ['0x10', 'HA2008'],
      ['1e2', 'HA2008'],
      ['100x', 'HA2008'],
      ['--5', 'HA2008'],
      ['', '0 HA2034'],
    ],
  ],
  [
    'a decimal number',
    decimal('SECONDS', 0.01, 255),
    [
      ['1', '1'],
      ['0.5', '0.5'],
      ['.5', '0.5'],
      ['5.', '5'],
      ['0.01', '0.01'],
      ['0', 'HA2009'],
      ['-1', 'HA2009'],
      ['256', 'HA2009'],
      ['1,5', 'HA2008'],
      ['1s', 'HA2008'],
      ['.', 'HA2008'],
    ],
  ],
  [
    'yes or no',
    bool(),
    [
      ['true', 'true'],
      ['on', 'true'],
      ['yes', 'true'],
      ['false', 'false'],
      ['off', 'false'],
      ['no', 'false'],
      ['TRUE', 'HA2011'],
      ['1', 'HA2011'],
      ['maybe', 'HA2011'],
    ],
  ],
  [
    'an address',
    ip(),
    [
      ['192.0.2.1', '192.0.2.1'],
      ['2001:DB8::1', '2001:db8::1'],
      ['192.0.2.1/24', '192.0.2.1 HA2015'],
      ['192.0.2.1-5', '192.0.2.1 HA2015'],
      ['2001:db8::1/64', '2001:db8::1 HA2015'],
      ['192.0.2.300', 'HA2010'],
      ['/24', 'HA2010'],
      ['example.com', 'HA2010'],
    ],
  ],
  [
    'an IPv4 address',
    ip4(),
    [
      ['224.0.0.18', '224.0.0.18'],
      ['ff02::12', 'HA2010'],
    ],
  ],
  [
    'an IPv6 address',
    ip6(),
    [
      ['ff02::12', 'ff02::12'],
      ['224.0.0.18', 'HA2010'],
    ],
  ],
  [
    'a prefix',
    prefix(),
    [
      ['192.0.2.1', '192.0.2.1/32'],
      ['192.0.2.1/24', '192.0.2.1/24'],
      ['192.0.2.1/024', '192.0.2.1/24'],
      ['2001:DB8::1', '2001:db8::1/128'],
      ['2001:db8::/0', '2001:db8::/0'],
      ['default', '0.0.0.0/0'],
      ['any', '0.0.0.0/0'],
      ['all', '0.0.0.0/0'],
      ['default6', '::/0'],
      ['192.0.2.1/33', 'HA2010'],
      ['2001:db8::1/129', 'HA2010'],
      ['192.0.2.1/24/8', 'HA2010'],
      ['192.0.2.1/', '192.0.2.1/32 HA2034'],
      ['192.0.2/24', 'HA2010'],
    ],
  ],
  [
    'a netmask',
    netmask(),
    [
      ['255.255.255.0', '255.255.255.0'],
      ['64', '64'],
      ['128', '128'],
      ['0', '0'],
      ['300', '300'],
      ['4294967296', 'HA2010'],
      ['1.1', '1.0.0.1 HA2034'],
      ['0x7f.0.0.010', '127.0.0.8 HA2034'],
      ['1.2.3.4.5', 'HA2010'],
      ['255.0.255.0', '255.0.255.0 HA2010'],
    ],
  ],
  [
    'an Ethernet address',
    mac(),
    [
      ['02:00:00:AB:CD:EF', '02:00:00:ab:cd:ef'],
      ['02:00:00:AB:CD', 'HA2010'],
    ],
  ],
  [
    'one of some words',
    oneOf('NAT', 'DR', 'TUN'),
    [
      ['DR', 'DR'],
      ['dr', 'HA2011'],
      ['', 'HA2011'],
    ],
  ],
  [
    'one of some words in any case',
    oneOfAnyCase('TCP', 'UDP'),
    [
      ['tcp', 'TCP'],
      ['Udp', 'UDP'],
      ['icmp', 'HA2011'],
    ],
  ],
  [
    'a port',
    port(),
    [
      ['1', '1'],
      ['65535', '65535'],
      ['0', 'HA2009'],
      ['65536', 'HA2009'],
      ['http', 'HA2008'],
    ],
  ],
  [
    'the name of an interface',
    ifname(),
    [
      ['eth0', 'eth0'],
      ['eth0.100', 'eth0.100'],
      ['bond-üü', 'bond-üü'],
      ['fifteen-signs-x', 'fifteen-signs-x'],
      ['sixteen-signs-xx', 'HA2012'],
      ['eth0:1', 'HA2014'],
      ['a/b', 'HA2014'],
      ['a b', 'HA2014'],
      ['a\u00a0b', 'HA2014'],
      ['a\u001bb', 'HA2014'],
      ["a'b", 'HA2014'],
      ['.', 'HA2014'],
      ['..', 'HA2014'],
      ['...', '...'],
      ['', 'HA2014'],
    ],
  ],
  [
    'an interface or an Ethernet address',
    ofForm('link'),
    [
      ['vrrp.51', 'vrrp.51'],
      ['02:00:00:12:34:56', '02:00:00:12:34:56'],
      ['2:0:0:12:34', '2:0:0:12:34'],
      ['01:00:5e:00:00:12', 'HA2014'],
      ['02:00:00:12', 'HA2014'],
      ['sixteen-signs-xx', 'HA2014'],
    ],
  ],
  [
    'a label',
    ofForm('label'),
    [
      ['eth0:1', 'eth0:1'],
      ['a b', 'HA2014'],
      ['a\u001b[2J', 'HA2014'],
    ],
  ],
  [
    'a name',
    ofForm('name'),
    [
      ['sip', 'sip'],
      ['a_b-c.d', 'a_b-c.d'],
      ['a;b', 'HA2014'],
      ['', 'HA2014'],
    ],
  ],
  [
    'a number that may be hexadecimal',
    ofForm('number'),
    [
      ['16', '16'],
      ['0x1F', '0x1F'],
      ['1F', 'HA2014'],
      ['-1', 'HA2014'],
    ],
  ],
  [
    'a mark',
    ofForm('mark'),
    [
      ['10', '10'],
      ['0x10/0xff', '0x10/0xff'],
      ['10/', 'HA2014'],
      ['web', 'HA2014'],
    ],
  ],
  [
    'a range',
    ofForm('range'),
    [
      ['80', '80'],
      ['1024-65000', '1024-65000'],
      ['80-', 'HA2014'],
      ['http', 'HA2014'],
    ],
  ],
  [
    'a length of time',
    ofForm('time'),
    [
      ['200', '200'],
      ['200ms', '200ms'],
      ['1s', '1s'],
      ['1m', 'HA2014'],
    ],
  ],
  [
    'a lifetime',
    ofForm('lifetime'),
    [
      ['forever', 'forever'],
      ['0', '0'],
      ['never', 'HA2014'],
    ],
  ],
  [
    'a broadcast address',
    ofForm('broadcast'),
    [
      ['+', '+'],
      ['-', '-'],
      ['192.0.2.255', '192.0.2.255'],
      ['192.0.2.256', 'HA2014'],
      ['192.0.2.', 'HA2014'],
      ['192.0.2', 'HA2014'],
      ['1.2.3.4.5', 'HA2014'],
    ],
  ],
  ['any word', word('STRING'), [['a; b "c"', 'a; b "c"']]],
];

for (const [what, spec, rows] of kinds) {
  for (const [text, expected] of rows) {
    test(`takes "${text}" for ${what}: ${expected}`, () => {
      assert.is(outcome(text, spec), expected);
    });
  }
}

const names: readonly [string, boolean][] = [
  ['$NET.1/24', true],
  ['10.0.$NET-', true],
  ['10.0.0.$NET', false],
  ['$NET,', false],
  ['10.0.0.300', false],
];

for (const [text, isNamed] of names) {
  test(`says of "${text}" ${isNamed ? 'to put' : 'nothing about'} braces around a name`, () => {
    const word = { text, start: 0, end: text.length, quoted: false };
    assert.is(parseValue(word, prefix()).problem?.help.startsWith('write ${NET}'), isNamed);
  });
}

test.run();
