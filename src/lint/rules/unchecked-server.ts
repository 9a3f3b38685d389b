// A real server that nobody checks, among others that are checked.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { ipPort } from '../../base/ip.ts';
import type { Service } from '../../ir/model.ts';
import type { Rule } from '../rule.ts';

function* uncheckedIn(services: readonly Service[]): Generator<Diagnostic> {
  for (const { name, servers } of services) {
    const checked = servers.find(({ checkers }) => checkers.length > 0);
    if (checked === undefined) continue;
    for (const { ip, port, checkers, span } of servers) {
      if (checkers.length > 0) continue;
      const labels = [{ span: checked.span, text: 'this one is checked' }];
      const values = { server: ipPort(ip, port ?? 0), name };
      yield diagnostic('HA4501', span, values, labels);
    }
  }
}

export const uncheckedServer: Rule = {
  code: 'HA4501',
  check: ({ config }) => uncheckedIn(config.services),
};
