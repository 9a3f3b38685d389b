// Whatever a file holds, loading it ends, ends soon, and points into the text.

import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadText } from '../../src/app/load.ts';
import type { Span } from '../../src/base/span.ts';
import { renderIr } from '../../src/views/ir.ts';
import { renderTree } from '../../src/views/tree.ts';
import { foldersIn, readFixture } from '../support/golden.ts';
import { diagnosticText } from '../support/planned.ts';

const maxMs = 1000;

const checkLoad = (text: string): void => {
  const start = performance.now();
  const result = loadText('input.conf', text);
  const { loaded, sources, secrets, diagnostics } = result;
  const shown = [
    diagnosticText(diagnostics, result),
    renderTree(loaded.tree, secrets),
    renderIr(loaded.config, sources),
  ];
  assert.ok(performance.now() - start < maxMs, 'takes too long');
  assert.not.ok(
    shown.some((view) => /undefined|NaN|\[object/.test(view) && !/undefined/.test(text)),
  );
  const spans: (Span | null)[] = diagnostics.flatMap(({ span, labels }) => [
    span,
    ...labels.map((label) => label.span),
  ]);
  for (const span of [...spans, ...secrets]) {
    assert.ok(span !== null, 'a diagnostic of a text has a place in it');
    assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length);
  }
};

const texts = foldersIn('keepalived').map((name) => readFixture(`keepalived/${name}/input.conf`));
/** Words of the language, and those that every object of JavaScript knows. */
const words = [
  ...new Set(texts.flatMap((text) => text.split(/\s+/))),
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty'],
];

/** Lines of words that mean something, in no order that does. */
const soup = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...words) },
      { weight: 3, arbitrary: fc.constantFrom('\n', '{', '}', '"', '#', '!', '\\', '\r\n', '') },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
    ),
    { maxLength: 200 },
  )
  .map((parts) => parts.join(' '));

/** A configuration with some pieces cut out, doubled, or replaced by something else. */
const mutated = fc
  .record({
    text: fc.constantFrom(...texts),
    cuts: fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        length: fc.integer({ min: 0, max: 30 }),
        filling: fc.oneof(
          fc.constantFrom('', '{', '}', '"', '\n', ' ', '-1', '99999999999', '0x', '::', '/', '#'),
          fc.constantFrom(...words),
          fc.string({ maxLength: 5 }),
        ),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  })
  .map(({ text, cuts }) =>
    cuts.reduce((before, { at, length, filling }) => {
      const place = Math.floor(at * before.length);
      return before.slice(0, place) + filling + before.slice(place + length);
    }, text),
  );

const kinds: readonly [string, fc.Arbitrary<string>][] = [
  ['any text', fc.string({ unit: 'binary', maxLength: 300 })],
  ['words in any order', soup],
  ['a configuration with mistakes', mutated],
];

for (const [what, arbitrary] of kinds) {
  test(`loads ${what}`, () => {
    fc.assert(fc.property(arbitrary, checkLoad), { seed: 4711, numRuns: 500 });
  });
}

const deep = (depth: number) => `${'a {\n'.repeat(depth)}${'}\n'.repeat(depth)}`;
const many = (count: number, line: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => line(n)).join('\n');

const large: readonly [string, string][] = [
  ['100000 open braces', '{'.repeat(100_000)],
  ['blocks 50000 deep', deep(50_000)],
  ['a line of a megabyte', `router_id ${'x'.repeat(1_000_000)}`],
  ['a line of 100000 words', `global_defs {\nvrrp_cpu_affinity ${'1 '.repeat(100_000)}\n}`],
  ['100000 quotes', '"'.repeat(100_000)],
  ['20000 comments', many(20_000, (n) => `# ${n} \${x}`)],
  ['20000 definitions', many(20_000, (n) => `$V${n}=1`)],
  ['20000 unknown keywords', many(20_000, (n) => `keyword_${n} on`)],
  [
    '10000 passwords',
    many(10_000, (n) => `vrrp_instance V${n} {\nauthentication {\nauth_pass p${n}\n}\n}`),
  ],
  [
    '5000 rules without priority',
    `static_rules {\n${many(5000, (n) => `from 10.0.${n >> 8}.${n & 255} table 9`)}\n}`,
  ],
  ['a group of ten thousand addresses', `virtual_server_group G {\n10.0.0.0-10.0.39.15 80\n}`],
];

for (const [what, text] of large) {
  test(`loads ${what} in time`, () => {
    const start = performance.now();
    const result = loadText('input.conf', text);
    renderTree(result.loaded.tree, result.secrets);
    assert.ok(performance.now() - start < 5 * maxMs, 'takes too long');
  });
}

test.run();
