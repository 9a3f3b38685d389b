// A virtual server of which no real server is checked.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { Service } from '../../ir/model.ts';
import type { Rule } from '../rule.ts';

function* uncheckedIn(services: readonly Service[]): Generator<Diagnostic> {
  for (const { name, servers, span } of services) {
    if (servers.some(({ checkers }) => checkers.length > 0)) continue;
    yield diagnostic('HA4502', span, { name });
  }
}

export const uncheckedService: Rule = {
  code: 'HA4502',
  check: ({ config }) => uncheckedIn(config.services),
};
