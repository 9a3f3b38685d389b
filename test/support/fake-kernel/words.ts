// Words of a command line, taken one after the other.

import { Refusal } from './refusal.ts';

export interface Words {
  /** Whether a word is left. */
  readonly more: () => boolean;
  readonly peek: () => string | undefined;
  /** The next word; the tool ends with `status` when there is none. */
  readonly take: () => string;
  /** Takes the next word if it is this one. */
  readonly takeIf: (word: string) => boolean;
}

export const wordsOf = (line: string, status: number): Words => {
  const list = line.split(/\s+/).filter((word) => word !== '');
  let at = 0;
  const take = (): string => {
    const word = list[at++];
    if (word === undefined) throw new Refusal('Command line is not complete.', status);
    return word;
  };
  return {
    more: () => at < list.length,
    peek: () => list[at],
    take,
    takeIf: (word) => {
      if (list[at] !== word) return false;
      at++;
      return true;
    },
  };
};
