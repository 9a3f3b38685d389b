// Words behind a complete statement. keepalived takes nearly all of them in silence, so it matters to
// say what their writer most likely wanted.

import { cover } from '../../base/span.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { ArgSpec, BlockSpec } from '../../../grammars/schema.ts';
import type { Word } from '../words.ts';

export interface Surplus {
  readonly keyword: string;
  readonly args: readonly ArgSpec[];
  /** What else may stand in the same block. */
  readonly siblings: BlockSpec;
  /** The word before the first surplus one. */
  readonly before: Word;
  /** At least one. */
  readonly words: readonly [Word, ...Word[]];
}

const textOf = (words: readonly Word[]): string => words.map(({ text }) => text).join(' ');

/** The words that a quote has torn off the word before them. */
const tornOff = ({ before, words }: Surplus): Word[] => {
  const torn: Word[] = [];
  for (const word of words) {
    if (word.start !== (torn.at(-1) ?? before).end) break;
    torn.push(word);
  }
  return torn;
};

/** What is wrong with surplus words. */
export const surplusProblem = (surplus: Surplus): Diagnostic => {
  const { keyword, args, siblings, before, words } = surplus;
  const span = cover(words[0], words.at(-1) ?? words[0]);
  const torn = tornOff(surplus);
  if (torn.length > 0) {
    const rest = torn.map(({ text }) => text).join('');
    const values = { keyword, used: before.text, rest, whole: before.text + rest };
    return diagnostic('HA2031', cover(before, torn.at(-1) ?? before), values);
  }
  if (args.length === 0 && /^(?:off|no|false)$/.test(words[0].text)) {
    return diagnostic('HA2032', words[0], { keyword, word: words[0].text });
  }
  if (args.at(-1)?.name === 'COMMAND') {
    const values = { keyword, words: textOf(words), command: textOf([before, ...words]) };
    return diagnostic('HA2033', span, values);
  }
  const next = words.findIndex(({ text, quoted }) => !quoted && Object.hasOwn(siblings, text));
  const second = words.slice(Math.max(next, 0));
  const values = { words: textOf(second), keyword };
  if (next < 0) return diagnostic('HA2005', span, values);
  return diagnostic('HA2030', cover(second[0] ?? words[0], span), {
    ...values,
    second: second[0]?.text ?? '',
  });
};
