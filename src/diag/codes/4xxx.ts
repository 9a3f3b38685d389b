// 4xxx: what is allowed, and most likely not meant.

import type { CodeSpec } from '../diagnostic.ts';

export const lintCodes = {
  HA4001: {
    slug: 'repeated-keyword',
    severity: 'warning',
    summary: 'Keyword stands twice',
    detail:
      '{keyword} stands twice in this block; keepalived takes the {counts} one without a word.',
    help: 'remove the one that is not meant',
  },
} as const satisfies { readonly [code: string]: CodeSpec };
