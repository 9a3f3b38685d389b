// A keyword of the schema against what the list says of it.

import { isNewerThan } from '../../grammars/keepalived/versions.ts';
import type { ArgSpec, KeywordSpec } from '../../grammars/schema.ts';

/** A row of the list. */
export interface Word {
  readonly block: string;
  readonly keyword: string;
  readonly kind: 'leaf' | 'block';
  /** `NAME [PORT]`, `{ ADDRESS ... }`. */
  readonly args: string;
  readonly default: string;
  /** `0..UINT_MAX; more about it`. */
  readonly range: string;
  readonly deprecated?: boolean;
  readonly accepted_by_debian_2_2_7?: boolean;
}

const limits: Readonly<Record<string, number>> = {
  UINT_MAX: 4294967295,
  UINT32_MAX: 4294967295,
  INT_MAX: 2147483647,
};

const limit = (text: string): number => limits[text] ?? Number(text);

/** The range of the only number of a line. */
const compareRange = ({ range }: Word, args: readonly ArgSpec[]): string[] => {
  const [, from = '', to = ''] = /^(-?[\d.]*\d)\.\.(-?\w[\w.]*)?(?=$|[ ;,])/.exec(range) ?? [];
  const numbers = args.filter(({ kind }) => kind === 'int' || kind === 'decimal');
  const [arg] = numbers;
  if (from === '' || arg === undefined || numbers.length > 1) return [];
  const isSame = arg.min === limit(from) && (to === '' || arg.max === limit(to));
  return isSame ? [] : [`is within ${arg.min} and ${arg.max}, not ${range}`];
};

/** How many words the notation wants at least. */
const wantedBy = (args: string): number => {
  const outer = args.replace(/\{.*$/, '');
  let depth = 0;
  let plain = '';
  for (const sign of outer) {
    if (sign === '[') depth++;
    else if (sign === ']') depth--;
    else if (depth === 0) plain += sign;
  }
  return plain.split(/\s+/).filter((word) => word !== '' && word !== '...').length;
};

const isOptional = ({ optional = false, rest = false, atLeastOne = false }: ArgSpec): boolean =>
  optional || (rest && !atLeastOne);

const compareArgs = ({ args: notation }: Word, args: readonly ArgSpec[]): string[] => {
  const wanted = wantedBy(notation);
  const needed = args.filter((arg) => !isOptional(arg)).length;
  const hasArgs = notation.replace(/\{.*$/, '').trim() !== '';
  return [
    ...(wanted === needed ? [] : [`wants ${needed} words, not ${notation}`]),
    ...(hasArgs || args.length === 0 ? [] : ['has arguments']),
  ];
};

/** What nobody writes down: a switch is off unless it is written, and a list is empty. */
const isPlainDefault = ({ default: text }: Word, { args = [], entries }: KeywordSpec): boolean =>
  text === '' ||
  (text === 'off' && args.every(isOptional)) ||
  (/^(?:none|empty|required)/.test(text) && (entries !== undefined || args.length === 0)) ||
  (/^weight /.test(text) && entries !== undefined);

/** What is different, in words. */
export const compareKeyword = (
  word: Word,
  spec: KeywordSpec,
  since: string | undefined,
): string[] => {
  const { args = [] } = spec;
  const found = [...compareRange(word, args), ...compareArgs(word, args)];
  const holds = spec.block !== undefined || spec.entries !== undefined;
  if (holds !== (word.kind === 'block')) found.push(holds ? 'has a block' : 'has no block');
  if (spec.since !== since) found.push(`is there since ${spec.since}, not ${since}`);
  const isOld = spec.since === undefined || !isNewerThan(spec.since, '2.2.7');
  if (isOld !== word.accepted_by_debian_2_2_7)
    found.push(`2.2.7 ${isOld ? 'refuses' : 'takes'} it`);
  const isDeprecated = word.deprecated === true;
  if (isDeprecated !== (spec.deprecated !== undefined)) {
    found.push(isDeprecated ? 'is deprecated' : 'is not deprecated');
  }
  if (spec.default === undefined && !isPlainDefault(word, spec)) {
    found.push(`has the default ${word.default}`);
  }
  return found;
};
