// Random statements that the tables of the schema ask for, with right and wrong arguments.

import fc from 'fast-check';
import { keepalived } from '../../../grammars/keepalived/index.ts';
import {
  type ArgSpec,
  type BlockSpec,
  type EntrySpec,
  type KeywordSpec,
  keywordsOf,
  type OptionTable,
} from '../../../grammars/schema.ts';
import { anyWordFor, names } from './words.ts';

/** Lines of a text. */
export type AnyLines = fc.Arbitrary<readonly string[]>;

const everyKeyword = [...new Set(keywordsOf(keepalived, '').map(({ keyword }) => keyword))];

const anyOption = (options: OptionTable): fc.Arbitrary<string> =>
  fc.oneof(
    ...Object.entries(options).map(([name, { args = [] }]) =>
      fc.tuple(...args.map(anyWordFor)).map((words) => [name, ...words].join(' ')),
    ),
  );

/** The words behind a keyword: now and then one is missing, or one too many. */
const anyWords = (args: readonly ArgSpec[], options?: OptionTable): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.tuple(...args.map(anyWordFor)),
      fc.constantFrom(0, 0, 0, 0, 0, 0, 0, -1, 1),
      options === undefined ? fc.constant([]) : fc.array(anyOption(options), { maxLength: 3 }),
    )
    .map(([words, change, more]) => {
      const kept = change < 0 ? words.slice(0, change) : words;
      return [...kept, ...(change > 0 ? ['surplus'] : []), ...more].join(' ');
    });

/** What may stand behind the words of a line. */
const anyTail = fc.oneof(
  { weight: 24, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ' # comment',
      '#glued',
      ' ! "quote in a comment',
      ' # hactl-ignore HA2001, extra-words because',
      ' # hactl-ignore',
      ' "',
      ' {',
      ' }',
      ' {}',
      ' \\',
      '\t\v\f',
      ' # auth_pass Zq7comment',
    ),
  },
);

/** How a block opens and closes; the first is as it should be. */
const bracings: readonly (readonly [open: string, close: readonly string[]])[] = [
  [' {', ['}']],
  ['{', ['}']],
  ['\n{', ['}']],
  [' { # open', ['} # close']],
  [' {', []],
  ['', ['}']],
  [' {', ['}', '}']],
  ['', []],
];

const anyBracing = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(...bracings.slice(0, 1)) },
  { weight: 1, arbitrary: fc.constantFrom(...bracings.slice(1)) },
);

const enclosed = (head: fc.Arbitrary<string>, inside: AnyLines): AnyLines =>
  fc
    .tuple(head, anyBracing, inside)
    .map(([first, [open, close], lines]) => [first + open, ...lines, ...close]);

const anyEntries = ({ args, options }: EntrySpec): AnyLines =>
  fc.array(anyWords(args, options), { maxLength: 4 });

const blocks = new Map<BlockSpec, AnyLines>();

/** Statements of a block, in any order. */
const anyBody = (block: BlockSpec): AnyLines => {
  const known = blocks.get(block);
  if (known !== undefined) return known;
  const own = Object.entries(block).map(([keyword, spec]) => anyStatement(keyword, spec));
  const body = fc
    .array(
      fc.oneof(
        { weight: 30, arbitrary: fc.oneof(...own) },
        { weight: 1, arbitrary: fc.constantFrom(...everyKeyword).map((word) => [`${word} 1`]) },
        { weight: 1, arbitrary: fc.constantFrom([''], ['# hactl-ignore HA2'], ['typo on'], ['{']) },
      ),
      { maxLength: 6 },
    )
    .map((statements) => statements.flat());
  blocks.set(block, body);
  return body;
};

const anyStatement = (keyword: string, spec: KeywordSpec): AnyLines => {
  const head = anyWords(spec.args ?? [], spec.options).map((words) => `${keyword} ${words}`);
  if (spec.block !== undefined) return enclosed(head, anyBody(spec.block));
  if (spec.entries !== undefined) return enclosed(head, anyEntries(spec.entries));
  return fc.tuple(head, anyTail).map(([line, tail]) => [line + tail]);
};

/** An instance that is complete, so that what looks at a whole file has something to look at. */
const anyWhole: AnyLines = fc
  .record({
    name: fc.constantFrom(...names),
    vrid: fc.constantFrom('51', '52'),
    body: anyBody(keepalived.vrrp_instance.block),
  })
  .map(({ name, vrid, body }) => [
    `vrrp_instance ${name} {`,
    'interface eth0',
    `virtual_router_id ${vrid}`,
    ...body,
    'virtual_ipaddress {',
    '192.0.2.10/24',
    '}',
    '}',
  ]);

/** One statement of a file, with its block when it has one. */
export const anyTopStatement: AnyLines = fc.oneof(
  ...Object.entries(keepalived).map(([keyword, spec]) => anyStatement(keyword, spec)),
  { weight: 5, arbitrary: anyWhole },
);

/** One statement of any block. */
export const anyInnerStatement: AnyLines = fc.oneof(
  ...keywordsOf(keepalived, '').map(({ keyword, spec }) => anyStatement(keyword, spec)),
);
