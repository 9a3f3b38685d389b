// The short way reads a command line as oclif does, or leaves it to oclif.

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Parser } from '@oclif/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import Lint from '../../../src/commands/lint.ts';
import { shortCommands } from '../../../src/commands/short-way/main.ts';
import { NotPlain, readPlainly } from '../../../src/commands/short-way/read-plainly.ts';

/** What is read of words for `hactl lint`, or null when that is left to oclif. */
const plainly = async (words: readonly string[]) => {
  try {
    return await readPlainly(words, Lint);
  } catch (error) {
    if (error instanceof NotPlain) return null;
    throw error;
  }
};

const rows: readonly [string, string, object | null][] = [
  ['a file', 'a.conf', { argv: ['a.conf'], flags: {} }],
  ['several files', 'b a -', { argv: ['b', 'a', '-'], flags: {} }],
  ['an option', '--format json a', { argv: ['a'], flags: { format: 'json' } }],
  ['an option with an equals sign', 'a --format=json', { argv: ['a'], flags: { format: 'json' } }],
  ['a short option', '-o out a', { argv: ['a'], flags: { output: 'out' } }],
  ['a switch', '--write-baseline a', { argv: ['a'], flags: { 'write-baseline': true } }],
  [
    'a list',
    '--select HA4,unknown-keyword --select HA2001 a',
    { argv: ['a'], flags: { select: ['HA4', 'unknown-keyword', 'HA2001'] } },
  ],
  ['no file', '', null],
  ['a call for help', '--help', null],
  ['a call for help behind a file', 'a -h', null],
  ['an unknown option', '--forma json a', null],
  ['a value that is not allowed', '--format yaml a', null],
  ['a value that means nothing', '--select HA9999 a', null],
  ['a missing value', 'a --format', null],
  ['an option for a value', '--output --format a', null],
  ['an option twice', '--format json --format json a', null],
  ['a switch with a value', '--write-baseline=yes a', null],
  ['a short option with its value', '-oout a', null],
  ['two dashes', '-- a', null],
  ['a switch that excludes others', '--coverage a', { argv: ['a'], flags: { coverage: true } }],
  ['options that exclude each other', '--coverage --select HA4 a', null],
];

for (const [what, line, expected] of rows) {
  const verb = expected === null ? 'leaves to oclif' : 'reads';
  test(`${verb} ${what}`, async () => {
    const read = await plainly(line.split(' ').filter(Boolean));
    const { argv, flags } = read ?? {};
    assert.equal(read && { argv, flags }, expected);
  });
}

const word = fc.constantFrom(
  ...['a', 'b', '-', '--', '', 'json', 'text', 'HA4', 'HA2001,HA2002', '"HA4"', '2.2.7', 'error'],
  ...['--format', '--format=json', '--select', '--select=HA4, HA5', '--ignore', '--target', '-o'],
  ...['--output', '--output=a', '--output=', '-ob', '--fail-on', '--write-baseline', '--coverage'],
  ...['--baseline', '--config-id', '-i', '-h', '--help', '--no-coverage', '-x', '-1', '--=a'],
);

test('reads every command line as oclif does, or not at all', async () => {
  let count = 0;
  const holds = async (words: string[]) => {
    const read = await plainly(words);
    if (read === null) return;
    count++;
    const { args, argv, flags } = await Parser.parse(words, Lint);
    assert.equal(read, { args, argv, flags });
  };
  const lines = fc.array(word, { maxLength: 6 });
  await fc.assert(fc.asyncProperty(lines, holds), { seed: 20240, numRuns: 3000 });
  assert.ok(count > 300, `${count} lines were plain`);
});

test('has the commands that bin/run.js takes the short way to', () => {
  const text = readFileSync(new URL('../../../bin/run.js', import.meta.url), 'utf8');
  const [, list = ''] = /const short = \[(.*)\];/.exec(text) ?? [];
  assert.equal(
    list.split(', ').map((name) => name.slice(1, -1)),
    Object.keys(shortCommands),
  );
});

test.run();
