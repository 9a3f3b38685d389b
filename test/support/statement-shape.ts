// What a text says, whatever its layout: the statements that hactl reads of it, for a configuration id,
// and what is wrong with it as text.

import { createSourceMap } from '../../src/diag/source-map.ts';
import { expandKeepalived } from '../../src/syntax/keepalived/expand.ts';
import { parseKeepalived } from '../../src/syntax/keepalived/parse.ts';
import { renderTree } from '../../src/views/tree.ts';

/** Equal for two texts that mean the same. */
export const shapeOf = (text: string, configId: string): string => {
  const sources = createSourceMap();
  const written = sources.add('input.conf', text);
  const expansion = expandKeepalived(sources, written, { configId });
  const { tree, diagnostics } = parseKeepalived(expansion.source);
  const statements = renderTree(tree, []).replace(/^ *\d+ {2}/gm, '');
  const codes = [...expansion.diagnostics, ...diagnostics].map(({ code }) => code);
  // Where comments stand may change, and with them what is said about their places.
  const ofWords = codes.filter((code) => code !== 'HA1009');
  return [statements, ...ofWords.sort()].join('\n');
};

/** The comments of a text, without blanks at their ends, sorted. */
export const commentsOf = (text: string): string[] => {
  const { source, comments } = parseKeepalived(createSourceMap().add('input.conf', text)).tree;
  return comments
    .map(({ start, end }) => source.text.slice(start, end).replace(/[ \t\v\f\r]+$/, ''))
    .sort();
};
