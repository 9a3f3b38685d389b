// Random lines that are expanded before they mean anything: includes, conditions, definitions,
// repetitions. Names are few, so that they meet.

import fc from 'fast-check';
import type { AnyLines } from './statements.ts';
import { secretMark } from './words.ts';

const name = fc.constantFrom('V', 'W', '_X', 'i');

const value = fc.constantFrom(
  '',
  '1',
  'eth0',
  '192.0.2.1',
  '$V',
  '${W}',
  '$W $W',
  '{',
  '}',
  '"quoted words"',
  '@main priority 5',
  'vrrp_instance A { \\\n interface eth0 \\\n }',
  'priority 1 \\\n ${V} \\\n virtual_router_id 5',
  'a \\',
  '~SEQ(i, 1, 3) x$i',
  'include a.conf',
  '# comment',
  `auth_pass ${secretMark}1`,
);

const definition = fc.tuple(name, value).map(([key, text]) => `$${key}=${text}`);

const use = fc
  .tuple(
    fc.constantFrom(
      'priority ',
      '',
      'router_id x',
      'auth_pass ',
      'interface "',
      '{ ',
      '} ',
      '~SEQ(',
    ),
    name,
    fc.constantFrom('$', '${'),
    fc.constantFrom('', ' 1', '/24', '"', ' {'),
  )
  .map(([before, key, open, after]) => `${before}${open}${key}${open === '$' ? '' : '}'}${after}`);

const secretDefinition = fc
  .tuple(name, fc.nat({ max: 9 }))
  .map(([key, number]) => [
    `$${key}=${secretMark}${number}`,
    `vrrp_instance A {`,
    'authentication {',
    `auth_pass \${${key}}`,
    '}',
    '}',
  ]);

const condition = fc.constantFrom(
  '@main ',
  '@other ',
  '@^main ',
  '@ ',
  '@^ ',
  '@main',
  '@main @main ',
);

const bound = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom('1', '3', '0', '-2', '1000000000', 'x', '$V', '') },
  // As many rounds as there may be take their time.
  { weight: 1, arbitrary: fc.constantFrom('200', '200', '200', '65536') },
);
const body = fc.constantFrom(
  'virtual_server 10.0.0.$i 80 {',
  'priority ${i}',
  '}',
  '$V',
  '$W=${W}x',
  '~SEQ(j, 1, 30) x$j-$i',
  '@main y',
  '',
);

const sequence = fc
  .tuple(fc.constantFrom('SEQ', 'SEQx'), name, fc.array(bound, { maxLength: 3 }), body)
  .map(([word, key, bounds, text]) => `~${word}(${[key, ...bounds].join(', ')}) ${text}`);

const list = fc
  .tuple(fc.constantFrom('i, 1, 2', '{i,V}, {1,2}, {3}', 'i', '{', '', 'i, {a, b', '$V'), body)
  .map(([spec, text]) => `~LST(${spec}) ${text}`);

const include = fc
  .tuple(
    fc.constantFrom(
      'include',
      'includer',
      'includem',
      'includew',
      'includeb',
      'includea',
      'include"',
    ),
    fc.constantFrom(
      'a.conf',
      'b.conf',
      'd/*.conf',
      '*.conf',
      '{a,b}.conf',
      'none',
      '$V',
      '',
      '../x.conf',
    ),
  )
  .map(([word, pattern]) => `${word} ${pattern}`);

const builtIn = fc.constantFrom(
  'a ${_PWD}',
  'a ${_INSTANCE}',
  'a ${_HASH} ${_BANG}',
  'a ${_RANDOM 1 5}',
  'a ${_ENV HOME}',
  'a ${_ENV}',
);

/** Lines that something is to be made of. */
export const anyExpansion: AnyLines = fc.oneof(
  secretDefinition,
  ...[definition, definition, use, use, sequence, list, include, include, builtIn].map((line) =>
    line.map((text) => [text]),
  ),
);

/** A condition in front of the lines of a statement, or of the first of them. */
export const underCondition = (lines: AnyLines): AnyLines =>
  fc
    .tuple(condition, fc.boolean(), lines)
    .map(([head, isAll, all]) =>
      all.map((line, index) => (isAll || index === 0 ? head + line : line)),
    );
