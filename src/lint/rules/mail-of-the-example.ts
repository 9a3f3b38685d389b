// Mail addresses of the example that keepalived ships.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { joinGlobals } from '../../ir/from-keepalived/global.ts';
import { all, arg, entriesOf } from '../../syntax/tree.ts';
import type { LintContext, Rule } from '../rule.ts';

function* exampleIn(root: LintContext['root']): Generator<Diagnostic> {
  for (const entry of all(joinGlobals(root), 'notification_email').flatMap(entriesOf)) {
    const address = arg(entry, 0) ?? '';
    if (!/@firewall\.loc>?$/i.test(address)) continue;
    yield diagnostic('HA4404', entry.span, { address });
  }
}

export const mailOfTheExample: Rule = {
  code: 'HA4404',
  check: ({ root }) => exampleIn(root),
};
