// A virtual server on an address that no instance of the file brings up.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { Config } from '../../ir/model.ts';
import type { Rule } from '../rule.ts';

function* strangersIn({ services, instances, addresses }: Config): Generator<Diagnostic> {
  const held = instances.flatMap((one) => [...one.addresses, ...one.excludedAddresses]);
  const known = new Set([...addresses, ...held].map(({ ip }) => ip));
  if (held.length === 0) return;
  for (const { listeners, span, name } of services) {
    for (const listener of listeners) {
      if (listener.kind === 'fwmark' || known.has(listener.ip)) continue;
      yield diagnostic('HA4506', span, { name, ip: listener.ip });
      break;
    }
  }
}

export const serviceWithoutItsAddress: Rule = {
  code: 'HA4506',
  check: ({ config }) => strangersIn(config),
};
