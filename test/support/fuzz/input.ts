// Everything that a run of the fuzzer reads: a text, the files that it may include, and a release.

import fc from 'fast-check';
import { newest, type Version } from '../../../grammars/keepalived/versions.ts';
import { type IncludedFile, nothingMatches } from '../../../src/syntax/keepalived/include.ts';
import type { Surroundings } from '../../../src/syntax/keepalived/surroundings.ts';
import { foldersIn, readFixture } from '../golden.ts';
import { anyExpansion, underCondition } from './expansions.ts';
import { mutated } from './mutations.ts';
import { anyInnerStatement, type AnyLines, anyTopStatement } from './statements.ts';
import { anyCharacters } from './words.ts';

export interface Input {
  readonly text: string;
  /** Texts of files by their paths. */
  readonly files: Readonly<Record<string, string>>;
  readonly target: Version;
}

const maxLength = 64 * 1024;

/** Readers of files refuse zero bytes, and decode to whole characters. */
const readable = (text: string): string =>
  text.replaceAll('\0', ' ').slice(0, maxLength).toWellFormed();

const anyLines: AnyLines = fc
  .array(
    fc.oneof(
      { weight: 12, arbitrary: anyTopStatement },
      { weight: 2, arbitrary: anyExpansion },
      { weight: 1, arbitrary: anyInnerStatement },
      { weight: 1, arbitrary: underCondition(anyTopStatement) },
    ),
    { maxLength: 5 },
  )
  .map((statements) => statements.flat());

const lineEnd = fc.constantFrom('\n', '\n', '\n', '\r\n');

/** A text as the grammar wants it, with a mistake here and there. */
const grammatical = fc.tuple(anyLines, lineEnd).map(([lines, end]) => lines.join(end));

const fixtures = [
  ...foldersIn('keepalived').map((name) => `keepalived/${name}/input.conf`),
  ...foldersIn('diag').flatMap((name) => [`diag/${name}/bad.conf`, `diag/${name}/good.conf`]),
].flatMap((path) => {
  try {
    return [readFixture(path)];
  } catch {
    return [];
  }
});

/** Words of the language, and those that every object of JavaScript knows. */
const words = [
  ...new Set(fixtures.flatMap((text) => text.split(/\s+/)).filter((word) => word !== '')),
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty'],
];

/** Words that mean something, in no order that does. */
const soup = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...words) },
      { weight: 3, arbitrary: fc.constantFrom('\n', '{', '}', '"', '#', '!', '\\', '\r\n', '') },
      { weight: 1, arbitrary: anyCharacters(6) },
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(' '));

/** One piece again and again, to the size that a file may have here. */
const repeated = fc
  .tuple(
    fc.oneof(
      anyInnerStatement.map((lines) => `${lines.join('\n')}\n`),
      anyExpansion.map((lines) => `${lines.join('\n')}\n`),
      fc.constantFrom(
        ...['{', '}', '"', 'a {\n', '}\n', 'a ', 'x', '\n', '# ', '\\', '$', '${V} '],
      ),
      fc.constantFrom('$V=$V$V\n', '~SEQ(i,1,9)', '@main ', '{{', '\r', '\u00a0', '日', "'", '${'),
      anyCharacters(3).filter((piece) => piece !== ''),
    ),
    fc.constantFrom(50, 500, 5000, maxLength),
    fc.constantFrom('', 'vrrp_instance A {\n', 'global_defs {\nrouter_id ', '$V=x\n'),
  )
  .map(
    ([piece, times, before]) => before + piece.repeat(Math.min(times, maxLength / piece.length)),
  );

const anyText = fc
  .oneof(
    { weight: 400, arbitrary: grammatical },
    { weight: 250, arbitrary: mutated(grammatical) },
    { weight: 250, arbitrary: mutated(fc.constantFrom(...fixtures)) },
    { weight: 60, arbitrary: soup },
    { weight: 30, arbitrary: anyCharacters(200) },
    { weight: 3, arbitrary: repeated },
  )
  .map(readable);

const anyFiles: fc.Arbitrary<Readonly<Record<string, string>>> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.dictionary(fc.constantFrom('a.conf', 'b.conf', 'd/c.conf'), anyText, {
      minKeys: 1,
      maxKeys: 2,
      noNullPrototype: true,
    }),
  },
);

export const anyInput: fc.Arbitrary<Input> = fc.record({
  text: anyText,
  files: anyFiles,
  target: fc.constantFrom(newest, newest, newest, '2.2.7', '1.4.5'),
});

/** glob(3), as far as random patterns go. */
const matches = (pattern: string, path: string): boolean => {
  const alternatives = /^\{(.*)\}(.*)$/.exec(pattern);
  if (alternatives !== null) {
    const [, list = '', rest = ''] = alternatives;
    return list.split(',').some((one) => path === one + rest);
  }
  const [before = '', after] = pattern.split('*');
  return after === undefined
    ? path === pattern
    : path.startsWith(before) && path.endsWith(after) && !path.slice(before.length).includes('/');
};

/** What the host of an input looks like to the reader of its text. */
export const surroundingsOf = ({ files }: Input): Surroundings => ({
  configId: 'main',
  workingDirectory: '/etc/keepalived',
  environment: (name) => (name === 'HOME' ? '/root' : undefined),
  included: (directory, pattern) => {
    const found = Object.entries(files).flatMap(([path, text]): IncludedFile[] => {
      const local = directory === '.' ? path : path.replace(`${directory}/`, '');
      return matches(pattern, local) ? [{ path, text }] : [];
    });
    return found.length > 0 ? found : [{ path: pattern, problem: nothingMatches }];
  },
});
