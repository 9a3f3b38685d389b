// Where braces and indentation part, in a file whose braces do not match.

import { firstMisfit } from '../../syntax/keepalived/brace-marks.ts';
import type { Tree } from '../../syntax/keepalived/parse.ts';
import type { Rule } from '../rule.ts';
import { indentationOf } from '../../syntax/keepalived/indentation.ts';

const isBroken = ({ statements, strayCloses }: Tree): boolean => {
  if (strayCloses.length > 0) return true;
  for (let row = 0; row < statements.length; row++) {
    if (statements.openOf(row) >= 0 && statements.closeOf(row) < 0) return true;
  }
  return false;
};

export const bracesAgainstIndentation: Rule = {
  code: 'HA4103',
  isAboutText: true,
  check: ({ tree, sources }) => {
    if (!isBroken(tree)) return [];
    const misfit = firstMisfit(tree, (span) => indentationOf(sources, span));
    return misfit === undefined ? [] : [misfit.found];
  },
};
