// Random files of SafeKit: such as the schema wants, such as nearly fit, and such as no XML is.

import fc from 'fast-check';
import { newest } from '../../../grammars/keepalived/versions.ts';
import { safekit } from '../../../grammars/safekit/index.ts';
import type { ElementSpec } from '../../../grammars/safekit/schema.ts';
import type { ArgSpec } from '../../../grammars/schema.ts';
import { foldersIn, hasFixture, readFixture } from '../golden.ts';
import type { Input } from './input.ts';
import { mutated } from './mutations.ts';
import { anyCharacters, secretMark } from './words.ts';

const maxLength = 64 * 1024;

/** Values that fit a kind, now and then one that does not. */
const valueFor = ({ kind, values = [], words = [] }: ArgSpec): fc.Arbitrary<string> => {
  const fitting: readonly string[] = [
    ...values,
    ...words,
    ...(kind === 'duration' ? ['10', '30s', '500ms', '1d', '0', '1.5s'] : []),
    ...(kind === 'host' ? ['192.0.2.1', '192.0.2.2', '2001:db8::1', '[::1]', 'node1'] : []),
    ...(kind === 'int' || kind === 'decimal' ? ['0', '1', '80', '4800', '-1', '70000'] : []),
    ...(kind === 'mac' ? ['5A:FE:01:02:03:04', '5B:FE:01:02:03:04', '5A:FE:01:02:03'] : []),
    ...(kind === 'netmask4' ? ['255.255.255.0', '255.0.255.0'] : []),
    ...(kind === 'word' ? ['A', 'node1', 'default', 'PASSWORD', `${secretMark}a`] : []),
  ];
  return fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...(fitting.length > 0 ? fitting : ['x'])) },
    { weight: 2, arbitrary: fc.constantFrom('%A%', '%B%%A%', '%%', '', '&amp;', '&x;', '&#65;') },
    { weight: 1, arbitrary: anyCharacters(5).map((text) => text.replaceAll('"', '')) },
  );
};

const chance = (parts: number): fc.Arbitrary<boolean> =>
  fc.nat({ max: 99 }).map((value) => value < parts);

const attributesFor = ({ attributes }: ElementSpec): fc.Arbitrary<string> =>
  fc
    .tuple(
      ...Object.entries(attributes).map(([name, { arg, required }]) =>
        fc
          .tuple(chance(required === true ? 95 : 30), valueFor(arg))
          .map(([isThere, value]) => (isThere ? ` ${name}="${value}"` : '')),
      ),
      fc.constantFrom('', '', '', '', ' foo="1"', ' name="A"', ' check=on'),
    )
    .map((parts) => parts.join(''));

const between = fc.constantFrom('\n', '\n  ', '', '\n\n\n', '<!-- a\n b -->', ' <!-- c -->\n', '\t');

/** An element as the schema has it, with a mistake here and there. */
const elementFor = (name: string, spec: ElementSpec): fc.Arbitrary<string> => {
  const children = Object.entries(spec.children).map(([child, inner]) =>
    fc
      .tuple(
        chance(inner.required === true ? 95 : 35),
        chance(inner.repeats === true ? 40 : 3),
        elementFor(child, inner),
        elementFor(child, inner),
        between,
      )
      .map(([isThere, isTwice, first, second, blank]) =>
        isThere ? `${blank}${first}${isTwice ? `${blank}${second}` : ''}` : '',
      ),
  );
  const inside = children.length === 0 ? fc.constant('') : fc.tuple(...children).map((all) => all.join(''));
  return fc
    .tuple(attributesFor(spec), inside, between, chance(3))
    .map(([attributes, inner, blank, isWrong]) => {
      const end = isWrong ? `${name}s` : name;
      return inner === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${inner}${blank}</${end}>`;
    });
};

const head = fc.constantFrom(
  ...['', '', '\ufeff', '<!DOCTYPE safe>\n', '<?xml version="1.0"?>\n', '<!-- a -->\n'],
  ...['<!DOCTYPE a [<!ENTITY b "c">]>\n', '<?xml version="1.0" encoding="x"?>', '<macro/>'],
);

const macros = fc.constantFrom(
  ...['', '', '<macro name="A" value="node1"/>', '<macro name="A" value="%A%"/>'],
  ...[`<macro name="DB_PASSWORD" value="${secretMark}b"/>`, '<macro name="B" value="%A%%A%"/>'],
);

const grammatical = fc
  .tuple(
    head,
    macros,
    fc.oneof(
      { weight: 4, arbitrary: elementFor('service', safekit.safe.children.service) },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
    elementFor('cluster', safekit.cluster),
  )
  .map(([before, defined, service, cluster]) =>
    service === null ? `${before}${cluster}` : `${before}<safe>${defined}${service}</safe>`,
  );

const fixtures = [
  ...foldersIn('safekit').flatMap((name) => [
    `safekit/${name}/userconfig.xml`,
    `safekit/${name}/cluster.xml`,
  ]),
  ...foldersIn('diag').flatMap((name) => [`diag/${name}/bad.xml`, `diag/${name}/good.xml`]),
]
  .filter(hasFixture)
  .map(readFixture);

const pieces = [
  ...['<', '>', '</', '/>', '<a', '<a>', '</a>', '<safe>', '</safe>', '="', '"', "'", '&', ';'],
  ...['<!--', '-->', '<![CDATA[', ']]>', '<!DOCTYPE', '[', ']', '<?xml', '?>', '%A%', ' ', '\n'],
  ...['<vip>', '<macro name="A" value="', '<service mode="farm">', '<failover>', 'name="A" '],
];

/** Signs of XML in no order. */
const soup = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: anyCharacters(4) },
    ),
    { maxLength: 60 },
  )
  .map((parts) => `<${parts.join('')}`);

/** One piece again and again, to the size that a file may have here. */
const repeated = fc
  .tuple(fc.constantFrom(...pieces), fc.constantFrom(50, 500, 5000, maxLength))
  .map(([piece, times]) => `<safe>${piece.repeat(Math.min(times, maxLength / piece.length))}`);

/** A file of SafeKit, or of nobody. */
export const anyXml: fc.Arbitrary<Input> = fc
  .oneof(
    { weight: 200, arbitrary: grammatical },
    { weight: 200, arbitrary: mutated(grammatical) },
    { weight: 150, arbitrary: mutated(fc.constantFrom(...fixtures)) },
    { weight: 40, arbitrary: fc.constantFrom(...fixtures) },
    { weight: 60, arbitrary: soup },
    { weight: 3, arbitrary: repeated },
  )
  .map((text) => ({
    text: text.replaceAll('\0', ' ').slice(0, maxLength).toWellFormed(),
    files: {},
    target: newest,
  }));
