// A virtual server whose real servers all have weight 0.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { Server, Service } from '../../ir/model.ts';
import type { Rule } from '../rule.ts';

/** Checks that may raise the weight later, misc_dynamic and FILE_CHECK. */
const isWeighedByCheck = ({ checkers }: Server): boolean =>
  checkers.some(({ type }) => type === 'MISC_CHECK' || type === 'FILE_CHECK');

function* weightlessIn(services: readonly Service[]): Generator<Diagnostic> {
  for (const { name, servers, span } of services) {
    if (servers.some((server) => server.weight > 0 || isWeighedByCheck(server))) continue;
    yield diagnostic('HA4503', span, { name });
  }
}

export const weightlessService: Rule = {
  code: 'HA4503',
  check: ({ config }) => weightlessIn(config.services),
};
