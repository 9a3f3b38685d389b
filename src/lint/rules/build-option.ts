// Keywords that only some builds of keepalived know.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { BoundBlock } from '../../syntax/tree.ts';
import type { Rule } from '../rule.ts';

/** They stand in global_defs alone. */
function* optionsIn(root: BoundBlock): Generator<Diagnostic> {
  for (const { keyword, block } of root.statements) {
    if (keyword !== 'global_defs' || block === undefined) continue;
    for (const { spec, span, keyword: word } of block.statements) {
      const { builtWith } = spec;
      if (builtWith !== undefined) yield diagnostic('HA4002', span, { word, builtWith });
    }
  }
}

export const buildOption: Rule = {
  code: 'HA4002',
  isAboutText: true,
  check: ({ root }) => optionsIn(root),
};
