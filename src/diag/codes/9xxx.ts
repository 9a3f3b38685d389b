// 9xxx: mistakes of hactl itself.

import type { CodeSpec } from '../diagnostic.ts';

export const bugCodes = {
  HA9001: {
    slug: 'internal-error',
    severity: 'error',
    summary: 'Internal error',
    detail: 'hactl met a case it does not handle: {message}.',
    help: 'please report it with the command line and, if you can, the configuration',
  },
} as const satisfies { readonly [code: string]: CodeSpec };
