// A word that is no keyword where it stands: what its writer most likely meant.

import { sameButCase, suggest } from '../../base/suggest.ts';
import { misspelt, respelt } from '../../../grammars/keepalived/index.ts';
import type { BlockSpec } from '../../../grammars/schema.ts';
import { keywordsIn } from './keywords.ts';

/** Blanks that are none to keepalived; editors and web pages leave them in a text. */
const foreignBlank = /[\u0085\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]/;

/** What an unknown word was meant to be, where there is no doubt about it. */
export const rightWord = (word: string, known: readonly string[]): string | undefined => {
  const right = respelt.get(word);
  if (right !== undefined) return known.includes(right) ? right : undefined;
  if (foreignBlank.test(word)) return word.replaceAll(new RegExp(foreignBlank, 'g'), ' ');
  return sameButCase(word, known);
};

/** How to mend a word that is no keyword of its block. */
export const mendUnknown = (word: string, known: Iterable<string>, schema: BlockSpec): string => {
  const note = misspelt.get(word);
  if (note !== undefined) return note;
  if (foreignBlank.test(word)) return 'replace the no-break space in it by a plain blank';
  const near = suggest(word, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  const places = keywordsIn(schema).places.get(word) ?? [];
  const place = places.includes('') ? 'outside of all blocks' : `into ${places.join(', ')}`;
  return places.length === 0
    ? 'remove the line if nothing needs it'
    : `it belongs ${place}; look whether a brace above is missing or too many`;
};
