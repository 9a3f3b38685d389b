// 49xx: comments that ignore findings.

import type { CodeSpec } from '../diagnostic.ts';

export const ignoreCodes = {
  HA4900: {
    slug: 'ignore-without-code',
    severity: 'warning',
    summary: 'Comment ignores nothing',
    detail:
      'hactl-ignore stands here without a code; all findings at once are never ignored, lest new ones go unseen.',
    help: 'name what is known and why: # hactl-ignore CODE[,CODE] reason',
  },
  HA4901: {
    slug: 'ignore-unknown-code',
    severity: 'warning',
    summary: 'Comment ignores an unknown code',
    detail: '"{name}" is neither a code nor a slug of hactl, so it takes no finding away.',
    help: '{mend}',
  },
  HA4902: {
    slug: 'unused-ignore',
    severity: 'warning',
    summary: 'Nothing to ignore',
    detail:
      'There is no {name} in what this comment is for; left in, it hides the next one that comes.',
    help: 'remove it, or move it above the statement or behind the line that it is for',
  },
} as const satisfies { readonly [code: string]: CodeSpec };
