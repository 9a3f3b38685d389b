// Who may import whom, what only the rim may do, and how large a file may grow. The table below is the
// one in ARCHITECTURE.md.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Layers from the lowest, each with those it may import besides itself. */
const layers: readonly (readonly [layer: string, mayImport: readonly string[]])[] = [
  ['src/base', []],
  ['src/diag', ['src/base']],
  ['grammars', ['src/base']],
  ['src/host', ['src/base']],
  ['src/host/node', ['src/base', 'src/host']],
  ['src/syntax', ['src/base', 'src/diag', 'grammars']],
  ['src/ir', ['src/base', 'src/diag', 'grammars', 'src/syntax']],
  ['src/lint', ['src/base', 'src/diag', 'grammars', 'src/syntax', 'src/ir']],
  ['src/plan', ['src/base', 'src/diag', 'src/ir']],
  ['src/emit', ['src/base', 'src/diag', 'src/ir', 'src/plan']],
  ['src/observe', ['src/base', 'src/diag', 'src/ir', 'src/plan']],
  [
    'src/convert',
    [
      'src/base',
      'src/diag',
      'grammars',
      'src/syntax',
      'src/ir',
      'src/lint',
      'src/plan',
      'src/emit',
    ],
  ],
  ['src/apply', ['src/base', 'src/diag', 'src/host', 'src/plan', 'src/emit', 'src/observe']],
  [
    'src/app',
    [
      'src/base',
      'src/diag',
      'grammars',
      'src/host',
      'src/syntax',
      'src/ir',
      'src/lint',
      'src/plan',
      'src/emit',
      'src/observe',
      'src/convert',
      'src/apply',
    ],
  ],
  [
    'src/views',
    [
      'src/base',
      'src/diag',
      'grammars',
      'src/syntax',
      'src/ir',
      'src/plan',
      'src/emit',
      'src/convert',
      'src/app',
    ],
  ],
  [
    'src/commands',
    [
      'src/base',
      'src/diag',
      'grammars',
      'src/ir',
      'src/plan',
      'src/convert',
      'src/host/node',
      'src/app',
      'src/views',
    ],
  ],
];

/** Packages, and the only layers that may import them. Everything of Node.js is one. */
const packages: { readonly [name: string]: readonly string[] } = {
  node: ['src/host/node', 'src/commands'],
  chevrotain: ['grammars', 'src/syntax'],
  execa: ['src/host/node'],
  koffi: ['src/host/node'],
  lilconfig: ['src/host/node'],
  xmlbuilder2: ['src/convert', 'src/views'],
  '@oclif/core': ['src/commands'],
  diff: ['src/views'],
};

/** What depends on the moment or the machine: it comes through the ports. */
const banned = /(?<![.\w])(Date\.now|Math\.random|setTimeout|setInterval|new Date\(\)|process\.\w)/;
const rim = ['src/host/node', 'src/commands'];

const filesIn = (folder: string, endings: readonly string[] = ['.ts']): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .sort();

const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

const layerOf = (file: string): string | undefined =>
  layers
    .map(([layer]) => layer)
    .filter((layer) => file.startsWith(`${layer}/`))
    .sort((one, other) => other.length - one.length)[0];

const imported = /^(?:import|export)\b(?:[^;']*?\bfrom)? '([^']+)'|\bimport\('([^']+)'\)/gm;

const importsOf = (text: string): string[] =>
  [...text.matchAll(imported)].flatMap(([, name, dynamic]) => name ?? dynamic ?? []);

/** `a.ts imports b.ts` for each import that the table forbids. */
const forbidden = (file: string): string[] => {
  const layer = layerOf(file);
  const allowed = layers.find(([name]) => name === layer)?.[1] ?? [];
  return importsOf(textOf(file)).flatMap((name) => {
    if (!name.startsWith('.')) {
      const [first = '', second] = name.split('/');
      const id = name.startsWith('node:')
        ? 'node'
        : first.startsWith('@')
          ? `${first}/${second}`
          : first;
      return packages[id]?.includes(layer ?? '') ? [] : [`${file} imports ${name}`];
    }
    const target = normalize(join(dirname(file), name));
    const other = layerOf(target);
    // The version of the program is the one thing that sources read of the manifest.
    if (target === 'package.json' && layer === 'src/app') return [];
    const isFine = other !== undefined && (other === layer || allowed.includes(other));
    return isFine ? [] : [`${file} imports ${target}`];
  });
};

const sources = [...filesIn('src'), ...filesIn('grammars')];

test('every source belongs to a layer', () => {
  assert.equal(
    sources.filter((file) => layerOf(file) === undefined),
    [],
  );
  assert.ok(sources.length > 100);
});

test('layers import lower layers only', () => {
  const names = layers.map(([layer]) => layer);
  for (const [layer, allowed] of layers) {
    for (const other of allowed) {
      assert.ok(names.indexOf(other) < names.indexOf(layer), `${layer} is not above ${other}`);
    }
  }
});

test('no source imports what its layer may not', () => {
  assert.equal(sources.flatMap(forbidden), []);
});

const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(?<!:)\/\/.*$/gm, '');

test('time, chance and the process come through the ports', () => {
  const found = sources
    .filter((file) => !rim.includes(layerOf(file) ?? ''))
    .flatMap((file) => {
      const match = banned.exec(withoutComments(textOf(file)));
      return match === null ? [] : [`${file}: ${match[0]}`];
    });
  assert.equal(found, []);
});

const tests = filesIn('test').filter((file) => file.endsWith('.test.ts'));

test('every test file runs its tests', () => {
  const silent = tests.filter((file) => !/^\w+\.run\(\);\s*$/m.test(textOf(file)));
  assert.equal(silent, []);
  assert.ok(tests.length > 30);
});

test('no file of tests is left out by its name', () => {
  const misnamed = filesIn('test')
    .filter((file) => !file.endsWith('.test.ts'))
    .filter((file) => /^\w+\.run\(\);\s*$/m.test(textOf(file)));
  assert.equal(misnamed, []);
});

const limitFor = (file: string): number =>
  /^(grammars\/keepalived|src\/diag\/codes|src\/convert\/rules)\//.test(file) ? 900 : 400;

test('no file is longer than one can read at a sitting', () => {
  const all = [...sources, ...filesIn('test'), ...filesIn('scripts')];
  const long = all.filter((file) => textOf(file).split('\n').length - 1 > limitFor(file));
  assert.equal(long, []);
});

test('a checkout may stand at any path, also one with a blank', () => {
  const all = [...sources, ...filesIn('test'), ...filesIn('scripts', ['.ts', '.mjs'])];
  // The pathname of a URL has %20 for a blank; fileURLToPath() knows.
  const found = all.filter((file) => /import\.meta\.url\)\.pathname/.test(textOf(file)));
  assert.equal(found, []);
});

test('no file is named after nothing in particular', () => {
  const vague = /(^|\/)[^/]*\b(utils?|helpers?|common|misc|managers?)\b[^/]*$/;
  const kebab = /^([a-z0-9]+(-[a-z0-9]+)*)(\.test)?\.ts$/;
  const all = [...sources, ...filesIn('test'), ...filesIn('scripts')];
  const names = all.filter((file) => {
    const name = file.slice(file.lastIndexOf('/') + 1);
    return vague.test(file) || !kebab.test(name);
  });
  assert.equal(names, []);
});

test.run();
