// Braces that are not what they should be: one mistake is one finding, and the rest of the file is read as
// it was meant.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadText } from '../../../src/app/load.ts';

const instance = `vrrp_instance V {
  interface eth0
  virtual_router_id 51
  authentication {
    auth_type PASS
    auth_pass abc
  }
  virtual_ipaddress {
    10.0.0.1/24
  }
}
`;

/** The instance with one text in place of another. */
const but = (before: string, after: string): string => instance.replace(before, after);

/** What is wrong, and all that is found: the place, the code, and the severity unless it is an error. */
const cases: readonly (readonly [what: string, text: string, found: readonly string[]])[] = [
  ['nothing', instance, []],
  ['a brace too many behind a statement', but('eth0\n', 'eth0\n  }\n'), ['3 HA4103']],
  ['a brace too many behind a block', but('  }\n', '  }\n  }\n'), ['8 HA4103']],
  ['a brace too many in a block of values', but('    10', '    }\n    10'), ['9 HA4103']],
  ['a brace too many in an inner block', but('PASS\n', 'PASS\n    }\n'), ['6 HA4103']],
  [
    'a brace too many before another mistake',
    but('eth0\n  virtual_router_id 51', 'eth0\n  }\n  virtual_router_id 300'),
    ['3 HA4103', '4 HA2009'],
  ],
  ['a brace too many at the end', `${instance}}\n`, ['12 HA1005']],
  [
    'a brace too many in a file without indentation',
    but('eth0\n', 'eth0\n}\n').replace(/^ +/gm, ''),
    ['4 HA2001', '5 HA2002', '9 HA2002', '12 HA1005'],
  ],
  ['a block of values without its brace', but('address {', 'address'), ['8 HA2007']],
  ['the same with a comment', but('address {', 'address # all'), ['8 HA2007']],
  [
    'a block of keywords without its brace',
    but('authentication {', 'authentication'),
    ['4 HA2007'],
  ],
  ['an instance without its brace', but('V {', 'V'), ['1 HA2007']],
  ['a quoted brace that opens', but('address {', 'address "{"'), ['8 HA1031']],
  ['a quoted brace on a line of its own', but('address {', 'address\n"{"'), ['9 HA1031']],
  ['a quoted brace that closes', but('24\n  }', '24\n  "}"'), ['10 HA1031']],
  [
    'a pair of them, which keepalived does not miss',
    but('address {', 'address "{"').replace('24\n  }', '24\n  "}"'),
    ['8 HA1031 warning', '10 HA1031 warning'],
  ],
  ['a password that closes its block', but('abc', '"}"'), ['6 HA1031']],
  ['a password that opens nothing', but('abc', '"{"'), []],
  ['a quoted brace in a comment', but('abc', 'abc # "}"'), []],
];

for (const [what, text, expected] of cases) {
  test(`finds ${what}`, () => {
    const { diagnostics, sources } = loadText('keepalived.conf', text, { target: '2.2.7' });
    const found = diagnostics.map(({ code, severity, span }) => {
      const { line } = sources.locate(span?.start ?? 0);
      return `${line} ${code}${severity === 'error' ? '' : ` ${severity}`}`;
    });
    assert.equal(found, expected);
  });
}

test('finds a brace too many that a definition or an include brings none the less', () => {
  const text = but('eth0\n', 'eth0\n  $NAME\n  }\n').replace(/^/, '$NAME=state BACKUP\n');
  const { diagnostics } = loadText('keepalived.conf', text);
  assert.equal(
    diagnostics.map(({ code }) => code),
    ['HA4103'],
  );
});

test.run();
