// A port in a rule for arp.

import { diagnostic } from '../../../diag/diagnostic.ts';
import type { ModuleRule } from '../rule.ts';

export const portOfArp: ModuleRule = {
  code: 'HA4611',
  *check({ config }) {
    const rules = config.farms.flatMap(({ groups }) => groups).flatMap((group) => group.rules);
    for (const { protocol, port, span } of rules) {
      if (protocol === 'arp' && port !== '*') yield diagnostic('HA4611', span, { port });
    }
  },
};
