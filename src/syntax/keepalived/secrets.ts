// Where secrets stand in a text, told from the words before them alone.

import type { Span } from '../../base/span.ts';
import type { Source } from '../../diag/source-map.ts';
import type { BlockSpec } from '../../../grammars/schema.ts';
import { keywordsIn } from './keywords.ts';

/**
 * Everything behind a keyword that takes a secret, in whatever block it stands, to the end of its line:
 * secrets may be misplaced, commented out, or in a block that nobody knows.
 */
export const secretsBehindKeywords = (
  { text, base }: Pick<Source, 'text' | 'base'>,
  schema: BlockSpec,
): Span[] => {
  const { secret } = keywordsIn(schema);
  // Most texts have none of them, and the words alone are found much faster.
  if (secret.size === 0 || !new RegExp([...secret.keys()].join('|')).test(text)) return [];
  const heads = [...secret].flatMap(([keyword, head]) => (text.includes(keyword) ? head : []));
  const pattern = new RegExp(`(?<=^|[\\s{}#!])(?:${heads.join('|')})[ \\t]+([^\\n]+)`, 'g');
  return [...text.matchAll(pattern)].map(({ 0: whole, 1: secret = '', index }) => {
    const end = base + index + whole.length;
    return { start: end - secret.length, end };
  });
};
